//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TriageRejection {
    /// Something has to be told.
    #[error("triage.empty")]
    NothingTold,
    /// A case is graded once its category is told.
    #[error("triage.category_missing")]
    CategoryMissing,
    /// A grade of one's own needs a judgement before it.
    #[error("triage.not_judged")]
    NotJudged,
    /// What was urgent for so long is made less so by a lead alone.
    #[error("nature.only_by_lead: after {minutes} minutes")]
    OnlyByLead {
        /// Minutes in which whoever pressed the button takes it back.
        minutes: i64,
    },
}

impl TriageRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NothingTold => ("nothing_told", None),
            Self::CategoryMissing => ("category_missing", Some("category")),
            Self::NotJudged => ("not_judged", Some("override")),
            Self::OnlyByLead { .. } => ("only_by_lead", None),
        }
    }
}
