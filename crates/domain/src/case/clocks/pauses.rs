//! A clock pauses only for a named reason that its promise allows, with an end,
//! and the complainant is told (journey §3). What waits for the complainant waits no
//! longer than until they answer.

use crate::case::command::{PauseEnd, Telling};
use crate::case::conversation::telling::tell;
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockPaused, ClockResumed};
use crate::case::rejection::{ClockRejection, Rejection};
use crate::catalogue::PauseReason;
use crate::promises::{Clock, ClockState, Pause};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The most days that one pause may last.
pub const PAUSE_DAYS_MAX: i64 = 60;

pub(in crate::case) fn pause(
    decision: &mut Decision,
    reason: PauseReason,
    end: &PauseEnd,
    by_lead: bool,
    (words, how): (ContentRef, Telling),
) -> Result<(), Rejection> {
    let until = end_of(decision, end)?;
    let days_max = decision.context().policies.terms().pause_days_max;
    if !by_lead && paused(decision, reason).0 + (until - decision.now()).0 > Span::hours(24 * days_max).0 {
        return Err(Rejection::Clocks(ClockRejection::PausedTooLong { days_max }));
    }
    let allows = |clock: &Clock| {
        let promise = decision.context().policies.promise(&clock.promise, clock.version);
        clock.state == ClockState::Running && promise.is_some_and(|p| p.pausable_for.contains(&reason))
    };
    let clocks: Vec<Clock> = decision.case().clocks.iter().map(|c| c.clock.clone()).filter(allows).collect();
    if clocks.is_empty() {
        return Err(Rejection::Clocks(ClockRejection::PauseNotAllowed));
    }
    tell(decision, words, how)?;
    for mut clock in clocks {
        clock.pauses.push(Pause { from: decision.now(), until, ended: None });
        let schedule = decision.schedule(&clock);
        decision.push(ClockPaused { clock: name(&clock), reason, until, schedule });
    }
    Ok(())
}

/// How long clocks have paused for a reason, all pauses together.
fn paused(decision: &Decision, reason: PauseReason) -> Span {
    let of_reason = decision.case().paused.iter().filter(|(why, ..)| *why == reason);
    Span(of_reason.map(|(_, from, until)| (*until - *from).0).sum())
}

pub(in crate::case) fn resume(decision: &mut Decision) -> Result<(), Rejection> {
    let is_paused = |clock: &Clock| matches!(clock.state, ClockState::Paused { .. });
    let clocks: Vec<Clock> = decision.case().clocks.iter().map(|c| c.clock.clone()).filter(is_paused).collect();
    if clocks.is_empty() {
        return Err(Rejection::Clocks(ClockRejection::NothingPaused));
    }
    count_again(decision, clocks, decision.now());
    Ok(())
}

fn count_again(decision: &mut Decision, clocks: Vec<Clock>, from: Timestamp) {
    for mut clock in clocks {
        let began = clock.pauses.last().map(|pause| pause.from);
        let at = began.map_or(from, |began| from.max(began));
        if let Some(pause) = clock.pauses.last_mut() {
            pause.ended = Some(at);
        }
        let schedule = decision.schedule(&clock);
        decision.push_at(at, ClockResumed { clock: name(&clock), schedule });
    }
}

/// What we waited for of the complainant came at a time: clocks that waited for it count
/// again from then.
pub(in crate::case) fn end_waiting_for_customer(decision: &mut Decision, from: Timestamp) {
    let case = decision.case();
    let waits_since = |from: Timestamp| {
        case.paused.iter().any(|(why, since, _)| *why == PauseReason::WaitingForCustomer && *since == from)
    };
    let waits = |clock: &Clock| {
        let is_paused = matches!(clock.state, ClockState::Paused { .. });
        is_paused && clock.pauses.last().is_some_and(|pause| waits_since(pause.from))
    };
    let clocks: Vec<Clock> = case.clocks.iter().map(|c| c.clock.clone()).filter(waits).collect();
    count_again(decision, clocks, from);
}

fn end_of(decision: &Decision, end: &PauseEnd) -> Result<Timestamp, Rejection> {
    let now = decision.now();
    let until = match end {
        PauseEnd::At(until) => *until,
        PauseEnd::AfterWorking { calendar, time } => {
            let calendar = decision
                .context()
                .policies
                .newest_calendar(calendar)
                .ok_or(Rejection::Clocks(ClockRejection::NoSuchCalendar))?;
            calendar.add(now, *time)
        }
    };
    let latest = now + Span::hours(24 * PAUSE_DAYS_MAX);
    if now < until && until <= latest {
        Ok(until)
    } else {
        Err(Rejection::Clocks(ClockRejection::PauseEnd { days_max: PAUSE_DAYS_MAX }))
    }
}
