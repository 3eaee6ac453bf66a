//! What can be wanted in this room.

use crate::case::conversation::command::Telling;
use crate::catalogue::{ExtensionReason, PauseReason};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ClockCommand {
    /// Record what the clocks did by themselves until now, and nothing else.
    ReadClocks,
    /// Bring running clocks and the grade to the newest versions of what the company has set.
    FollowPolicies,
    /// Stop the clocks that allow this reason, telling the complainant.
    PauseClocks {
        /// What we wait for.
        reason: PauseReason,
        /// When the pause ends by itself.
        end: PauseEnd,
        /// Whether a lead says so.
        by_lead: bool,
        /// What the complainant was told.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
    /// Let every paused clock count again.
    ResumeClocks,
    /// Give the settlement more time, once, telling the complainant.
    ExtendSettlement {
        /// Why.
        reason: ExtensionReason,
        /// The new due time.
        due_at: Timestamp,
        /// What the complainant was told: the reason and the new date.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
}

/// When a pause ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseEnd {
    /// At this time.
    At(Timestamp),
    /// After this much open time of a calendar.
    AfterWorking {
        /// The calendar, in its newest version.
        calendar: String,
        /// How much.
        time: Span,
    },
}
