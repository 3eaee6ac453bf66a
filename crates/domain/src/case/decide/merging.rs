//! Merge and un-merge. Events stay where they were: the merged case gets a
//! pointer and its clocks are carried over; the case that goes on takes the
//! earlier receipt and the stricter due times. Un-merging restores both and
//! says what happened meanwhile (journey §4).

use super::draft::{Draft, name};
use super::running;
use crate::case::event::{
    CaseAbsorbed, CaseMerged, CaseReleased, CaseUnmerged, ClockBreached, ClockEnded, ClockMet, ClockName,
    ClockRestored, ClockRetargeted, ClocksStarted, RetargetCause, StartedClock, Target,
};
use crate::case::rejection::Rejection;
use crate::case::state::{Case, Standing};
use crate::number::CaseNumber;
use crate::policies::Policies;
use crate::promises::{Clock, ClockState, Counting};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// The clocks of a case that still count, as another case takes them over:
/// what a pause or an extension gave them stands in the limit.
pub fn carried(case: &Case, policies: &Policies) -> Vec<StartedClock> {
    let counts = |c: &&crate::case::state::CaseClock| counts(&c.clock) && !c.met_by.stands_apart();
    let carry = |c: &crate::case::state::CaseClock| {
        let clock = &c.clock;
        let calendar = clock.calendar.as_ref().and_then(|(id, version)| policies.calendar(id, *version));
        let counting = calendar.map_or(Counting::Wall, Counting::Working);
        let paused: i64 = clock.pauses.iter().map(|p| counting.measured(p.from.max(clock.start), p.end()).0).sum();
        let limit = Span(clock.limit.0 + clock.extra.0 + paused);
        StartedClock {
            clock: name(clock),
            subject: c.subject,
            met_by: c.met_by,
            target: Target {
                version: clock.version,
                calendar: clock.calendar.clone(),
                start: clock.start,
                limit,
                schedule: clock.schedule,
            },
        }
    };
    case.clocks.iter().filter(counts).map(carry).collect()
}

pub(super) fn merge(draft: &mut Draft, into: CaseNumber, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("merge"));
    }
    draft.push(CaseMerged { into, words });
    running::end(draft, |met_by| !met_by.stands_apart());
    Ok(())
}

pub(super) fn absorb(
    draft: &mut Draft,
    other: CaseNumber,
    received_at: Timestamp,
    clocks: Vec<StartedClock>,
) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(Rejection::OtherNotOpen { state: draft.case().state() });
    }
    draft.push(CaseAbsorbed { other, received_at, clocks: clocks.clone() });
    let mut new = Vec::new();
    for carried in clocks {
        let same = |clock: &&Clock| clock.promise == carried.clock.promise;
        let own: Vec<Clock> = draft.case().clocks.iter().map(|c| &c.clock).filter(same).cloned().collect();
        match own.iter().find(|clock| counts(clock)) {
            Some(clock) => tighten(draft, clock, &carried.target),
            // A promise that this case has met already is met for both.
            None if !own.is_empty() => {}
            None => new.push(StartedClock { clock: ClockName { run: 1, ..carried.clock }, ..carried }),
        }
    }
    if !new.is_empty() {
        draft.push(ClocksStarted { clocks: new, on_behalf_of: Some(other) });
    }
    Ok(())
}

fn tighten(draft: &mut Draft, clock: &Clock, target: &Target) {
    if let Some(target) = stricter(draft, clock, target) {
        draft.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::Merged, target });
    }
}

/// A target of another case on this clock, where it is due earlier.
fn stricter(draft: &Draft, clock: &Clock, target: &Target) -> Option<Target> {
    let changed = Clock {
        version: target.version,
        calendar: target.calendar.clone(),
        start: target.start,
        limit: target.limit,
        ..clock.clone()
    };
    let schedule = draft.schedule(&changed);
    (schedule.due_at < clock.schedule.due_at).then(|| Target { schedule, ..target.clone() })
}

pub(super) fn unmerge(draft: &mut Draft, met: &[(String, Timestamp)], words: ContentRef) -> Result<(), Rejection> {
    let Standing::Merged { into, carried, .. } = &draft.case().standing else {
        return Err(draft.forbidden("unmerge"));
    };
    let (from, carried) = (*into, carried.clone());
    draft.push(CaseUnmerged { from, words });
    for clock in carried {
        draft.push(ClockRestored { clock: clock.clone() });
        if let Some((_, at)) = met.iter().find(|(promise, _)| *promise == clock.promise) {
            met_elsewhere(draft, &clock, *at);
        }
    }
    Ok(())
}

/// A clock that another case has met, in time or late.
pub(super) fn met_elsewhere(draft: &mut Draft, clock: &ClockName, at: Timestamp) {
    let by = draft.case().seq;
    let Some(due_at) = draft.case().clock(clock).map(|found| found.schedule.due_at) else { return };
    if due_at < at {
        draft.push_at(due_at, ClockBreached { clock: clock.clone(), on_arrival: false });
    }
    draft.push_at(at, ClockMet { clock: clock.clone(), by });
}

pub(super) fn release(draft: &mut Draft, other: CaseNumber) -> Result<(), Rejection> {
    let connections = &draft.case().connections;
    if !connections.absorbed.iter().any(|one| one.other == other) {
        return Err(Rejection::NothingToChange);
    }
    let on_behalf = connections.on_behalf.iter().filter(|(of, _)| *of == other);
    let on_behalf: Vec<ClockName> = on_behalf.map(|(_, clock)| clock.clone()).collect();
    draft.push(CaseReleased { other });
    let by = draft.case().seq;
    for clock in on_behalf {
        if draft.case().clock(&clock).is_some_and(counts) {
            draft.push(ClockEnded { clock, by });
        }
    }
    let clocks: Vec<Clock> = draft.case().clocks.iter().map(|c| &c.clock).filter(|c| counts(c)).cloned().collect();
    for clock in clocks {
        loosen(draft, &clock);
    }
    Ok(())
}

/// Gives a clock back what it counted by before the merge, or what the cases
/// that are still merged leave it.
fn loosen(draft: &mut Draft, clock: &Clock) {
    let Some(own) = draft.case().connections.own_target(&name(clock)).cloned() else { return };
    let case = draft.case();
    let urgent = draft.moment().policies.promise(&clock.promise, own.version);
    let urgent = urgent.map(|p| p.limit(case.nature == crate::catalogue::Nature::Urgent, case.danger));
    // What was told of urgency meanwhile was told of this case too.
    let limit = urgent.map_or(own.limit, |urgent| own.limit.min(urgent));
    let mut back =
        Clock { version: own.version, calendar: own.calendar.clone(), start: own.start, limit, ..clock.clone() };
    back.schedule = draft.schedule(&back);
    let others = draft.case().connections.absorbed.iter().flat_map(|one| &one.clocks);
    let targets: Vec<Target> = others.filter(|c| c.clock.promise == clock.promise).map(|c| c.target.clone()).collect();
    let own = Target {
        version: back.version,
        calendar: back.calendar.clone(),
        start: back.start,
        limit: back.limit,
        schedule: back.schedule,
    };
    let target = targets.iter().filter_map(|target| stricter(draft, &back, target)).fold(own, |strictest, target| {
        if target.schedule.due_at < strictest.schedule.due_at { target } else { strictest }
    });
    if target.schedule != clock.schedule {
        draft.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::Unmerged, target });
    }
}

const fn counts(clock: &Clock) -> bool {
    matches!(clock.state, ClockState::Running | ClockState::Paused { .. })
}
