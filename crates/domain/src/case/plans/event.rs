//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::{AnswerWay, PlanAnswer};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Plans: PlanFact {
        PlanProposed = "plan_proposed",
        PlanAnswered = "plan_answered",
        MeasureAdded = "measure_added",
        MeasureDone = "measure_done",
        MeasureWaived = "measure_waived",
    }
}

/// One thing that a plan promises to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMeasure {
    /// What.
    pub words: ContentRef,
    /// Who does it, a member of staff by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<i64>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

/// One of the alternatives of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanOption {
    /// What is offered.
    pub words: ContentRef,
    /// What will be done if it is chosen.
    pub measures: Vec<PlannedMeasure>,
    /// Whom of those to whom the plan is put it is for; for all where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complainants: Vec<i64>,
}

/// A plan was put to the complainant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanProposed {
    /// The version, from 1.
    pub version: i64,
    /// The alternatives; one or more.
    pub options: Vec<PlanOption>,
    /// To whom of a group it is put, from 1; to all where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complainants: Vec<i64>,
}

impl Payload for PlanProposed {
    fn contents(&self) -> Vec<ContentRef> {
        let of_option = |o: &PlanOption| {
            let measures: Vec<ContentRef> = o.measures.iter().map(|m| m.words).collect();
            std::iter::once(o.words).chain(measures)
        };
        self.options.iter().flat_map(of_option).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("plans")
    }
}

/// A complainant answered a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanAnswered {
    /// The version that is answered.
    pub version: i64,
    /// Who of a group answers, from 1, the representative.
    pub complainant: i64,
    /// What they say.
    pub answer: PlanAnswer,
    /// The alternative that is accepted, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<i64>,
    /// In which way it was said.
    pub way: AnswerWay,
    /// In their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for PlanAnswered {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// Something has to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureAdded {
    /// Its number in the case, from 1.
    pub measure: i64,
    /// Where it comes from: entry of the plan, option and place in it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_plan: Option<(Seq, i64, i64)>,
    /// What, where it does not stand in a plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
    /// Which of the usual measures of its handling type it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Who does it, a member of staff by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<i64>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

impl Payload for MeasureAdded {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("measure_waiver")
    }
}

/// It was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureDone {
    /// The measure.
    pub measure: i64,
    /// What shows it.
    pub proof: ContentRef,
}

impl Payload for MeasureDone {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.proof]
    }

    fn put_right(&self) -> PutRight {
        PutRight::WithdrawingWhileOpen
    }
}

/// It is not needed any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureWaived {
    /// The measure.
    pub measure: i64,
    /// Why it is not needed any more.
    pub reason: ContentRef,
}

impl Payload for MeasureWaived {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("measures")
    }
}
