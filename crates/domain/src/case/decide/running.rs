//! Which promises begin to run when, and which end with a case (journey §3).

use super::draft::{Draft, name};
use crate::case::event::{ClockEnded, ClockName, ClocksStarted, StartedClock, Target};
use crate::catalogue::Nature;
use crate::promises::clock::Schedule;
use crate::promises::{Counting, MetBy, Promise, Starts, Subject};
use crate::time::{Span, Timestamp};

/// Starts the promises of this case that begin with one of these, in one entry
/// that takes effect when counting begins.
pub(super) fn start(draft: &mut Draft, with: &[Starts], from: Timestamp) {
    let case = draft.case();
    let holds = |p: &&Promise| {
        p.subject == Subject::Case
            && with.contains(&p.starts)
            && p.kinds.contains(&case.kind)
            && !(p.needs_contact && case.anonymous)
    };
    let start = |promise: &Promise| StartedClock {
        clock: ClockName { promise: promise.id.clone(), run: next_run(draft, promise) },
        met_by: promise.met_by,
        target: target(draft, promise, from),
    };
    let mut clocks: Vec<StartedClock> = draft.moment().policies.current().filter(holds).map(start).collect();
    if clocks.is_empty() {
        return;
    }
    // What is due first stands first, wherever the clocks are shown.
    clocks.sort_by_key(|clock| clock.target.schedule.due_at);
    draft.push_at(from, ClocksStarted { clocks, on_behalf_of: None });
}

/// Starts promises again that a reopening brings back, as far as none runs.
pub(super) fn start_again(draft: &mut Draft, met_by: &[MetBy]) {
    let case = draft.case();
    let runs = |p: &Promise| case.clocks.iter().any(|c| c.clock.promise == p.id && c.clock.is_open());
    let again = |p: &&Promise| {
        p.subject == Subject::Case && met_by.contains(&p.met_by) && p.kinds.contains(&case.kind) && !runs(p)
    };
    let now = draft.now();
    let start = |promise: &Promise| StartedClock {
        clock: ClockName { promise: promise.id.clone(), run: next_run(draft, promise) },
        met_by: promise.met_by,
        target: target(draft, promise, now),
    };
    let mut clocks: Vec<StartedClock> = draft.moment().policies.current().filter(again).map(start).collect();
    if clocks.is_empty() {
        return;
    }
    clocks.sort_by_key(|clock| clock.target.schedule.due_at);
    draft.push(ClocksStarted { clocks, on_behalf_of: None });
}

/// Ends the clocks that still run and that `ends` holds for, by the entry added
/// last. What was breached stays breached.
pub(super) fn end(draft: &mut Draft, ends: impl Fn(MetBy) -> bool) {
    let by = draft.case().seq;
    let running = draft.case().clocks.iter().filter(|c| c.clock.next_alarm_at().is_some() && ends(c.met_by));
    let names: Vec<ClockName> = running.map(|c| name(&c.clock)).collect();
    for clock in names {
        draft.push(ClockEnded { clock, by });
    }
}

fn next_run(draft: &Draft, promise: &Promise) -> i64 {
    let runs = draft.case().clocks.iter().filter(|c| c.clock.promise == promise.id).map(|c| c.clock.run);
    runs.max().unwrap_or(0) + 1
}

fn target(draft: &Draft, promise: &Promise, start: Timestamp) -> Target {
    let case = draft.case();
    let limit = promise.limit(case.nature == Nature::Urgent, case.danger);
    let calendar = promise.calendar.as_deref().and_then(|id| draft.moment().policies.newest_calendar(id));
    let counting = calendar.map_or(Counting::Wall, Counting::Working);
    Target {
        version: promise.version,
        calendar: calendar.map(|c| (c.id.clone(), c.version)),
        start,
        limit,
        schedule: Schedule::of(counting, start, limit, Span::ZERO, &[]),
    }
}
