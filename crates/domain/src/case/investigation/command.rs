//! What can be wanted in this room.

use crate::Seq;
use crate::catalogue::{Cause, EvidenceKind, Position, Respondent, WhoseWord};
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum InvestigationCommand {
    /// Put on record what was found out.
    RecordFinding {
        /// Whose word it is.
        whose: WhoseWord,
        /// When what was found happened.
        happened_at: Option<Timestamp>,
        /// The earlier finding that says otherwise.
        contradicts: Option<Seq>,
        /// What was found.
        words: ContentRef,
    },
    /// Ask a supplier or a department.
    AskQuestion(Box<Question>),
    /// Put their answer on record.
    AnswerQuestion {
        /// Which question.
        question: i64,
        /// Whether they confirm or dispute.
        position: Position,
        /// Their answer.
        words: ContentRef,
    },
    /// Let somebody near go and look.
    OrderSiteCheck(SiteCheck),
    /// Put on record what they saw.
    ReportSiteCheck {
        /// Which check.
        check: i64,
        /// What was seen.
        words: ContentRef,
    },
    /// Name evidence that disappears unless it is secured.
    NameEvidence {
        /// What kind.
        what: EvidenceKind,
        /// Where it is.
        words: ContentRef,
    },
    /// Say that it is safe.
    SecureEvidence {
        /// Which evidence.
        evidence: i64,
        /// Where it is kept.
        words: ContentRef,
    },
    /// Say that it is gone.
    LoseEvidence {
        /// Which evidence.
        evidence: i64,
        /// Why.
        words: ContentRef,
    },
    /// Name the causes: the facts are gathered.
    NameCauses {
        /// The root cause first.
        causes: Vec<Cause>,
        /// What it means, and the plan in mind.
        words: ContentRef,
    },
}

/// A question to somebody outside the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Who is asked.
    pub respondent: Respondent,
    /// The supplier or unit, by its reference.
    pub to: String,
    /// The working calendar of a unit, where it has its own.
    pub calendar: Option<String>,
    /// The facts they need, and the question.
    pub words: ContentRef,
}

/// An order to go and look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteCheck {
    /// Who goes there.
    pub owner: Option<i64>,
    /// By when.
    pub due_at: Timestamp,
    /// The place.
    pub place: ContentRef,
    /// What is looked at.
    pub words: ContentRef,
}
