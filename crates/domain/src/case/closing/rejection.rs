//! Why a rule of this room forbids a command.

use crate::catalogue::{ClosingItem, Item};
use crate::triage::strategy::Duty;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClosingRejection {
    /// A final answer comes after two refused plans, or a reopening without news.
    #[error("final_answer.too_early: {refused} plans refused")]
    FinalAnswerTooEarly {
        /// How many plans were refused.
        refused: i64,
    },
    /// Not everything was tried to reach the complainant.
    #[error("unreachable.not_tried_enough: {attempts} attempts")]
    NotTriedEnough {
        /// Attempts since their last word.
        attempts: i64,
    },
    /// Closing needs a settlement first.
    #[error("resolution.not_settled")]
    NotSettled,
    /// Closing needs every measure done or waived.
    #[error("resolution.measures_open: {count}")]
    MeasuresOpen {
        /// How many are open.
        count: i64,
    },
    /// A complaint is closed only by its owner, under its category and grade.
    #[error("resolution.not_ready: {lacks:?}")]
    NotReadyToClose {
        /// What it lacks.
        lacks: Vec<ClosingItem>,
    },
    /// What the strategy asks for by now is neither done nor waived.
    #[error("duties.open: {duties:?}")]
    DutiesOpen {
        /// What is open.
        duties: Vec<Duty>,
    },
    /// A file is not sealed while something runs outside.
    #[error("archive.proceeding_runs")]
    ProceedingRuns,
    /// Items of the record are neither filled nor said not to be given.
    #[error("archive.items_missing: {items:?}")]
    ItemsMissing {
        /// Which.
        items: Vec<Item>,
    },
    /// Who is not content says why.
    #[error("satisfaction.words_missing")]
    DiscontentWithoutWords,
    /// A final answer that nobody has told them has not ended the matter for them.
    #[error("result_notice.final_answer_untold")]
    FinalAnswerUntold,
    /// The matter ended differently for those of a group: each result has its own letter.
    #[error("complainants.ended_differently: {alike:?}")]
    EndedDifferently {
        /// Those for whom it ended alike, from 1, a letter for each list.
        alike: Vec<Vec<i64>>,
    },
}

impl ClosingRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::FinalAnswerTooEarly { .. } => ("final_answer_too_early", None),
            Self::NotTriedEnough { .. } => ("not_tried_enough", None),
            Self::NotSettled => ("not_settled", None),
            Self::MeasuresOpen { .. } => ("measures_open", None),
            Self::NotReadyToClose { .. } => ("not_ready_to_close", None),
            Self::DutiesOpen { .. } => ("duties_open", None),
            Self::ProceedingRuns => ("proceeding_runs", None),
            Self::ItemsMissing { .. } => ("items_missing", None),
            Self::DiscontentWithoutWords => ("discontent_without_words", Some("text")),
            Self::FinalAnswerUntold => ("final_answer_untold", None),
            Self::EndedDifferently { .. } => ("ended_differently", Some("complainants")),
        }
    }
}
