//! A clock: one promise running on one subject, as a ledger.
//!
//! The ledger keeps where counting started, how long it may take, and every
//! pause. Due times are worked out anew from all of it whenever something
//! changes, so no change of promise, calendar or urgency can lose a pause.

use super::calendar::Calendar;
use crate::Seq;
use crate::actor::Actor;
use crate::number::CaseNumber;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How a clock counts: wall time, or the open time of a calendar.
#[derive(Clone, Copy, Debug)]
pub enum Counting<'a> {
    /// Every minute counts.
    Wall,
    /// Only open time counts.
    Working(&'a Calendar),
}

impl Counting<'_> {
    fn add(self, start: Timestamp, span: Span) -> Timestamp {
        match self {
            Self::Wall => start + span,
            Self::Working(calendar) => calendar.add(start, span),
        }
    }

    /// The counting time between two moments; none where the second is not later.
    pub fn measured(self, start: Timestamp, end: Timestamp) -> Span {
        match self {
            Self::Wall => Span((end - start).0.max(0)),
            Self::Working(calendar) => calendar.measure(start, end),
        }
    }

    /// The moment at which `limit` has been counted since `start`, none of it
    /// during a pause. An open pause is taken to last until its planned end.
    pub fn due(self, start: Timestamp, limit: Span, pauses: &[Pause]) -> Timestamp {
        let mut cursor = start;
        let mut left = limit;
        for pause in pauses {
            let before = self.measured(cursor, pause.from);
            if left <= before {
                break;
            }
            left = Span(left.0 - before.0);
            cursor = cursor.max(pause.end());
        }
        self.add(cursor, left)
    }
}

/// A stretch in which a clock does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When it began.
    pub from: Timestamp,
    /// When it ends by itself.
    pub until: Timestamp,
    /// When it was ended; `None` while it lasts.
    pub ended: Option<Timestamp>,
}

impl Pause {
    /// When it ended, or will end by itself.
    pub fn end(&self) -> Timestamp {
        self.ended.unwrap_or(self.until)
    }
}

/// Due time and the times of its two warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// When half of the counting time has passed.
    pub warn_50_at: Timestamp,
    /// When four fifths of it have passed.
    pub warn_80_at: Timestamp,
    /// When the promise is broken unless it was met.
    pub due_at: Timestamp,
}

impl Schedule {
    /// Works out all three from the ledger.
    pub fn of(counting: Counting<'_>, start: Timestamp, limit: Span, extra: Span, pauses: &[Pause]) -> Self {
        let whole = Span(limit.0 + extra.0);
        let after = |percent| counting.due(start, whole.percent(percent), pauses);
        Self { warn_50_at: after(50), warn_80_at: after(80), due_at: after(100) }
    }
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// It counts.
    Running,
    /// It does not count until the planned end, unless resumed before.
    Paused {
        /// The planned end.
        until: Timestamp,
    },
    /// Met in time; shown apart where it had been extended.
    Met {
        /// When.
        at: Timestamp,
    },
    /// Broken at its due time; met late, or not yet.
    Breached {
        /// When what was promised happened after all.
        met_at: Option<Timestamp>,
    },
    /// Ended without being met or broken: the case was refused, withdrawn.
    Ended {
        /// When.
        at: Timestamp,
    },
    /// Counted on in another case, which alone is judged by it.
    CarriedOver {
        /// Since when.
        at: Timestamp,
        /// Which.
        to: CaseNumber,
    },
}

/// What stands behind a clock that was met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// An entry of the record.
    #[default]
    Entry,
    /// The word of somebody who sent it in a way outside the program; counted apart.
    SentElsewhere,
    /// An entry made after the clock was broken, of what had happened in time: shown
    /// apart, and in public rates once somebody else has confirmed it.
    EnteredLate {
        /// The entry.
        entry: Seq,
        /// Who wrote it.
        writer: Actor,
        /// Whether somebody else confirmed it.
        confirmed: bool,
    },
    /// Nothing: an entry of an earlier program that said more than had happened.
    /// Such a clock is not counted among the kept.
    None,
}

/// One promise running on one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The promise.
    pub promise: String,
    /// Its version, pinned at the start or by a re-target.
    pub version: i64,
    /// Which time round, from 1; a reopened case starts the next.
    pub run: i64,
    /// The calendar that counts, with its version; wall time where there is none.
    pub calendar: Option<(String, i64)>,
    /// When counting began.
    pub start: Timestamp,
    /// The counting time allowed.
    pub limit: Span,
    /// Counting time added by an extension.
    pub extra: Span,
    /// Every pause, in order.
    pub pauses: Vec<Pause>,
    /// The highest warning given: 0, 50 or 80.
    pub warned: i64,
    /// Due time and warnings as last worked out.
    pub schedule: Schedule,
    /// Where it stands.
    pub state: ClockState,
    /// What stands behind it where it was met.
    pub proof: Proof,
}

impl Clock {
    /// Whether what was promised can still happen: running, paused, or broken and not yet met.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ClockState::Running | ClockState::Paused { .. } | ClockState::Breached { met_at: None })
    }

    /// Whether the clock was ever extended; then it never counts as kept.
    pub fn is_extended(&self) -> bool {
        self.extra > Span::ZERO
    }

    /// Whether it was not kept, as far as anybody has said.
    pub fn is_broken(&self) -> bool {
        matches!(self.state, ClockState::Breached { .. }) && !matches!(self.proof, Proof::EnteredLate { .. })
    }

    /// Lets a stretch not count. Whoever was waited for when it began is waited for no
    /// more.
    pub fn leave_out(&mut self, from: Timestamp, until: Timestamp) {
        if let Some(open) = self.pauses.last_mut().filter(|pause| pause.ended.is_none()) {
            open.ended = Some(from.min(open.until));
        }
        self.pauses.push(Pause { from, until, ended: Some(until) });
    }

    /// When the clock next does something by itself: warns, breaks, or ends a pause.
    pub fn next_alarm_at(&self) -> Option<Timestamp> {
        match self.state {
            ClockState::Paused { until } => Some(until),
            ClockState::Running if self.warned < 50 => Some(self.schedule.warn_50_at),
            ClockState::Running if self.warned < 80 => Some(self.schedule.warn_80_at),
            ClockState::Running => Some(self.schedule.due_at),
            _ => None,
        }
    }

    /// The word of the API for where the clock stands.
    pub fn state_word(&self) -> &'static str {
        match self.state {
            ClockState::Running => "running",
            ClockState::Paused { .. } => "paused",
            ClockState::Met { .. } if self.proof == Proof::None => "unproven",
            ClockState::Met { .. } if self.is_extended() => "extended",
            ClockState::Met { .. } => "kept",
            // What was kept after an extension never counts as kept.
            ClockState::Breached { .. } if !self.is_broken() && self.is_extended() => "extended",
            ClockState::Breached { .. } if !self.is_broken() => "entered_late",
            ClockState::Breached { .. } => "breached",
            ClockState::Ended { .. } => "ended",
            ClockState::CarriedOver { .. } => "carried_over",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::EARLIEST + Span::minutes(minute)
    }

    fn pause(from: i64, until: i64, ended: Option<i64>) -> Pause {
        Pause { from: at(from), until: at(until), ended: ended.map(at) }
    }

    #[test]
    fn paused_time_is_added_to_the_due_time() {
        let due = Counting::Wall.due(at(0), Span::minutes(60), &[pause(10, 40, Some(30)), pause(50, 100, None)]);
        assert_eq!(due, at(60 + 20 + 50));
    }

    #[test]
    fn a_pause_after_the_due_time_changes_nothing() {
        assert_eq!(Counting::Wall.due(at(0), Span::minutes(60), &[pause(60, 90, None)]), at(60));
    }

    #[test]
    fn a_start_moved_behind_a_pause_leaves_that_pause_out() {
        assert_eq!(Counting::Wall.due(at(100), Span::minutes(60), &[pause(10, 40, Some(30))]), at(160));
    }

    #[test]
    fn warnings_stand_at_half_and_four_fifths_of_the_counting_time() {
        let schedule = Schedule::of(Counting::Wall, at(0), Span::minutes(100), Span::ZERO, &[pause(60, 70, Some(70))]);
        assert_eq!((schedule.warn_50_at, schedule.warn_80_at, schedule.due_at), (at(50), at(90), at(110)));
    }
}
