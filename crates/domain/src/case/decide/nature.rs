//! A case that presses more than was thought counts from the moment the urgent
//! fact reached the company, not from the press of the button (journey §3).

use super::alarms;
use super::draft::{Draft, name};
use crate::case::command::Pressure;
use crate::case::event::{ClockRetargeted, NatureSet, RetargetCause, Target};
use crate::case::rejection::Rejection;
use crate::catalogue::Nature;
use crate::promises::{Clock, ClockState};
use crate::record::ContentRef;
use crate::time::Timestamp;

pub(super) fn set(draft: &mut Draft, pressure: Pressure, reason: ContentRef) -> Result<(), Rejection> {
    let Pressure { nature, danger, carried_by } = pressure;
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("set_nature"));
    }
    let told_at = draft.case().entry(carried_by).ok_or(Rejection::NoSuchEntry(carried_by))?.effective_at;
    // A person in danger is urgent whatever else was said.
    let nature = if danger { Nature::Urgent } else { nature };
    if (draft.case().nature, draft.case().danger) == (nature, danger) {
        return Err(Rejection::NothingToChange);
    }
    draft.push_at(told_at, NatureSet { nature, danger, carried_by, reason });
    let clocks: Vec<Clock> = draft.case().clocks.iter().map(|c| c.clock.clone()).collect();
    for clock in clocks {
        tighten(draft, &clock, told_at);
    }
    Ok(())
}

/// Gives a clock the urgent limit from when the fact was told, where that is
/// due earlier. No change of nature makes a due time later. A clock already
/// met is judged again: told of danger at once, an hour was too long.
fn tighten(draft: &mut Draft, clock: &Clock, told_at: Timestamp) {
    if matches!(clock.state, ClockState::Ended { .. } | ClockState::Breached { .. }) {
        return;
    }
    let case = draft.case();
    let Some(promise) = draft.moment().policies.promise(&clock.promise, clock.version) else { return };
    let limit = promise.limit(case.nature == Nature::Urgent, case.danger);
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
