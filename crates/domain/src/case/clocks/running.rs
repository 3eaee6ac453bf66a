//! Which promises begin to run when, and which end with a case (journey §3).

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockEnded, ClockName, ClocksStarted, StartedClock, Target};
use crate::case::state::Case;
use crate::catalogue::Nature;
use crate::number::CaseNumber;
use crate::promises::clock::Schedule;
use crate::promises::{Clock, Counting, MetBy, Promise, Starts, Subject};
use crate::time::{Span, Timestamp};

/// Starts the promises of this case that begin with one of these, in one entry
/// that takes effect when counting begins.
pub(in crate::case) fn start(decision: &mut Decision, with: &[Starts], from: Timestamp) {
    start_until(decision, with, from, None);
}

/// [`start`], for words that somebody said: where they came by way of a merged case,
/// on behalf of that.
pub(in crate::case) fn start_for_words(decision: &mut Decision, with: &[Starts], from: Timestamp) {
    let on_behalf_of = decision.via().map(|via| decision.case().connections.with(via));
    start_on_behalf(decision, with, from, None, (on_behalf_of, None));
}

/// [`start`], for words that stand on record already, by their entry.
pub(in crate::case) fn start_for_entry(decision: &mut Decision, with: &[Starts], from: Timestamp, entry: Seq) {
    start_on_behalf(decision, with, from, None, (None, Some(entry)));
}

/// [`start`], due at a time that we named, where that is earlier.
pub(in crate::case) fn start_until(
    decision: &mut Decision,
    with: &[Starts],
    from: Timestamp,
    named: Option<Timestamp>,
) {
    start_on_behalf(decision, with, from, named, (None, None));
}

fn start_on_behalf(
    decision: &mut Decision,
    with: &[Starts],
    from: Timestamp,
    named: Option<Timestamp>,
    (on_behalf_of, by): (Option<CaseNumber>, Option<Seq>),
) {
    let case = decision.case();
    let holds = |p: &&Promise| holds_for(p, case) && with.contains(&p.starts);
    let start = |promise: &Promise| StartedClock {
        clock: ClockName { promise: promise.id.clone(), run: next_run(decision, promise) },
        subject: promise.subject,
        met_by: promise.met_by,
        target: sooner(target(decision, promise, from), named),
    };
    let mut clocks: Vec<StartedClock> = decision.context().policies.current().filter(holds).map(start).collect();
    if clocks.is_empty() {
        return;
    }
    // What is due first stands first, wherever the clocks are shown.
    clocks.sort_by_key(|clock| clock.target.schedule.due_at);
    decision.push_at(from, ClocksStarted { clocks, on_behalf_of, by });
}

/// Starts those promises of the case that never ran in it.
pub(in crate::case) fn start_new(decision: &mut Decision, with: &[Starts], from: Timestamp) {
    let case = decision.case();
    let ran = |p: &Promise| case.clocks.iter().any(|c| c.clock.promise == p.id);
    let new = |p: &&Promise| holds_for(p, case) && with.contains(&p.starts) && !ran(p);
    let promises: Vec<Promise> = decision.context().policies.current().filter(new).cloned().collect();
    start_all(decision, &promises, from);
}

/// Starts those promises that a case had not while nobody could be contacted.
pub(in crate::case) fn start_of_contact(decision: &mut Decision) {
    let case = decision.case();
    let ran = |p: &Promise| case.clocks.iter().any(|c| c.clock.promise == p.id);
    let new = |p: &&Promise| {
        p.needs_contact && holds_for(p, case) && matches!(p.starts, Starts::Receipt | Starts::Word) && !ran(p)
    };
    let promises: Vec<Promise> = decision.context().policies.current().filter(new).cloned().collect();
    start_all(decision, &promises, decision.now());
}

fn start_all(decision: &mut Decision, promises: &[Promise], from: Timestamp) {
    let start = |promise: &Promise| StartedClock {
        clock: ClockName { promise: promise.id.clone(), run: next_run(decision, promise) },
        subject: promise.subject,
        met_by: promise.met_by,
        target: target(decision, promise, from),
    };
    let mut clocks: Vec<StartedClock> = promises.iter().map(start).collect();
    if clocks.is_empty() {
        return;
    }
    clocks.sort_by_key(|clock| clock.target.schedule.due_at);
    decision.push_at(from, ClocksStarted { clocks, on_behalf_of: None, by: None });
}

/// Starts promises again that a reopening brings back, as far as none runs.
pub(in crate::case) fn start_again(decision: &mut Decision, met_by: &[MetBy]) {
    let case = decision.case();
    let runs = |p: &Promise| case.clocks.iter().any(|c| c.clock.promise == p.id && c.clock.is_open());
    let again = |p: &&Promise| holds_for(p, case) && met_by.contains(&p.met_by) && !runs(p);
    let promises: Vec<Promise> = decision.context().policies.current().filter(again).cloned().collect();
    start_all(decision, &promises, decision.now());
}

/// Starts the promise that this meets for one numbered part of the case, whose
/// number is its round. A calendar of the respondent's own counts instead of the
/// promise's.
pub(in crate::case) fn start_part(decision: &mut Decision, met_by: MetBy, part: i64, calendar: Option<&str>) {
    let Some(promise) = decision.context().policies.current().find(|p| p.met_by == met_by) else { return };
    let own = calendar.filter(|id| decision.context().policies.newest_calendar(id).is_some());
    let promise = Promise { calendar: own.map(str::to_owned).or_else(|| promise.calendar.clone()), ..promise.clone() };
    let started = StartedClock {
        clock: ClockName { promise: promise.id.clone(), run: part },
        subject: promise.subject,
        met_by,
        target: target(decision, &promise, decision.now()),
    };
    decision.push(ClocksStarted { clocks: vec![started], on_behalf_of: None, by: None });
}

/// Ends the clocks of promises that hold for a unit which the case has left.
pub(in crate::case) fn end_of_other_units(decision: &mut Decision) {
    let by = decision.case().seq;
    let (case, policies) = (decision.case(), decision.context().policies);
    let elsewhere = |c: &&CaseClock| {
        let promise = policies.promise(&c.clock.promise, c.clock.version);
        c.clock.next_alarm_at().is_some() && promise.is_some_and(|p| p.unit.is_some() && p.unit != case.team.unit)
    };
    let names: Vec<ClockName> = case.clocks.iter().filter(elsewhere).map(|c| name(&c.clock)).collect();
    for clock in names {
        decision.push(ClockEnded { clock, by });
    }
}

/// Whether the promise of a clock of the case is made for it as it is now.
pub(in crate::case) fn is_promised(decision: &Decision, clock: &Clock) -> bool {
    let is_made = |p: &Promise| p.id == clock.promise && holds_for(p, decision.case());
    decision.context().policies.current().any(is_made)
}

/// Whether a promise is made for such a case.
fn holds_for(promise: &Promise, case: &Case) -> bool {
    promise.subject == Subject::Case
        && promise.kinds.contains(&case.triage.kind)
        && !(promise.needs_contact && case.intake.anonymous)
        && (case.intake.in_house || !promise.in_house_only)
        && (promise.unit.is_none() || promise.unit == case.team.unit)
}

/// Ends the clocks that still run and that `ends` holds for, by the entry added
/// last. What was breached stays breached.
pub(in crate::case) fn end(decision: &mut Decision, ends: impl Fn(MetBy) -> bool) {
    let by = decision.case().seq;
    let running = decision.case().clocks.iter().filter(|c| c.clock.next_alarm_at().is_some() && ends(c.met_by));
    let names: Vec<ClockName> = running.map(|c| name(&c.clock)).collect();
    for clock in names {
        decision.push(ClockEnded { clock, by });
    }
}

fn next_run(decision: &Decision, promise: &Promise) -> i64 {
    let runs = decision.case().clocks.iter().filter(|c| c.clock.promise == promise.id).map(|c| c.clock.run);
    runs.max().unwrap_or(0) + 1
}

/// A target that ends at a time we named. Such a time is wall time.
fn sooner(target: Target, named: Option<Timestamp>) -> Target {
    let Some(named) = named.filter(|named| *named < target.schedule.due_at) else { return target };
    let limit = named - target.start;
    let schedule = Schedule::of(Counting::Wall, target.start, limit, Span::ZERO, &[]);
    Target { limit, schedule, calendar: None, ..target }
}

/// The latest time at which the complainant hears from us after a word at `from`; none
/// where nothing of the kind is promised.
pub(in crate::case) fn next_word_by(decision: &Decision, from: Timestamp) -> Option<Timestamp> {
    let case = decision.case();
    let promised = |p: &&Promise| p.starts == Starts::Word && holds_for(p, case);
    let due = decision.context().policies.current().filter(promised).map(|p| target(decision, p, from).schedule.due_at);
    due.min().filter(|_| case.state().is_open())
}

fn limit(decision: &Decision, promise: &Promise) -> Span {
    let case = decision.case();
    let presses = case.triage.nature == Nature::Urgent || case.triage.danger;
    match promise.waiting_within_minutes.filter(|_| !presses && case.waits_for_others()) {
        Some(minutes) => Span::minutes(minutes),
        None => promise.limit(presses, case.triage.danger),
    }
}

fn target(decision: &Decision, promise: &Promise, start: Timestamp) -> Target {
    let limit = limit(decision, promise);
    let calendar = promise.calendar.as_deref().and_then(|id| decision.context().policies.newest_calendar(id));
    let counting = calendar.map_or(Counting::Wall, Counting::Working);
    Target {
        version: promise.version,
        calendar: calendar.map(|c| (c.id.clone(), c.version)),
        start,
        limit,
        schedule: Schedule::of(counting, start, limit, Span::ZERO, &[]),
    }
}
