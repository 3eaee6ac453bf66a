//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::catalogue::RefusalGround;
use crate::record::ContentRef;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Acceptance: AcceptanceFact {
        CaseAccepted = "case_accepted",
        CaseRefused = "case_refused",
        RefusalObjected = "refusal_objected",
        ObjectionDecided = "objection_decided",
    }
}

/// The case was accepted for handling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {}

impl Payload for CaseAccepted {
    fn put_right(&self) -> PutRight {
        PutRight::By("acceptance")
    }
}

/// The case was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRefused {
    /// The ground, from the closed list.
    pub ground: RefusalGround,
    /// What the complainant is told, where to go among it.
    pub words: ContentRef,
}

impl Payload for CaseRefused {
    /// Since version 2 what they are told stands in the message before it as well.
    const VERSION: i64 = 2;

    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("reopening")
    }
}

/// A complainant objects to the refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalObjected {
    /// Who of a group objects, from 1.
    pub complainant: i64,
    /// Why, in their words.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for RefusalObjected {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// The objection was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionDecided {
    /// Whether the case is taken up after all; refused for good otherwise.
    pub upheld: bool,
    /// The reasons, as the complainant is told.
    pub words: ContentRef,
    /// Whether whoever refused the case decided on this as well, since the company has
    /// nobody else who may.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
}

impl Payload for ObjectionDecided {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("reopening")
    }
}
