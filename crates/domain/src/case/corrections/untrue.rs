//! Corrections. One stands beside the entry that was wrong, or withdraws it, where what
//! it says did not happen: then the entry proves nothing, and what rested on it is
//! judged anew (journey §1, "Rules of the record"; docs/proof-of-promises.md).

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::happened::Happening;
use crate::case::clocks::interrupted::InterruptedBy;
use crate::case::clocks::{again, running, timers};
use crate::case::command::{Correcting, Withdrawing};
use crate::case::conversation::incoming::waits_for_answer;
use crate::case::corrections::put_right;
use crate::case::decision::{Decision, name};
use crate::case::event::{
    CaseReopened, ClockBreached, ClockEnded, ClockName, ClockReopened, ClockRestored, ClosingFact, ConversationFact,
    Direction, EntryCorrected, Event, Fact, Meanwhile, ReopenCause,
};
use crate::case::publication;
use crate::case::rejection::{CorrectionRejection, Rejection};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::promises::{Clock, ClockState, MetBy, Pause, Starts, Subject};
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Says what is right where an entry was wrong, or that it did not happen.
pub(in crate::case) fn correct(decision: &mut Decision, correcting: Correcting) -> Result<(), Rejection> {
    let Correcting { corrects, words, withdraws } = correcting;
    if decision.case().entry(corrects).is_none() {
        return Err(Rejection::NoSuchEntry(corrects));
    }
    if let Some(withdrawing) = withdraws {
        return withdraw(decision, corrects, words, &withdrawing);
    }
    decision.push(EntryCorrected { corrects, withdraws: false, with: Vec::new(), words, for_page: None });
    Ok(())
}

fn withdraw(decision: &mut Decision, entry: Seq, words: ContentRef, how: &Withdrawing) -> Result<(), Rejection> {
    let written = decision.case().written(entry).ok_or(Rejection::NoSuchEntry(entry))?;
    put_right::must_be_withdrawable(decision.case(), &written, how.by_lead)?;
    let before = decision.case().clone();
    let with = before.falls_with(entry);
    put_right::must_carry_nothing(&before, &written, &with)?;
    decision.push(EntryCorrected {
        corrects: entry,
        withdraws: true,
        with: with.clone(),
        words,
        for_page: how.for_page,
    });
    let by = decision.case().seq;
    let undone = Undone::between(&before, decision.case(), (&written, &with));
    let is_open_again = !before.state().is_open() && decision.case().state().is_open();
    if is_open_again {
        decision.push(CaseReopened { new_facts: false, cause: Some(ReopenCause::EntryWithdrawn), reason: words });
        publication::rules::take_back(decision);
    }
    for clock in &undone.began {
        decision.push(ClockEnded { clock: name(&clock.clock), by });
    }
    for clock in &undone.met {
        reopen(decision, clock, (by, taken_back_at(&written)));
    }
    for clock in &undone.ended {
        restore(decision, clock, by);
    }
    for clock in &undone.open {
        judge(decision, &name(&clock.clock));
    }
    for clock in undone.open.iter().chain(&undone.met) {
        wait_on(decision, clock);
    }
    for clock in &undone.began {
        begin_anew(decision, entry, clock);
    }
    for word in &undone.heard {
        go_on_from(decision, *word);
    }
    if is_open_again || undone.began.iter().any(|clock| clock.met_by == MetBy::Word) {
        again::word_goes_on(decision);
    }
    timers::settle(decision);
    must_not_go_on_elsewhere(decision, &undone)?;
    must_be_allowed(decision, &before, &written, &undone, how.by_lead)
}

/// Who may: the writer and a lead while the case is open, for it shows the company worse;
/// of an ended case a lead, for it changes what was counted; and where it would look
/// better than before, a lead other than the writer.
fn must_be_allowed(
    decision: &Decision,
    before: &Case,
    written: &Event,
    undone: &Undone,
    by_lead: bool,
) -> Result<(), Rejection> {
    let is_writer = decision.context().actor == written.actor;
    let broken = |case: &Case| case.clocks.iter().filter(|c| c.clock.is_broken()).count();
    let is_owed = |c: &CaseClock| waits_for_answer_of_ours(c) || c.met_by == MetBy::ObjectionDecided;
    let owed = |c: &&CaseClock| is_owed(c) && (c.clock.is_open() || c.clock.is_broken());
    // A breach that is not breached any more, or an answer that is not owed any more.
    let looks_better = broken(decision.case()) < broken(before) || undone.began.iter().any(|c| owed(&c));
    match (by_lead, is_writer) {
        (true, false) => Ok(()),
        _ if looks_better || !undone.heard.is_empty() => {
            Err(Rejection::Corrections(CorrectionRejection::OnlyByAnotherLead))
        }
        (true, true) => Ok(()),
        (false, true) if before.state().is_open() => Ok(()),
        _ => Err(Rejection::Corrections(CorrectionRejection::OnlyByWriterOrLead)),
    }
}

/// What counts again would count in the case that goes on: the two are parted first.
fn must_not_go_on_elsewhere(decision: &Decision, undone: &Undone) -> Result<(), Rejection> {
    let CaseStatus::Merged { into, .. } = decision.case().status else { return Ok(()) };
    let counts =
        |c: &CaseClock| decision.case().clock(&name(&c.clock)).is_some_and(|clock| clock.next_alarm_at().is_some());
    if undone.met.iter().chain(&undone.ended).any(counts) {
        Err(Rejection::Corrections(CorrectionRejection::PartFirst { into }))
    } else {
        Ok(())
    }
}

/// Clocks that rested on what did not happen, as they were before.
struct Undone {
    /// Those that it had met, and those that something had met before if it was heard
    /// after all: they looked at their page, and not where the entry says that they came.
    met: Vec<CaseClock>,
    /// Those that such a thing meets and nothing had.
    open: Vec<CaseClock>,
    /// Those that had begun with it.
    began: Vec<CaseClock>,
    /// Those that it had ended.
    ended: Vec<CaseClock>,
    /// Words that were heard after all.
    heard: Vec<Seq>,
}

impl Undone {
    /// What rested on an entry, and on those that fell with it.
    fn between(before: &Case, after: &Case, (written, with): (&Event, &[Seq])) -> Self {
        let entry = written.seq;
        let is_untrue = |by: Seq| by == entry || with.contains(&by);
        let is_gone = |met_by: MetBy, by: Seq| {
            !after.happened.is_told_by(met_by, by) && (is_untrue(by) || before.happened.is_told_by(met_by, by))
        };
        let begun = begun(before, written, with);
        let began_with_it = |c: &CaseClock| match (c.met_by, c.started_by) {
            _ if begun.contains(&name(&c.clock)) => true,
            (MetBy::Word, Some(by)) => is_gone(MetBy::Word, by),
            (_, by) => by == Some(entry),
        };
        let of_act = before.with_its_act(entry);
        let is_to_some = before
            .written(entry)
            .is_some_and(|written| matches!(&written.fact, Fact::Conversation(ConversationFact::MessageRecorded(said)) if said.is_for_some()));
        // What only some of a group heard meets a clock with the last of them.
        let was_heard_by_some = |by: Seq| is_to_some && of_act.contains(&by);
        let is_met_by_it = |c: &CaseClock| c.met_entry.is_some_and(|by| is_gone(c.met_by, by) || was_heard_by_some(by));
        let is_met_without = |c: &CaseClock| c.heard.iter().any(|one| was_heard_by_some(one.by));
        let gained: Vec<&Happening> = after.happened.beyond(&before.happened).collect();
        let gains = |c: &CaseClock| gained.iter().any(|one| met_before(c, one));
        let counts = |c: &&CaseClock| !is_over(c) && !began_with_it(c);
        let waited =
            |c: &CaseClock| taken_back_at(written).is_some_and(|at| c.clock.pauses.iter().any(|p| p.from == at));
        let is_undone = |c: &CaseClock| !c.clock.is_open() && (is_met_by_it(c) || is_met_without(c) || gains(c));
        let of = |holds: &dyn Fn(&&CaseClock) -> bool| before.clocks.iter().filter(holds).cloned().collect();
        Self {
            met: of(&|c| counts(c) && (is_undone(c) || waited(c))),
            open: of(&|c| counts(c) && c.clock.is_open() && gains(c)),
            began: of(&|c| !is_over(c) && began_with_it(c)),
            // What began with it was never there to be ended.
            ended: of(&|c| is_over(c) && !began_with_it(c) && is_ended_by((before, after), (entry, with), c)),
            heard: gained.iter().filter(|one| one.met_by == MetBy::Word).map(|one| one.entry).collect(),
        }
    }
}

/// Whether something meets a clock that nothing had met before then.
fn met_before(of_case: &CaseClock, one: &Happening) -> bool {
    let is_since = of_case.began <= one.at && of_case.started_by.is_none_or(|by| by < one.entry);
    one.met_by == of_case.met_by && is_since && met_at(of_case).is_none_or(|at| one.at < at)
}

/// Whether a clock runs for words of theirs.
const fn waits_for_answer_of_ours(of_case: &CaseClock) -> bool {
    matches!(of_case.met_by, MetBy::Replied | MetBy::AfterwordAnswered)
}

/// When a clock was met.
const fn met_at(of_case: &CaseClock) -> Option<Timestamp> {
    match of_case.clock.state {
        ClockState::Met { at } => Some(at),
        ClockState::Breached { met_at } => met_at,
        _ => None,
    }
}

const fn is_over(of_case: &CaseClock) -> bool {
    matches!(of_case.clock.state, ClockState::Ended { .. } | ClockState::CarriedOver { .. })
}

/// The clocks that began with their word as somebody took it down, and with what fell
/// with an entry. What a message began is told by its own clocks.
fn begun(before: &Case, written: &Event, with: &[Seq]) -> Vec<ClockName> {
    let own = put_right::moves_clocks_itself(&written.fact).then_some(written.seq);
    with.iter().copied().chain(own).flat_map(|entry| before.begun_by(entry)).collect()
}

/// Whether an entry, or what fell with it, has ended a clock: that it is lost what was to
/// be secured, that they took the matter back; or words that told our last one, which
/// nobody has heard as it turns out.
fn is_ended_by((before, after): (&Case, &Case), (entry, with): (Seq, &[Seq]), of_case: &CaseClock) -> bool {
    let Some(by) = of_case.ended_by else { return false };
    let fell = |entry: &Seq| before.with_its_clocks(*entry).contains(&by);
    let moved = before.written(entry).is_some_and(|written| put_right::moves_clocks_itself(&written.fact));
    let of_act = before.with_its_act(entry);
    let waits = matches!(of_case.met_by, MetBy::ContentConfirmed | MetBy::Word);
    let is_of_it = |one: &&Happening| one.met_by == MetBy::Settled && of_act.contains(&one.entry);
    by == entry
        || (moved && fell(&entry))
        || with.iter().any(fell)
        || (waits && of_act.contains(&by) && before.happened.beyond(&after.happened).any(|one| is_of_it(&one)))
}

/// Lets a clock count again that was ended by what did not happen, unless one of its
/// promise does, and judges it.
fn restore(decision: &mut Decision, clock: &CaseClock, by: Seq) {
    let clock_name = name(&clock.clock);
    let counts = |c: &CaseClock| c.clock.promise == clock.clock.promise && c.clock.run < clock.clock.run;
    if decision.case().clocks.iter().any(|c| counts(c) && c.clock.is_open() && c.subject == Subject::Case) {
        return;
    }
    decision.push(ClockRestored { clock: clock_name.clone(), left_out: None });
    judge(decision, &clock_name);
    for other in ran_with(decision, clock) {
        decision.push(ClockEnded { clock: other, by });
    }
}

/// Lets a clock count again that was met by what did not happen, and judges it by what
/// did.
fn reopen(decision: &mut Decision, clock: &CaseClock, (by, left_out): (Seq, Option<Timestamp>)) {
    let clock_name = name(&clock.clock);
    if decision.case().clocks.iter().any(|c| name(&c.clock) == clock_name && is_over(c)) {
        return;
    }
    let meanwhile = meanwhile(decision, clock, left_out);
    decision.push(ClockReopened { clock: clock_name.clone(), by, meanwhile });
    judge(decision, &clock_name);
    for other in ran_with(decision, clock) {
        decision.push(ClockEnded { clock: other, by });
    }
}

/// Of a promise of the case one run counts at a time: those that began while this one
/// ran, as it turns out, are none of their own. Of several words that wait for an answer
/// the first counts.
fn ran_with(decision: &Decision, first: &CaseClock) -> Vec<ClockName> {
    if first.subject != Subject::Case {
        return Vec::new();
    }
    let clocks = &decision.case().clocks;
    let Some(found) = clocks.iter().find(|c| name(&c.clock) == name(&first.clock)) else { return Vec::new() };
    let until = met_at(found).or(if let ClockState::Ended { at } = found.clock.state { Some(at) } else { None });
    let is_within = |began: Timestamp| match until {
        // The next one begins with the word that met this one.
        Some(until) if !waits_for_answer_of_ours(first) => began < until,
        Some(until) => began <= until,
        None => true,
    };
    let is_later = |c: &&CaseClock| c.clock.promise == first.clock.promise && c.clock.run > first.clock.run;
    let runs = |c: &&CaseClock| first.began <= c.began && is_within(c.began) && !is_over(c);
    clocks.iter().filter(is_later).filter(runs).map(|c| name(&c.clock)).collect()
}

/// When they had taken the matter back, as an entry says: from then on nothing counted.
fn taken_back_at(written: &Event) -> Option<Timestamp> {
    matches!(written.fact, Fact::Closing(ClosingFact::CaseWithdrawn(_))).then_some(written.effective_at)
}

/// What paused clocks of this promise while it was taken for met, without the stretch
/// that was left out from a time on; none where nothing changes.
fn meanwhile(decision: &Decision, of_case: &CaseClock, left_out: Option<Timestamp>) -> Option<Meanwhile> {
    let clock = &of_case.clock;
    let missed =
        if let ClockState::Met { at } = clock.state { missed(decision, clock, at)? } else { clock.pauses.clone() };
    let pauses: Vec<Pause> = missed.into_iter().filter(|pause| left_out != Some(pause.from)).collect();
    if pauses == clock.pauses {
        return None;
    }
    let changed = Clock { pauses, ..clock.clone() };
    Some(Meanwhile { schedule: decision.schedule(&changed), pauses: changed.pauses })
}

/// The pauses of a clock with those that it did not see since it was taken for met.
fn missed(decision: &Decision, clock: &Clock, at: Timestamp) -> Option<Vec<Pause>> {
    let promise = decision.context().policies.promise(&clock.promise, clock.version)?;
    let stretches = &decision.case().paused;
    let ended = |until: Timestamp| (until <= decision.now()).then_some(until);
    let really = |pause: &Pause| {
        let until = stretches.iter().find(|(_, from, _)| *from == pause.from).map(|(_, _, until)| *until);
        Pause { ended: pause.ended.or(until.and_then(ended)), ..*pause }
    };
    let missed = stretches.iter().filter(|(why, from, _)| at <= *from && promise.pausable_for.contains(why));
    let missed = missed.map(|(_, from, until)| Pause { from: *from, until: *until, ended: ended(*until) });
    Some(clock.pauses.iter().map(really).chain(missed).collect())
}

/// Says of a clock that counts again what it did since: met by what happened, broken, or
/// ended with what ended all of its kind.
fn judge(decision: &mut Decision, clock: &ClockName) {
    let Some(found) = decision.case().clocks.iter().find(|c| name(&c.clock) == *clock).cloned() else { return };
    let ending = ending(decision, &found);
    again::judge_until(decision, clock, ending.map_or(Seq::MAX, |(by, _)| by));
    let Some((by, at)) = ending else { return };
    let due_at = found.clock.schedule.due_at;
    let still = decision.case().clock(clock).is_some_and(|clock| clock.next_alarm_at().is_some());
    if still && due_at < at {
        decision.push_at(due_at, ClockBreached { clock: clock.clone(), on_arrival: false });
    } else if still {
        decision.push_at(at, ClockEnded { clock: clock.clone(), by });
    }
    // What is broken is not ended: it waits on, and is kept late by what came after.
    if decision.case().clock(clock).is_some_and(|clock| clock.state == ClockState::Breached { met_at: None }) {
        again::judge_until(decision, clock, Seq::MAX);
    }
}

/// The entry that would have ended a clock since it began, and when.
fn ending(decision: &Decision, of_case: &CaseClock) -> Option<(Seq, Timestamp)> {
    let is_promised = of_case.subject != Subject::Case || running::is_promised(decision, &of_case.clock);
    let ends = |why: InterruptedBy| why.ends(of_case.met_by) || (why == InterruptedBy::Kind && !is_promised);
    let mut since = decision.case().interruptions.iter().filter(|one| of_case.began < one.at);
    since.find(|one| ends(one.why)).map(|one| (one.entry, one.at))
}

/// The next word counts from one that was heard after all.
fn go_on_from(decision: &mut Decision, word: Seq) {
    let case = decision.case();
    let begun = case.clocks.iter().any(|c| c.met_by == MetBy::Word && c.started_by == Some(word));
    let met = case.clocks.iter().find(|c| c.met_by == MetBy::Word && c.met_entry == Some(word));
    let Some(from) = met.filter(|_| !begun && case.state().is_open()).and_then(met_at) else { return };
    begin(decision, Starts::Word, (word, from));
}

/// Of several words that wait for an answer the first counts: without it, the next.
fn begin_anew(decision: &mut Decision, entry: Seq, clock: &CaseClock) {
    let Some(starts) = answered_to(clock) else { return };
    let answered_at = met_at(clock).unwrap_or(decision.now());
    if let Some(next) = next_words(decision.case(), entry, starts).filter(|(_, from)| *from <= answered_at) {
        begin(decision, starts, next);
    }
}

/// Words that came once those before them were answered, as it turns out, wait for an
/// answer of their own. Those that came after it was answered before have one.
fn wait_on(decision: &mut Decision, clock: &CaseClock) {
    let Some(starts) = answered_to(clock).filter(|_| decision.case().state().is_open()) else { return };
    let (was, mut waits) = (met_at(clock), name(&clock.clock));
    loop {
        let found = decision.case().clocks.iter().find(|c| name(&c.clock) == waits);
        let answer = found.filter(|c| met_at(c).is_some()).and_then(|c| c.met_entry);
        let next = answer.and_then(|answer| next_words(decision.case(), answer, starts));
        let Some((entry, from)) = next.filter(|(_, from)| was.is_none_or(|was| *from <= was)) else { return };
        let known = decision.case().clocks.len();
        let has_one = |c: &CaseClock| c.met_by == clock.met_by && c.started_by == Some(entry);
        if decision.case().clocks.iter().any(has_one) {
            return;
        }
        begin(decision, starts, (entry, from));
        let Some(new) = decision.case().clocks.get(known) else { return };
        waits = name(&new.clock);
    }
}

/// What begins the promise of a clock that waits for an answer to words of theirs.
const fn answered_to(clock: &CaseClock) -> Option<Starts> {
    match clock.met_by {
        MetBy::Replied => Some(Starts::Message),
        MetBy::AfterwordAnswered => Some(Starts::Afterword),
        _ => None,
    }
}

/// Begins clocks with words that stand on record already, and judges them.
fn begin(decision: &mut Decision, starts: Starts, (entry, from): (Seq, Timestamp)) {
    let known = decision.case().clocks.len();
    running::start_for_entry(decision, &[starts], from, entry);
    let new: Vec<ClockName> = decision.case().clocks.iter().skip(known).map(|c| name(&c.clock)).collect();
    for clock in new {
        judge(decision, &clock);
    }
}

/// The next words that came in and wait for such an answer, and when that was.
fn next_words(case: &Case, after: Seq, starts: Starts) -> Option<(Seq, Timestamp)> {
    let waits = |event: &&Event| match &event.fact {
        Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::In => match starts {
            Starts::Message => waits_for_answer(f.channel),
            _ => f.reached != Some(true),
        },
        _ => false,
    };
    case.standing_after(after).find(waits).map(|event| (event.seq, event.effective_at))
}
