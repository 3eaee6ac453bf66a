//! Facts of handling a case: who owns it, what was found, what was offered,
//! what has to be done (journey §§4–6).

use super::Payload;
use super::connections::Via;
use crate::Seq;
use crate::catalogue::{AnswerWay, Cause, EscalationLevel, PlanAnswer, ShareGround, ShareParty, WhoseWord};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// See [`Fact::CaseAssigned`](super::Fact::CaseAssigned).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssigned {
    /// The new owner, a member of staff by number; nobody where there is none.
    pub owner: Option<i64>,
    /// The reason of a hand-over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

/// See [`Fact::CaseEscalated`](super::Fact::CaseEscalated).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEscalated {
    /// How far up the chain of owner, lead, manager.
    pub to: EscalationLevel,
    /// Why.
    pub words: ContentRef,
}

/// See [`Fact::ContactRestricted`](super::Fact::ContactRestricted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRestricted {
    /// When it is looked at again.
    pub review_at: Timestamp,
    /// What happened, and that they were warned.
    pub words: ContentRef,
}

/// See [`Fact::ContactFreed`](super::Fact::ContactFreed).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFreed {
    /// Why.
    pub words: ContentRef,
}

/// See [`Fact::FindingRecorded`](super::Fact::FindingRecorded).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRecorded {
    /// Whose word it is.
    pub whose: WhoseWord,
    /// When what was found happened, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub happened_at: Option<Timestamp>,
    /// The earlier finding that says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradicts: Option<Seq>,
    /// What was found.
    pub words: ContentRef,
}

/// See [`Fact::CausesFound`](super::Fact::CausesFound).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CausesFound {
    /// From the tree of causes, the root cause first.
    pub causes: Vec<Cause>,
    /// What it means for the business, and the plan in mind.
    pub words: ContentRef,
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

/// See [`Fact::PlanProposed`](super::Fact::PlanProposed).
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

/// See [`Fact::PlanAnswered`](super::Fact::PlanAnswered).
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

/// See [`Fact::ComplainantLeft`](super::Fact::ComplainantLeft).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplainantLeft {
    /// Who of the group, from 1.
    pub complainant: i64,
    /// Why, in words.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

/// See [`Fact::MeasureAdded`](super::Fact::MeasureAdded).
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

/// See [`Fact::MeasureDone`](super::Fact::MeasureDone).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureDone {
    /// The measure.
    pub measure: i64,
    /// What shows it.
    pub proof: ContentRef,
}

/// See [`Fact::MeasureWaived`](super::Fact::MeasureWaived).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureWaived {
    /// The measure.
    pub measure: i64,
    /// Why it is not needed any more.
    pub reason: ContentRef,
}

/// One share of the responsibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Whose.
    pub party: ShareParty,
    /// In whole percent.
    pub percent: i64,
    /// On what ground.
    pub ground: ShareGround,
    /// Who exactly, and why, in words.
    pub words: ContentRef,
}

/// See [`Fact::ResponsibilitySet`](super::Fact::ResponsibilitySet).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibilitySet {
    /// The shares; they add to 100.
    pub shares: Vec<Share>,
}

impl Payload for CaseAssigned {
    fn contents(&self) -> Vec<ContentRef> {
        self.reason.into_iter().collect()
    }
}

impl Payload for CaseEscalated {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for ContactRestricted {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for ContactFreed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for FindingRecorded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for CausesFound {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for PlanProposed {
    fn contents(&self) -> Vec<ContentRef> {
        let of_option = |o: &PlanOption| {
            let measures: Vec<ContentRef> = o.measures.iter().map(|m| m.words).collect();
            std::iter::once(o.words).chain(measures)
        };
        self.options.iter().flat_map(of_option).collect()
    }
}

impl Payload for PlanAnswered {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for ComplainantLeft {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for MeasureAdded {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for MeasureDone {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.proof]
    }
}

impl Payload for MeasureWaived {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }
}

impl Payload for ResponsibilitySet {
    fn contents(&self) -> Vec<ContentRef> {
        self.shares.iter().map(|share| share.words).collect()
    }
}
