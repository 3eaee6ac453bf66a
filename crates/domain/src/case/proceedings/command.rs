//! What can be wanted in this room.

use crate::catalogue::{Authority, DateTopic, ProceedingStep};
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ProceedingCommand {
    /// Attach a procedure outside the company.
    OpenProceeding(Box<OpenProceeding>),
    /// Put on record what happened in it.
    MoveProceeding {
        /// Which proceeding.
        proceeding: i64,
        /// What happened.
        step: ProceedingStep,
        /// Date of the document, now where it is not told.
        at: Option<Timestamp>,
        /// What it says.
        words: ContentRef,
    },
    /// Tell one of its dates.
    DateProceeding {
        /// Which proceeding.
        proceeding: i64,
        /// Which date.
        topic: DateTopic,
        /// The date.
        at: Timestamp,
        /// Where it was told.
        words: ContentRef,
    },
}

/// A notice from outside, and what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenProceeding {
    /// Whose procedure.
    pub body: Authority,
    /// The law it follows, as `cn_tourism_complaint`; its version is that of the receipt.
    pub law: Option<String>,
    /// When the notice reached us, now where it is not told.
    pub received_at: Option<Timestamp>,
    /// By when it wants our answer.
    pub answer_due_at: Option<Timestamp>,
    /// Name of the body.
    pub name: ContentRef,
    /// Their number.
    pub reference: Option<ContentRef>,
    /// What it is about and what was received.
    pub words: ContentRef,
}
