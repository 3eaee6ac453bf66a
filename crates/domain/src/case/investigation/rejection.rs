//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InvestigationRejection {
    /// There is no such question, check or evidence, or it has ended.
    #[error("errand.not_open: {0}")]
    NoOpenErrand(i64),
    /// The case has as many questions, checks or pieces of evidence as it may have.
    #[error("errands.too_many: at most {0}")]
    TooManyErrands(i64),
    /// It cannot be due before now.
    #[error("due_at.past")]
    DueInPast,
}

impl InvestigationRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NoOpenErrand(..) => ("no_open_errand", None),
            Self::TooManyErrands(..) => ("too_many_errands", None),
            Self::DueInPast => ("due_in_past", Some("due_at")),
        }
    }
}
