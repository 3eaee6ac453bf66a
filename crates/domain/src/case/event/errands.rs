//! Facts of what others do for the investigation (journey §4): questions to
//! suppliers and departments, site checks, evidence that disappears.

use super::Payload;
use crate::catalogue::{EvidenceKind, Position, Respondent};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// See [`Fact::QuestionAsked`](super::Fact::QuestionAsked).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAsked {
    /// Its number in the case, from 1.
    pub question: i64,
    /// Who is asked.
    pub respondent: Respondent,
    /// The supplier or unit, by its reference.
    pub to: String,
    /// The facts they need, and the question.
    pub words: ContentRef,
}

/// See [`Fact::QuestionAnswered`](super::Fact::QuestionAnswered).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// Which question.
    pub question: i64,
    /// Whether they confirm or dispute what is said of them.
    pub position: Position,
    /// Their answer.
    pub words: ContentRef,
}

/// See [`Fact::SiteCheckOrdered`](super::Fact::SiteCheckOrdered).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCheckOrdered {
    /// Its number in the case, from 1.
    pub check: i64,
    /// Who goes there, a member of staff by number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<i64>,
    /// By when.
    pub due_at: Timestamp,
    /// The place.
    pub place: ContentRef,
    /// What is looked at.
    pub words: ContentRef,
}

/// See [`Fact::SiteCheckReported`](super::Fact::SiteCheckReported).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCheckReported {
    /// Which check.
    pub check: i64,
    /// What was seen.
    pub words: ContentRef,
}

/// See [`Fact::EvidenceNamed`](super::Fact::EvidenceNamed).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceNamed {
    /// Its number in the case, from 1.
    pub evidence: i64,
    /// What kind.
    pub what: EvidenceKind,
    /// Where it is, and why it disappears.
    pub words: ContentRef,
}

/// See [`Fact::EvidenceSecured`](super::Fact::EvidenceSecured).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceSecured {
    /// Which evidence.
    pub evidence: i64,
    /// Where it is kept now.
    pub words: ContentRef,
}

/// See [`Fact::EvidenceLost`](super::Fact::EvidenceLost).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLost {
    /// Which evidence.
    pub evidence: i64,
    /// Why it could not be secured.
    pub words: ContentRef,
}

impl Payload for QuestionAsked {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for QuestionAnswered {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for SiteCheckOrdered {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.place, self.words]
    }
}

impl Payload for SiteCheckReported {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for EvidenceNamed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for EvidenceSecured {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for EvidenceLost {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}
