//! A new version of a promise or calendar changes running clocks only by
//! re-target events; pauses and extensions stay in the ledger.

use crate::case::clocks::timers;
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockRetargeted, RetargetCause, Target};
use crate::catalogue::Nature;
use crate::promises::{Clock, ClockState};

pub(in crate::case) fn to_newest_versions(decision: &mut Decision) {
    let counts = |c: &Clock| matches!(c.state, ClockState::Running | ClockState::Paused { .. });
    let clocks: Vec<Clock> = decision.case().clocks.iter().map(|c| c.clock.clone()).filter(counts).collect();
    for clock in clocks {
        retarget(decision, &clock);
    }
}

fn retarget(decision: &mut Decision, clock: &Clock) {
    let policies = decision.context().policies;
    let Some(promise) = policies.current().find(|p| p.id == clock.promise) else { return };
    let calendar = promise.calendar.as_deref().and_then(|id| policies.newest_calendar(id));
    let calendar = calendar.map(|c| (c.id.clone(), c.version));
    let cause = if promise.version != clock.version {
        RetargetCause::PromiseChanged
    } else if calendar != clock.calendar {
        RetargetCause::CalendarChanged
    } else {
        return;
    };
    let (urgent, danger) = (decision.case().triage.nature == Nature::Urgent, decision.case().triage.danger);
    let limit = promise.limit(urgent, danger);
    let changed = Clock { version: promise.version, calendar, limit, ..clock.clone() };
    let schedule = decision.schedule(&changed);
    let target = Target { version: changed.version, calendar: changed.calendar, start: changed.start, limit, schedule };
    decision.push(ClockRetargeted { clock: name(clock), cause, target });
    timers::settle(decision);
}
