//! Facts of who at the company does what for a case (journey §§2, 4, 6).

use super::Payload;
use crate::catalogue::LinkWay;
use crate::record::ContentRef;
use crate::triage::strategy::Duty;
use serde::{Deserialize, Serialize};

/// See [`Fact::DutyFulfilled`](super::Fact::DutyFulfilled).
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

/// See [`Fact::DutyWaived`](super::Fact::DutyWaived).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyWaived {
    /// What the strategy asks for.
    pub duty: Duty,
    /// Why it is not needed here.
    pub reason: ContentRef,
}

/// See [`Fact::StaffResponsibilityNamed`](super::Fact::StaffResponsibilityNamed).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffResponsibilityNamed {
    /// Who, and for what; for those alone who have the right to know.
    pub details: ContentRef,
}

/// See [`Fact::StepTaken`](super::Fact::StepTaken).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTaken {
    /// The step, by its name in the procedure.
    pub step: String,
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

/// See [`Fact::UnitChanged`](super::Fact::UnitChanged).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChanged {
    /// The unit that has the case now, by its reference.
    pub unit: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

/// See [`Fact::LinkRenewed`](super::Fact::LinkRenewed).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRenewed {
    /// Whose, from 1, the representative.
    pub complainant: i64,
    /// Which one it is now; those before open nothing any more.
    pub generation: i64,
}

/// See [`Fact::LinkHandedOut`](super::Fact::LinkHandedOut).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkHandedOut {
    /// Whose, from 1, the representative.
    pub complainant: i64,
    /// Which one it is; it stays the one in force.
    pub generation: i64,
    /// How they came by it.
    pub way: LinkWay,
}

/// See [`Fact::RulesStopped`](super::Fact::RulesStopped).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesStopped {
    /// The rules that would have gone on, by the numbers of their versions.
    pub rules: Vec<i64>,
    /// How long the chain was.
    pub depth: i64,
}

impl Payload for DutyFulfilled {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for DutyWaived {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.reason]
    }
}

impl Payload for StaffResponsibilityNamed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.details]
    }
}

impl Payload for StepTaken {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }
}

impl Payload for UnitChanged {
    fn contents(&self) -> Vec<ContentRef> {
        self.reason.into_iter().collect()
    }
}

impl Payload for LinkRenewed {}

impl Payload for LinkHandedOut {}

impl Payload for RulesStopped {}
