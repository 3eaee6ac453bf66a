//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::EscalationLevel;
use crate::record::ContentRef;
use crate::triage::strategy::Duty;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Team: TeamFact {
        CaseAssigned = "case_assigned",
        UnitChanged = "unit_changed",
        CaseEscalated = "case_escalated",
        DutyFulfilled = "duty_fulfilled",
        DutyWaived = "duty_waived",
        StepTaken = "step_taken",
        RulesStopped = "rules_stopped",
    }
}

/// Somebody became the owner, or nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssigned {
    /// The new owner, a member of staff by number; nobody where there is none.
    pub owner: Option<i64>,
    /// The reason of a hand-over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

impl Payload for CaseAssigned {
    fn contents(&self) -> Vec<ContentRef> {
        self.reason.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("assignment")
    }
}

/// It goes up the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEscalated {
    /// How far up the chain of owner, lead, manager.
    pub to: EscalationLevel,
    /// Why.
    pub words: ContentRef,
}

impl Payload for CaseEscalated {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("notes")
    }
}

/// What its strategy asks for was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyFulfilled {
    /// What the strategy asks for.
    pub duty: Duty,
    /// Who takes part by it, a member of staff by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<i64>,
    /// What was done.
    pub words: ContentRef,
}

impl Payload for DutyFulfilled {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// What its strategy asks for is not needed here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyWaived {
    /// What the strategy asks for.
    pub duty: Duty,
    /// Why it is not needed here.
    pub reason: ContentRef,
}

impl Payload for DutyWaived {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("duties")
    }
}

/// A step of its procedure was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The step, by its name in the procedure.
    pub step: String,
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

impl Payload for StepTaken {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// Another unit has the case, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChanged {
    /// The unit that has the case now, by its reference.
    pub unit: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

impl Payload for UnitChanged {
    fn contents(&self) -> Vec<ContentRef> {
        self.reason.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("unit")
    }
}

/// Rules that set each other off were stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesStopped {
    /// The rules that would have gone on, by the numbers of their versions.
    pub rules: Vec<i64>,
    /// How long the chain was.
    pub depth: i64,
}

impl Payload for RulesStopped {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}
