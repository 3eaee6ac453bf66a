//! What can be wanted in this room.

use crate::case::conversation::command::Telling;
use crate::case::plans::event::PlanOption;
use crate::catalogue::{AnswerWay, PlanAnswer};
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanCommand {
    /// Put a plan to the complainant.
    ProposePlan {
        /// The alternatives; one or more.
        options: Vec<PlanOption>,
        /// What the complainant is told.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
    },
    /// Put on record what a complainant says to a plan.
    AnswerPlan {
        /// The version.
        version: i64,
        /// Who of a group, from 1.
        complainant: i64,
        /// What they say.
        answer: PlanAnswer,
        /// The alternative that is accepted, from 1.
        option: Option<i64>,
        /// In which way.
        way: AnswerWay,
        /// In their words.
        words: Option<ContentRef>,
        /// When they said it, where it is written down later.
        happened_at: Option<Timestamp>,
    },
    /// Add a thing to do.
    AddMeasure {
        /// What, in words of one's own.
        words: Option<ContentRef>,
        /// Which of the usual measures of its handling type.
        template: Option<String>,
        /// Who does it.
        owner: Option<i64>,
        /// By when.
        due_at: Option<Timestamp>,
    },
    /// Say that a measure is done.
    CompleteMeasure {
        /// Which.
        measure: i64,
        /// What shows it.
        proof: ContentRef,
    },
    /// Say that a measure is not needed any more.
    WaiveMeasure {
        /// Which.
        measure: i64,
        /// Why.
        reason: ContentRef,
    },
}
