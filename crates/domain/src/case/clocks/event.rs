//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::catalogue::{ExtensionReason, PauseReason, spelled};
use crate::number::CaseNumber;
use crate::promises::clock::Schedule;
use crate::promises::{MetBy, Pause, Subject};
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Clocks: ClockFact {
        ClocksStarted = "clocks_started",
        ClockPaused = "clock_paused",
        ClockResumed = "clock_resumed",
        ClockRetargeted = "clock_retargeted",
        ClockExtended = "clock_extended",
        ClockWarned = "clock_warned",
        ClockMet = "clock_met",
        ClocksPartlyMet = "clocks_partly_met",
        ClockBreached = "clock_breached",
        ClockEnteredLate = "clock_entered_late",
        ClockEnded = "clock_ended",
        ClockRestored = "clock_restored",
        ClockReopened = "clock_reopened",
    }
}

/// Names one clock of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockName {
    /// The promise.
    pub promise: String,
    /// Which time round, from 1.
    pub run: i64,
}

/// What a clock counts by: promise version, calendar version, start and limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The version of the promise.
    pub version: i64,
    /// The calendar that counts, with its version; wall time where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<(String, i64)>,
    /// When counting began.
    pub start: Timestamp,
    /// The counting time allowed.
    pub limit: Span,
    /// What follows from it.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// One clock of [`ClocksStarted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartedClock {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What it is about.
    #[serde(default = "Subject::case", skip_serializing_if = "Subject::is_case")]
    pub subject: Subject,
    /// What meets it.
    pub met_by: MetBy,
    /// What it counts by.
    #[serde(flatten)]
    pub target: Target,
}

/// Promises began to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClocksStarted {
    /// The clocks that one cause started.
    pub clocks: Vec<StartedClock>,
    /// The merged case that they were taken over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<CaseNumber>,
    /// The words with which they began, where those are not the entry before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Seq>,
}

impl Payload for ClocksStarted {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// A clock stopped counting until a planned end.
///
/// Its effective time is when counting stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPaused {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What we wait for.
    pub reason: PauseReason,
    /// When it ends by itself.
    pub until: Timestamp,
    /// What follows if it lasts until then.
    #[serde(flatten)]
    pub schedule: Schedule,
}

impl Payload for ClockPaused {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// A clock counts again.
///
/// Its effective time is when counting began again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockResumed {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}

impl Payload for ClockResumed {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

spelled! {
    /// Why a clock got another target.
    RetargetCause {
        /// The case presses more than was thought.
        NatureSet = "nature_set",
        /// A new version of the promise.
        PromiseChanged = "promise_changed",
        /// A new version of the calendar.
        CalendarChanged = "calendar_changed",
        /// A case that was merged into this one is due earlier.
        Merged = "merged",
        /// That case goes its own way again.
        Unmerged = "unmerged",
        /// An authority told another date.
        DateTold = "date_told",
    }
}

/// A clock got another limit, start, promise version or calendar version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRetargeted {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Why.
    pub cause: RetargetCause,
    /// What it counts by from now on.
    #[serde(flatten)]
    pub target: Target,
}

impl Payload for ClockRetargeted {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// A lead gave a clock more time, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockExtended {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Why.
    pub reason: ExtensionReason,
    /// The counting time added.
    pub by: Span,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}

impl Payload for ClockExtended {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// Half or four fifths of the time has passed.
///
/// Its effective time is that of the warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockWarned {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// 50 or 80.
    pub percent: i64,
}

impl Payload for ClockWarned {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What was promised happened.
///
/// Its effective time is when it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMet {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that met it.
    pub by: Seq,
}

impl Payload for ClockMet {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What was promised happened for some of a group; the others wait for it still.
///
/// Its effective time is when they heard it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClocksPartlyMet {
    /// Which clocks, that wait for the others still.
    pub clocks: Vec<ClockName>,
    /// The entry that they heard.
    pub by: Seq,
    /// Who of a group has heard it, from 1.
    pub complainants: Vec<i64>,
}

impl Payload for ClocksPartlyMet {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// The due time passed without it.
///
/// Its effective time is the due time, whenever
/// that was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockBreached {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Whether it was due before the company's program knew of the case.
    pub on_arrival: bool,
}

impl Payload for ClockBreached {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What a broken clock waited for had happened in time, and was entered later.
///
/// Its effective time is when it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEnteredLate {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that says so.
    pub by: Seq,
}

impl Payload for ClockEnteredLate {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What had met a clock did not happen: it counts again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReopened {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that withdrew what had met it.
    pub by: Seq,
    /// What it counts by now, where clocks paused while it did not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meanwhile: Option<Meanwhile>,
}

impl Payload for ClockReopened {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// What a reopened clock has missed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meanwhile {
    /// All its pauses, in order.
    pub pauses: Vec<Pause>,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// A clock ended without being met or broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEnded {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that ended it.
    pub by: Seq,
}

impl Payload for ClockEnded {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// A clock that a merge had ended goes on as if it had never stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRestored {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What does not count of the time in between, where any of it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<LeftOut>,
}

impl Payload for ClockRestored {
    fn put_right(&self) -> PutRight {
        PutRight::Nothing
    }
}

/// A stretch that a restored clock leaves out: the complainant had taken the matter
/// back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}
