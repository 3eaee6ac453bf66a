//! A case that presses more than was thought counts from the moment the urgent
//! fact reached the company, not from the press of the button (journey §3). Set back,
//! it counts again as if it had never pressed. Where the entry that carried it was
//! withdrawn, it is set back, or carried by another one.

use crate::case::clocks::alarms;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::command::Pressure;
use crate::case::draft::{Draft, name};
use crate::case::event::{ClockRetargeted, NatureSet, RetargetCause, Target};
use crate::case::rejection::{Rejection, TriageRejection};
use crate::catalogue::Nature;
use crate::promises::{Clock, ClockState};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Whoever pressed the button by mistake takes it back within so long; after that
/// others have gone by it, and a lead alone does.
pub const TAKEN_BACK_WITHIN: Span = Span::minutes(15);

pub(in crate::case) fn set(draft: &mut Draft, pressure: Pressure, reason: ContentRef) -> Result<(), Rejection> {
    let Pressure { nature, danger, carried_by, by_lead } = pressure;
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("set_nature"));
    }
    let told_at = draft.case().entry(carried_by).ok_or(Rejection::NoSuchEntry(carried_by))?.effective_at;
    // A person in danger is urgent whatever else was said.
    let nature = if danger { Nature::Urgent } else { nature };
    let before = (draft.case().triage.nature, draft.case().triage.danger);
    // What it rested on is gone: it presses as much by another entry.
    if before == (nature, danger) && !draft.case().presses_by_nothing() {
        return Err(Rejection::NothingToChange);
    }
    let relaxes = presses((nature, danger)) < presses(before);
    let settled = draft.case().triage.pressed_at.is_some_and(|at| draft.now() > at + TAKEN_BACK_WITHIN);
    if relaxes && settled && !by_lead {
        return Err(Rejection::Triage(TriageRejection::OnlyByLead {
            minutes: TAKEN_BACK_WITHIN.0 / Span::minutes(1).0,
        }));
    }
    draft.push_at(told_at, NatureSet { nature, danger, carried_by, reason });
    let clocks: Vec<CaseClock> = draft.case().clocks.clone();
    for of_case in clocks {
        if relaxes {
            loosen(draft, &of_case, before);
        } else {
            tighten(draft, &of_case.clock, told_at);
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
fn loosen(draft: &mut Draft, of_case: &CaseClock, (nature, danger): (Nature, bool)) {
    let clock = &of_case.clock;
    if !matches!(clock.state, ClockState::Running | ClockState::Paused { .. }) {
        return;
    }
    let case = draft.case();
    let Some(promise) = draft.moment().policies.promise(&clock.promise, clock.version) else { return };
    let counted_by = promise.limit(nature == Nature::Urgent, danger);
    let limit = promise.limit(case.triage.nature == Nature::Urgent, case.triage.danger);
    let of_merge = case.connections.own_targets.iter().any(|own| own.clock == name(clock));
    if clock.limit != counted_by || limit <= counted_by || of_merge {
        return;
    }
    let changed = Clock { limit, start: of_case.began, ..clock.clone() };
    let schedule = draft.schedule(&changed);
    let target =
        Target { version: clock.version, calendar: clock.calendar.clone(), start: changed.start, limit, schedule };
    draft.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::NatureSet, target });
    alarms::settle(draft);
}

/// Gives a clock the urgent limit from when the fact was told, where that is
/// due earlier. A clock already
/// met is judged again: told of danger at once, an hour was too long.
fn tighten(draft: &mut Draft, clock: &Clock, told_at: Timestamp) {
    if matches!(clock.state, ClockState::Ended { .. } | ClockState::Breached { .. }) {
        return;
    }
    let case = draft.case();
    let Some(promise) = draft.moment().policies.promise(&clock.promise, clock.version) else { return };
    let limit = promise.limit(case.triage.nature == Nature::Urgent, case.triage.danger);
    let changed = Clock { limit, start: told_at.max(clock.start), ..clock.clone() };
    let schedule = draft.schedule(&changed);
    if schedule.due_at >= clock.schedule.due_at {
        return;
    }
    let target =
        Target { version: clock.version, calendar: clock.calendar.clone(), start: changed.start, limit, schedule };
    draft.push(ClockRetargeted { clock: name(clock), cause: RetargetCause::NatureSet, target });
    alarms::rejudge(draft, clock, schedule.due_at);
}
