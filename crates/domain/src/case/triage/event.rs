//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{Category, Grade, HandlingType, Kind, Motive, Nature, spelled};
use crate::record::ContentRef;
use crate::triage::severity::{Circumstance, Indicators};
use crate::triage::strategy::{Duties, Duty, ImpactScope, Strategy};
use serde::{Deserialize, Serialize};
use serde_json::Value;

facts! {
    /// What happened.
    Triage: TriageFact {
        KindChanged = "kind_changed",
        NatureSet = "nature_set",
        CaseTriaged = "case_triaged",
        SeverityAssessed = "severity_assessed",
    }
}

/// The case presses otherwise than was thought.
///
/// Its effective time is when the entry that carries
/// the reason reached the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NatureSet {
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// The entry that carries the reason.
    pub carried_by: Seq,
    /// Why, in words.
    pub reason: ContentRef,
}

impl Payload for NatureSet {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("triage")
    }
}

/// It is another kind of matter than was thought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindChanged {
    /// What it was taken for.
    pub from: Kind,
    /// What it is.
    pub to: Kind,
    /// Why.
    pub reason: ContentRef,
}

impl Payload for KindChanged {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("kind")
    }
}

/// A person said what it is about and how it is handled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseTriaged {
    /// The main category.
    pub category: Category,
    /// Any number of others.
    pub other_categories: Vec<Category>,
    /// How it is handled.
    pub handling_type: HandlingType,
    /// What moves the complainant; for staff only.
    pub motives: Vec<Motive>,
}

impl Payload for CaseTriaged {
    fn put_right(&self) -> PutRight {
        PutRight::By("triage")
    }
}

spelled! {
    /// Why the severity was judged anew.
    AssessmentCause {
        /// A person graded the case.
        Triaged = "triaged",
        /// It presses otherwise than was thought.
        NatureChanged = "nature_changed",
        /// A warning, a breach, a second contact or a reopening.
        SpeedChanged = "speed_changed",
        /// The company grades otherwise than before.
        GradingChanged = "grading_changed",
    }
}

/// How grave the case is was judged, or judged anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityAssessed {
    /// Why now.
    pub cause: AssessmentCause,
    /// The four indicators.
    #[serde(flatten)]
    pub indicators: Indicators,
    /// What makes a general case more than the front line can carry.
    #[serde(flatten)]
    pub reach: ImpactScope,
    /// What raises the grade by itself.
    pub circumstances: Vec<Circumstance>,
    /// The weighted sum in whole hundredths.
    pub score: i64,
    /// What the score and the floors make of it.
    pub computed: Grade,
    /// The lowest grade that circumstances leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<Grade>,
    /// A person's own grade, which stands until a person lifts it.
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Grade>,
    /// The grade that counts.
    pub grade: Grade,
    /// How the case is handled for it.
    pub strategy: Strategy,
    /// What the strategy asks for, in order.
    pub duties: Vec<Duty>,
    /// The version of the company's way of grading.
    pub grading: i64,
    /// Whether its duties are done by what proves them (see [`crate::case::team::duties`]). Of
    /// cases graded before that was asked they stay done as they were.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub proved: bool,
    /// Why each value that a person gave; none where the program judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

impl Payload for SeverityAssessed {
    const VERSION: i64 = 2;

    /// Version 1 knew the duties and the grading of the standard alone.
    fn lift(_: i64, mut payload: Value) -> Value {
        let strategy = payload.get("strategy").and_then(Value::as_str).and_then(Strategy::parse);
        if let (Some(strategy), Value::Object(payload)) = (strategy, &mut payload) {
            let duties = Duties::default();
            let duties: Vec<&str> = duties.of(strategy).iter().map(|duty| duty.as_str()).collect();
            payload.insert("duties".into(), duties.into());
            payload.insert("grading".into(), 1.into());
        }
        payload
    }

    fn contents(&self) -> Vec<ContentRef> {
        self.reason.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("triage")
    }
}
