//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProceedingRejection {
    /// No such procedure was in force when the notice came.
    #[error("proceeding.procedure_unknown")]
    NoSuchProcedure,
    /// The answer cannot be due before the notice came.
    #[error("proceeding.answer_before_notice")]
    AnswerDueBeforeNotice,
    /// The case has no such proceeding.
    #[error("proceeding.unknown: {0}")]
    NoSuchProceeding(i64),
    /// The case has as many proceedings as one case may have.
    #[error("proceedings.too_many: at most {0}")]
    TooManyProceedings(i64),
    /// The proceeding has ended.
    #[error("proceeding.over")]
    ProceedingOver,
    /// This body cannot issue that document.
    #[error("proceeding.step_of_another_body")]
    StepOfAnotherBody,
}

impl ProceedingRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NoSuchProcedure => ("no_such_procedure", Some("law")),
            Self::AnswerDueBeforeNotice => ("answer_due_before_notice", Some("answer_due_at")),
            Self::NoSuchProceeding(..) => ("no_such_proceeding", None),
            Self::TooManyProceedings(..) => ("too_many_proceedings", None),
            Self::ProceedingOver => ("proceeding_over", None),
            Self::StepOfAnotherBody => ("step_of_another_body", Some("step")),
        }
    }
}
