//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TeamRejection {
    /// The strategy of the case does not ask for it.
    #[error("duty.of_another_strategy")]
    DutyOfAnotherStrategy,
    /// Somebody takes part by this duty, who must be named.
    #[error("duty.staff_missing")]
    DutyWithoutStaff,
    /// Other entries show that this duty was done, and words alone do not.
    #[error("duty.shown_by_record")]
    DutyShownByRecord,
    /// Nobody has spoken with the complainant yet.
    #[error("duty.before_contact")]
    DutyBeforeContact,
    /// Who is named leads no desk.
    #[error("duty.not_a_lead")]
    NotALead,
    /// Who is named decides nothing as a manager does.
    #[error("duty.not_a_manager")]
    NotAManager,
    /// A review says when it was.
    #[error("duty.review_without_time")]
    ReviewWithoutTime,
    /// A review was in the last 24 hours and behind the one before; nothing else has a
    /// time of its own.
    #[error("duty.review_time")]
    ReviewTime,
}

impl TeamRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::DutyOfAnotherStrategy => ("duty_of_another_strategy", Some("duty")),
            Self::DutyWithoutStaff => ("duty_without_staff", Some("staff")),
            Self::DutyShownByRecord => ("duty_shown_by_record", Some("duty")),
            Self::DutyBeforeContact => ("duty_before_contact", Some("duty")),
            Self::NotALead => ("not_a_lead", Some("staff")),
            Self::NotAManager => ("not_a_manager", Some("staff")),
            Self::ReviewWithoutTime => ("review_without_time", Some("at")),
            Self::ReviewTime => ("review_time", Some("at")),
        }
    }
}
