//! Why a rule forbids a command. Words for people are made at the edge.

use crate::Seq;
use crate::catalogue::State;
use crate::time::Timestamp;
use thiserror::Error;

/// The rule that forbids a command, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejection {
    /// The state of the case forbids the act.
    #[error("state.{act}: the case is {state}", state = state.as_str())]
    State {
        /// The act, in snake case.
        act: &'static str,
        /// Where the case stands.
        state: State,
    },
    /// An imported, finished case is kept as it came.
    #[error("history.read_only")]
    History,
    /// The receipt lies in the future.
    #[error("received_at.future")]
    ReceivedInFuture,
    /// Something happened after it was told.
    #[error("occurred_at.after_receipt")]
    OccurredAfterReceipt,
    /// The end of a finished case is missing, or not between receipt and now.
    #[error("resolved_at.out_of_order")]
    EndOutOfOrder,
    /// An urgent reason must be carried by an entry of this case.
    #[error("carried_by.unknown: there is no entry {0}")]
    NoSuchEntry(Seq),
    /// Nothing would change.
    #[error("nothing_to_change")]
    NothingToChange,
    /// A hand-over from one owner to another needs its reason.
    #[error("assignment.reason_missing")]
    ReasonMissing,
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
    /// A program's message cannot claim to have reached or told anybody.
    #[error("message.automatic_meets_nothing")]
    AutomaticMessage,
    /// Words from the complainant cannot carry acts of ours.
    #[error("message.acts_inbound")]
    ActsInbound,
    /// The case has as many entries as one case may have.
    #[error("case.entries: at most {0}")]
    TooManyEntries(i64),
}

impl Rejection {
    /// A stable code: rule and aspect, for machines and for the message files.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::State { .. } => "state",
            Self::History => "history",
            Self::ReceivedInFuture => "received_at_future",
            Self::OccurredAfterReceipt => "occurred_after_receipt",
            Self::EndOutOfOrder => "end_out_of_order",
            Self::NoSuchEntry(_) => "no_such_entry",
            Self::NothingToChange => "nothing_to_change",
            Self::ReasonMissing => "reason_missing",
            Self::PauseNotAllowed => "pause_not_allowed",
            Self::PauseEnd { .. } => "pause_end",
            Self::NoSuchCalendar => "no_such_calendar",
            Self::NothingPaused => "nothing_paused",
            Self::ExtensionNotAllowed => "extension_not_allowed",
            Self::ExtensionTooShort { .. } => "extension_too_short",
            Self::AutomaticMessage => "automatic_message",
            Self::ActsInbound => "acts_inbound",
            Self::TooManyEntries(_) => "too_many_entries",
        }
    }

    /// The field of the request that the rule speaks of; `None` where it is
    /// the state of the case that forbids the act.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::ReceivedInFuture => Some("received_at"),
            Self::OccurredAfterReceipt => Some("occurred_at"),
            Self::EndOutOfOrder => Some("resolved_at"),
            Self::NoSuchEntry(_) => Some("entry"),
            Self::ReasonMissing => Some("reason"),
            Self::PauseEnd { .. } => Some("until"),
            Self::NoSuchCalendar => Some("calendar"),
            Self::ExtensionTooShort { .. } => Some("due_at"),
            Self::AutomaticMessage | Self::ActsInbound => Some("acts"),
            Self::State { .. }
            | Self::History
            | Self::NothingToChange
            | Self::PauseNotAllowed
            | Self::NothingPaused
            | Self::ExtensionNotAllowed
            | Self::TooManyEntries(_) => None,
        }
    }
}
