//! What clocks do by themselves: warn, break, end a pause (journey §3).

use crate::case::decision::{Decision, name};
use crate::case::event::{ClockBreached, ClockResumed, ClockWarned};
use crate::promises::{Clock, ClockState};
use crate::time::Timestamp;

/// Adds everything that the clocks did until now, in the order of time.
///
/// After a standstill of the program each clock says only where it has got to:
/// of several missed warnings the highest, and none at all before a breach.
pub(in crate::case) fn settle(decision: &mut Decision) {
    while let Some(clock) = earliest_due(decision) {
        ring(decision, &clock);
    }
}

fn earliest_due(decision: &Decision) -> Option<Clock> {
    let now = decision.now();
    let ringing = |clock: &&Clock| match (clock.next_alarm_at(), clock.state) {
        // Met at the very microsecond of its due time is met in time.
        (Some(at), ClockState::Running) if clock.warned >= 80 => at < now,
        (Some(at), _) => at <= now,
        (None, _) => false,
    };
    decision.case().clocks.iter().map(|c| &c.clock).filter(ringing).min_by_key(|c| c.next_alarm_at()).cloned()
}

fn ring(decision: &mut Decision, clock: &Clock) {
    let now = decision.now();
    let schedule = clock.schedule;
    if let ClockState::Paused { until } = clock.state {
        decision.push_at(until, ClockResumed { clock: name(clock), schedule });
    } else if schedule.due_at < now {
        // Due before the case was on record: nobody here could have kept it.
        let on_arrival = schedule.due_at < decision.case().created_at;
        decision.push_at(schedule.due_at, ClockBreached { clock: name(clock), on_arrival });
    } else {
        let (at, percent) =
            if schedule.warn_80_at <= now { (schedule.warn_80_at, 80) } else { (schedule.warn_50_at, 50) };
        decision.push_at(at.min(now), ClockWarned { clock: name(clock), percent });
    }
}

/// A clock that had ended in time by its old due time has not by its new one.
pub(in crate::case) fn rejudge(decision: &mut Decision, clock: &Clock, due_at: Timestamp) {
    if let ClockState::Met { at } = clock.state
        && due_at < at
    {
        decision.push_at(due_at, ClockBreached { clock: name(clock), on_arrival: false });
    }
}
