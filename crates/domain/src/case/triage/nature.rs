//! A case that presses more than was thought counts from the moment the urgent
//! fact reached the company, not from the press of the button (journey §3). Set back,
//! it counts again as if it had never pressed. Where the entry that carried it was
//! withdrawn, it is set back, or carried by another one.

use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::timers;
use crate::case::command::PriorityChange;
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockRetargeted, NatureSet, RetargetCause, Target};
use crate::case::rejection::{Rejection, TriageRejection};
use crate::catalogue::Nature;
use crate::promises::{Clock, ClockState};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Whoever pressed the button by mistake takes it back within so long; after that
/// others have gone by it, and a lead alone does.
pub const TAKEN_BACK_WITHIN: Span = Span::minutes(15);

pub(in crate::case) fn set(
    decision: &mut Decision,
    pressure: PriorityChange,
    reason: ContentRef,
) -> Result<(), Rejection> {
    let PriorityChange { nature, danger, carried_by, by_lead } = pressure;
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("set_nature"));
    }
    let told_at = decision.case().entry(carried_by).ok_or(Rejection::NoSuchEntry(carried_by))?.effective_at;
    // A person in danger is urgent whatever else was said.
    let nature = if danger { Nature::Urgent } else { nature };
    let before = (decision.case().triage.nature, decision.case().triage.danger);
    // What it rested on is gone: it presses as much by another entry.
    if before == (nature, danger) && !decision.case().presses_by_nothing() {
        return Err(Rejection::NothingToChange);
    }
    let relaxes = presses((nature, danger)) < presses(before);
    let settled = decision.case().triage.pressed_at.is_some_and(|at| decision.now() > at + TAKEN_BACK_WITHIN);
    if relaxes && settled && !by_lead {
        return Err(Rejection::Triage(TriageRejection::OnlyByLead {
            minutes: TAKEN_BACK_WITHIN.0 / Span::minutes(1).0,
        }));
    }
    decision.push_at(told_at, NatureSet { nature, danger, carried_by, reason });
    let clocks: Vec<CaseClock> = decision.case().clocks.clone();
    for of_case in clocks {
        if relaxes {
            loosen(decision, &of_case, before);
        } else {
            tighten(decision, &of_case.clock, told_at);
        }
    }
    Ok(())
}

/// How much a nature presses: danger first, then urgency.
const fn presses((nature, danger): (Nature, bool)) -> u8 {
    (danger as u8) * 2 + matches!(nature, Nature::Urgent) as u8
}

/// Gives a clock that counted by the urgent limit the one that it would have had,
/// from where it began. What was broken stays broken, a time that we named stays
/// named, and what a merged case made stricter stays so.
fn loosen(decision: &mut Decision, of_case: &CaseClock, (nature, danger): (Nature, bool)) {
    let clock = &of_case.clock;
    if !matches!(clock.state, ClockState::Running | ClockState::Paused { .. }) {
        return;
    }
    let case = decision.case();
    let Some(promise) = decision.context().policies.promise(&clock.promise, clock.version) else { return };
    let counted_by = promise.limit(nature == Nature::Urgent, danger);
    let limit = promise.limit(case.triage.nature == Nature::Urgent, case.triage.danger);
    let of_merge = case.connections.own_targets.iter().any(|own| own.clock == name(clock));
    if clock.limit != counted_by || limit <= counted_by || of_merge {
        return;
    }
    let changed = Clock { limit, start: of_case.began, ..clock.clone() };
    let schedule = decision.schedule(&changed);
    let target =
        Target { version: clock.version, calendar: clock.calendar.clone(), start: changed.start, limit, schedule };
    decision.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::NatureSet, target });
    timers::settle(decision);
}

/// Gives a clock the urgent limit from when the fact was told, where that is
/// due earlier. A clock already
/// met is judged again: told of danger at once, an hour was too long.
fn tighten(decision: &mut Decision, clock: &Clock, told_at: Timestamp) {
    if matches!(clock.state, ClockState::Ended { .. } | ClockState::Breached { .. }) {
        return;
    }
    let case = decision.case();
    let Some(promise) = decision.context().policies.promise(&clock.promise, clock.version) else { return };
    let limit = promise.limit(case.triage.nature == Nature::Urgent, case.triage.danger);
    let changed = Clock { limit, start: told_at.max(clock.start), ..clock.clone() };
    let schedule = decision.schedule(&changed);
    if schedule.due_at >= clock.schedule.due_at {
        return;
    }
    let target =
        Target { version: clock.version, calendar: clock.calendar.clone(), start: changed.start, limit, schedule };
    decision.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::NatureSet, target });
    timers::rejudge(decision, clock, schedule.due_at);
}
