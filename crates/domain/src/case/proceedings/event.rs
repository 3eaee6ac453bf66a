//! What can happen in this room.

use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{Authority, DateTopic, ProceedingStep};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Proceedings: ProceedingFact {
        ProceedingOpened = "proceeding_opened",
        ProceedingMoved = "proceeding_moved",
        ProceedingDated = "proceeding_dated",
    }
}

/// A date that a law or notice lets expect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpectedDate {
    /// Which date.
    pub topic: DateTopic,
    /// The rule it rests on, as `CN-TC10-15`.
    pub rule: String,
    /// The date; none where the rule's figure is not yet checked against the
    /// official text, so that a person has to tell it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A procedure outside the company runs.
///
/// Its effective time is the receipt of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProceedingOpened {
    /// Its number in the case, from 1.
    pub proceeding: i64,
    /// Whose procedure.
    pub body: Authority,
    /// The version of the law it follows, as `cn_tourism_complaint.2010`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// What the law lets expect.
    pub expected: Vec<ExpectedDate>,
    /// Name of the body.
    pub name: ContentRef,
    /// Their number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<ContentRef>,
    /// What it is about and what was received.
    pub words: ContentRef,
}

impl Payload for ProceedingOpened {
    fn contents(&self) -> Vec<ContentRef> {
        [Some(self.name), self.reference, Some(self.words)].into_iter().flatten().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("proceeding_steps")
    }
}

/// Something happened in it.
///
/// Its effective time is that of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProceedingMoved {
    /// Which proceeding.
    pub proceeding: i64,
    /// What happened.
    pub step: ProceedingStep,
    /// What the law lets expect from now on.
    pub expected: Vec<ExpectedDate>,
    /// What the document says.
    pub words: ContentRef,
}

impl Payload for ProceedingMoved {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// One of its dates was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProceedingDated {
    /// Which proceeding.
    pub proceeding: i64,
    /// Which date.
    pub topic: DateTopic,
    /// The date.
    pub at: Timestamp,
    /// Where it was told.
    pub words: ContentRef,
}

impl Payload for ProceedingDated {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("proceeding_dates")
    }
}
