//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{Cause, EvidenceKind, Position, Respondent, WhoseWord};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Investigation: InvestigationFact {
        FindingRecorded = "finding_recorded",
        QuestionAsked = "question_asked",
        QuestionAnswered = "question_answered",
        SiteCheckOrdered = "site_check_ordered",
        SiteCheckReported = "site_check_reported",
        EvidenceNamed = "evidence_named",
        EvidenceSecured = "evidence_secured",
        EvidenceLost = "evidence_lost",
        CausesFound = "causes_found",
    }
}

/// A supplier or department was asked.
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

impl Payload for QuestionAsked {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("question_answer")
    }
}

/// They answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// Which question.
    pub question: i64,
    /// Whether they confirm or dispute what is said of them.
    pub position: Position,
    /// Their answer.
    pub words: ContentRef,
}

impl Payload for QuestionAnswered {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// Somebody near goes and looks.
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

impl Payload for SiteCheckOrdered {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.place, self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("site_check_report")
    }
}

/// They have looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteCheckReported {
    /// Which check.
    pub check: i64,
    /// What was seen.
    pub words: ContentRef,
}

impl Payload for SiteCheckReported {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// There is evidence that disappears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceNamed {
    /// Its number in the case, from 1.
    pub evidence: i64,
    /// What kind.
    pub what: EvidenceKind,
    /// Where it is, and why it disappears.
    pub words: ContentRef,
}

impl Payload for EvidenceNamed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("evidence_loss")
    }
}

/// It is safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceSecured {
    /// Which evidence.
    pub evidence: i64,
    /// Where it is kept now.
    pub words: ContentRef,
}

impl Payload for EvidenceSecured {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// It is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceLost {
    /// Which evidence.
    pub evidence: i64,
    /// Why it could not be secured.
    pub words: ContentRef,
}

impl Payload for EvidenceLost {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// Something was found out.
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

impl Payload for FindingRecorded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// The causes were named; the facts are gathered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CausesFound {
    /// From the tree of causes, the root cause first.
    pub causes: Vec<Cause>,
    /// What it means for the business, and the plan in mind.
    pub words: ContentRef,
}

impl Payload for CausesFound {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("causes")
    }
}
