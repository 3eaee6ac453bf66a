//! The settlement can be extended once, before it runs out, for a named
//! reason, the complainant being told reason and new date. An extended clock
//! is shown apart and never counts as kept (journey §3).

use crate::case::command::Telling;
use crate::case::conversation::telling::tell;
use crate::case::decision::{Decision, name};
use crate::case::event::ClockExtended;
use crate::case::rejection::{ClockRejection, Rejection};
use crate::catalogue::ExtensionReason;
use crate::promises::{Clock, ClockState, Counting};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

pub(in crate::case) fn extend(
    decision: &mut Decision,
    reason: ExtensionReason,
    due_at: Timestamp,
    (words, how): (ContentRef, Telling),
) -> Result<(), Rejection> {
    let extendable = |clock: &&Clock| {
        let promise = decision.context().policies.promise(&clock.promise, clock.version);
        promise.is_some_and(|p| p.extendable)
            && !clock.is_extended()
            && matches!(clock.state, ClockState::Running | ClockState::Paused { .. })
    };
    let found = decision.case().clocks.iter().map(|c| &c.clock).find(extendable).cloned();
    let mut clock = found.ok_or(Rejection::Clocks(ClockRejection::ExtensionNotAllowed))?;
    let present = clock.schedule.due_at;
    if due_at <= present {
        return Err(Rejection::Clocks(ClockRejection::ExtensionTooShort { present }));
    }
    let days_max = decision.context().policies.terms().extension_days_max;
    if due_at > present + Span::hours(24 * days_max) {
        return Err(Rejection::Clocks(ClockRejection::ExtensionTooLong { days_max }));
    }
    let by = counted_between(decision, &clock, present, due_at);
    clock.extra = by;
    let schedule = decision.schedule(&clock);
    if schedule.due_at <= present {
        return Err(Rejection::Clocks(ClockRejection::ExtensionTooShort { present }));
    }
    tell(decision, words, how)?;
    decision.push(ClockExtended { clock: name(&clock), reason, by, schedule });
    Ok(())
}

fn counted_between(decision: &Decision, clock: &Clock, from: Timestamp, to: Timestamp) -> Span {
    let calendar = clock.calendar.as_ref().and_then(|(id, v)| decision.context().policies.calendar(id, *v));
    calendar.map_or(Counting::Wall, Counting::Working).measured(from, to)
}
