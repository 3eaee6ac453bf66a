//! A kind can be changed later; the record keeps both. The promises of the new
//! kind count from the receipt, those of the old one end (journey, opening). Changed
//! back, they count again as if they had never stopped.

use crate::case::clocks::{again, running};
use crate::case::draft::{Draft, name};
use crate::case::event::{ClockEnded, ClockName, KindChanged};
use crate::case::rejection::Rejection;
use crate::catalogue::Kind;
use crate::promises::{Promise, Starts, Subject};
use crate::record::ContentRef;

pub(in crate::case) fn change(draft: &mut Draft, to: Kind, reason: ContentRef) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("change_kind"));
    }
    let from = draft.case().triage.kind;
    if from == to {
        return Err(Rejection::NothingToChange);
    }
    draft.push(KindChanged { from, to, reason });
    let by = draft.case().seq;
    for clock in without_promise(draft, to) {
        draft.push(ClockEnded { clock, by });
    }
    let received_at = draft.case().received_at;
    again::of_kind(draft);
    let known = draft.case().clocks.len();
    running::start_new(draft, &[Starts::Receipt], received_at);
    let new: Vec<ClockName> = draft.case().clocks.iter().skip(known).map(|c| name(&c.clock)).collect();
    for clock in new {
        again::judge(draft, &clock);
    }
    again::word_goes_on(draft);
    Ok(())
}

/// Clocks that count for promises which do not hold for the new kind.
fn without_promise(draft: &Draft, kind: Kind) -> Vec<ClockName> {
    let policies = draft.moment().policies;
    let holds = |promise: Option<&Promise>| promise.is_some_and(|p| p.kinds.contains(&kind));
    let clocks = draft.case().clocks.iter().filter(|c| c.subject == Subject::Case && c.clock.next_alarm_at().is_some());
    let gone = clocks.filter(|c| !holds(policies.promise(&c.clock.promise, c.clock.version)));
    gone.map(|c| name(&c.clock)).collect()
}
