//! A kind can be changed later; the record keeps both. The promises of the new
//! kind count from the receipt, those of the old one end (journey, opening). Changed
//! back, they count again as if they had never stopped.

use crate::case::clocks::{again, running};
use crate::case::decision::{Decision, name};
use crate::case::event::{ClockEnded, ClockName, KindChanged};
use crate::case::rejection::Rejection;
use crate::catalogue::Kind;
use crate::promises::{Promise, Starts, Subject};
use crate::record::ContentRef;

pub(in crate::case) fn change(decision: &mut Decision, to: Kind, reason: ContentRef) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("change_kind"));
    }
    let from = decision.case().triage.kind;
    if from == to {
        return Err(Rejection::NothingToChange);
    }
    decision.push(KindChanged { from, to, reason });
    let by = decision.case().seq;
    for clock in without_promise(decision, to) {
        decision.push(ClockEnded { clock, by });
    }
    let received_at = decision.case().received_at;
    again::of_kind(decision);
    let known = decision.case().clocks.len();
    running::start_new(decision, &[Starts::Receipt], received_at);
    let new: Vec<ClockName> = decision.case().clocks.iter().skip(known).map(|c| name(&c.clock)).collect();
    for clock in new {
        again::judge(decision, &clock);
    }
    again::word_goes_on(decision);
    Ok(())
}

/// Clocks that count for promises which do not hold for the new kind.
fn without_promise(decision: &Decision, kind: Kind) -> Vec<ClockName> {
    let policies = decision.context().policies;
    let holds = |promise: Option<&Promise>| promise.is_some_and(|p| p.kinds.contains(&kind));
    let clocks =
        decision.case().clocks.iter().filter(|c| c.subject == Subject::Case && c.clock.next_alarm_at().is_some());
    let gone = clocks.filter(|c| !holds(policies.promise(&c.clock.promise, c.clock.version)));
    gone.map(|c| name(&c.clock)).collect()
}
