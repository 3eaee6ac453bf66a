//! Why a rule of this room forbids a command.

use crate::time::Timestamp;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ClockRejection {
    /// None of the running clocks may pause for this reason.
    #[error("pause.not_allowed")]
    PauseNotAllowed,
    /// A pause ends after now and within the given number of days.
    #[error("pause.until: at most {days_max} days")]
    PauseEnd {
        /// The most days that a pause may last.
        days_max: i64,
    },
    /// There is no calendar of that name.
    #[error("pause.calendar_unknown")]
    NoSuchCalendar,
    /// Nothing is paused.
    #[error("pause.none")]
    NothingPaused,
    /// The settlement cannot be extended: it ran out, was extended before, or does not run.
    #[error("extension.not_allowed")]
    ExtensionNotAllowed,
    /// The new due time is not later than the present one.
    #[error("extension.due_at: later than {present}", present = present.to_rfc3339())]
    ExtensionTooShort {
        /// The present due time.
        present: Timestamp,
    },
    /// A settlement is extended by so many days at most.
    #[error("extension.due_at: at most {days_max} days")]
    ExtensionTooLong {
        /// The most days.
        days_max: i64,
    },
    /// Pauses for one reason add to no more days without a lead.
    #[error("pause.sum: at most {days_max} days")]
    PausedTooLong {
        /// The most days.
        days_max: i64,
    },
}

impl ClockRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::PauseNotAllowed => ("pause_not_allowed", None),
            Self::PauseEnd { .. } => ("pause_end", Some("until")),
            Self::NoSuchCalendar => ("no_such_calendar", Some("calendar")),
            Self::NothingPaused => ("nothing_paused", None),
            Self::ExtensionNotAllowed => ("extension_not_allowed", None),
            Self::ExtensionTooShort { .. } => ("extension_too_short", Some("due_at")),
            Self::ExtensionTooLong { .. } => ("extension_too_long", Some("due_at")),
            Self::PausedTooLong { .. } => ("paused_too_long", Some("until")),
        }
    }
}
