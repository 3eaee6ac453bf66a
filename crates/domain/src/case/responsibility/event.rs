//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{ShareGround, ShareParty};
use crate::record::ContentRef;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Responsibility: ResponsibilityFact {
        ResponsibilitySet = "responsibility_set",
        StaffResponsibilityNamed = "staff_responsibility_named",
    }
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

/// Who answers for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibilitySet {
    /// The shares; they add to 100.
    pub shares: Vec<Share>,
}

impl Payload for ResponsibilitySet {
    fn contents(&self) -> Vec<ContentRef> {
        self.shares.iter().map(|share| share.words).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("responsibility")
    }
}

/// A member of staff answers for something; for those who have the right to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffResponsibilityNamed {
    /// Who, and for what; for those alone who have the right to know.
    pub details: ContentRef,
}

impl Payload for StaffResponsibilityNamed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.details]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("staff_responsibility")
    }
}
