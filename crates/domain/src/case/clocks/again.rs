//! Clocks that a change had ended and that count again: those of a kind that was
//! changed back, and those of a case that was refused or taken back and is taken up
//! again. They count from where they began; what was kept stays kept, and what
//! happened meanwhile is judged as if they had never stopped (journey §3).

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::happened::Happening;
use crate::case::clocks::interrupted::{InterruptedBy, Interruption};
use crate::case::clocks::running;
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockBreached, ClockEnteredLate, ClockMet, ClockName, ClockRestored, LeftOut};
use crate::promises::{Clock, ClockState, MetBy, Starts};
use crate::time::Timestamp;

/// Takes up what changes of kind had ended, as far as the present kind promises it.
pub(in crate::case) fn of_kind(decision: &mut Decision) {
    for (clock, _) in ended_by(decision, |why| why == InterruptedBy::Kind) {
        restore(decision, &clock, None);
    }
}

/// What a refusal or a withdrawal has ended and taking up begins again. Of a case that
/// they had taken back, the time in between was theirs and does not count.
pub(in crate::case) fn of_end(decision: &Decision) -> Vec<(ClockName, Option<Timestamp>)> {
    let of_end = |why| matches!(why, InterruptedBy::Refusal | InterruptedBy::Withdrawal);
    let ended = ended_by(decision, of_end).into_iter();
    let left_out = |by: Interruption| (by.why == InterruptedBy::Withdrawal).then_some(by.at);
    ended.map(|(clock, by)| (clock, left_out(by))).collect()
}

/// Takes them up, except those that taking up itself begins anew.
pub(in crate::case) fn take_up(decision: &mut Decision, ended: Vec<(ClockName, Option<Timestamp>)>) {
    for (clock, since) in ended {
        let found = decision.case().clocks.iter().find(|c| name(&c.clock) == clock);
        let runs_anew = |met_by: MetBy| decision.case().owes(met_by);
        if found.is_some_and(|c| !runs_anew(c.met_by)) {
            restore(decision, &clock, since);
        }
    }
}

/// Clocks that such a change has ended and whose promise holds for the case as it is.
fn ended_by(decision: &Decision, counts: impl Fn(InterruptedBy) -> bool) -> Vec<(ClockName, Interruption)> {
    let case = decision.case();
    let interruption = |c: &CaseClock| {
        let ended_by = c.ended_by?;
        case.interruptions.iter().find(|one| one.ends_by(ended_by)).copied()
    };
    let is_newest =
        |clock: &Clock| !case.clocks.iter().any(|c| c.clock.promise == clock.promise && c.clock.run > clock.run);
    let is_settled = case.closing.settled.is_some();
    let is_over = |met_by: MetBy| is_settled && met_by.ends_with_settlement();
    let held = |c: &&CaseClock| is_newest(&c.clock) && !is_over(c.met_by) && running::is_promised(decision, &c.clock);
    let ended = case.clocks.iter().filter(|c| matches!(c.clock.state, ClockState::Ended { .. })).filter(held);
    ended.filter_map(|c| Some((name(&c.clock), interruption(c).filter(|one| counts(one.why))?))).collect()
}

fn restore(decision: &mut Decision, clock: &ClockName, since: Option<Timestamp>) {
    let left_out = since.and_then(|from| left_out(decision, clock, from));
    decision.push(ClockRestored { clock: clock.clone(), left_out });
    judge(decision, clock);
}

/// The stretch from `from` until now, and when the clock is due without it.
fn left_out(decision: &Decision, clock: &ClockName, from: Timestamp) -> Option<LeftOut> {
    let until = decision.now();
    let mut without = decision.case().clock(clock)?.clone();
    without.leave_out(from, until);
    Some(LeftOut { from, until, schedule: decision.schedule(&without) })
}

/// Says of a clock what happened before it was asked for: met by that, in time or late.
pub(in crate::case) fn judge(decision: &mut Decision, clock: &ClockName) {
    judge_until(decision, clock, Seq::MAX);
}

/// The same as far as an entry. What was put on record after the clock was broken, and
/// had happened before, was entered late.
pub(in crate::case) fn judge_until(decision: &mut Decision, clock: &ClockName, end: Seq) {
    let case = decision.case();
    let Some(found) = case.clocks.iter().find(|c| name(&c.clock) == *clock) else { return };
    let happened: Vec<Happening> = case.happened_since(found).filter(|one| one.entry < end).collect();
    judge_by(decision, clock, happened);
}

fn judge_by(decision: &mut Decision, clock: &ClockName, happened: Vec<Happening>) {
    let Some(due_at) = decision.case().clock(clock).map(|clock| clock.schedule.due_at) else { return };
    for Happening { at, recorded_at, entry: by, .. } in happened {
        let Some(state) = decision.case().clock(clock).map(|clock| clock.state) else { return };
        if due_at < recorded_at && !matches!(state, ClockState::Breached { .. }) {
            decision.push_at(due_at, ClockBreached { clock: clock.clone(), on_arrival: false });
        }
        let is_broken = due_at < recorded_at || matches!(state, ClockState::Breached { .. });
        if is_broken && at <= due_at {
            return decision.push_at(at, ClockEnteredLate { clock: clock.clone(), by });
        }
        if !matches!(state, ClockState::Breached { met_at: Some(_) }) {
            decision.push_at(at, ClockMet { clock: clock.clone(), by });
        }
        if !is_broken {
            return;
        }
    }
}

/// A word of ours that is put on record behind one that came after it: the silence between
/// the two counts as it would if they stood in their order.
pub(in crate::case) fn silence_until_next(decision: &mut Decision, (word, from): (Seq, Timestamp)) {
    let Some(next) = decision.case().happened.next(MetBy::Word, word, from) else { return };
    let known = decision.case().clocks.len();
    running::start_for_entry(decision, &[Starts::Word], from, word);
    let new: Vec<ClockName> = decision.case().clocks.iter().skip(known).map(|c| name(&c.clock)).collect();
    for clock in new {
        judge_by(decision, &clock, vec![next]);
    }
}

/// The next word counts from the last one, whatever kind of matter it was then.
pub(in crate::case) fn word_goes_on(decision: &mut Decision) {
    if !decision.case().state().is_open() || decision.case().owes(MetBy::Word) {
        return;
    }
    let from = decision.case().happened.last(MetBy::Word).unwrap_or(decision.now());
    running::start(decision, &[Starts::Word], from);
}
