//! Cases that belong together: merged and un-merged, split, linked; told as stories.

use crate::common::{Story, at, by_voice, call_from_customer, complaint, danger_told_by, reply, shipped, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{ClockCommand, ConnectionCommand, PauseEnd};
use homeward_domain::case::decide::{brought_back, carried};
use homeward_domain::case::event::{CaseAbsorbed, ClockFact, StartedClock};
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::{Case, Command, DecisionContext, Fact, Origin, Receipt, Rejection, receive};
use homeward_domain::catalogue::{LinkKind, PauseReason, State};
use homeward_domain::number::CaseNumber;
use homeward_domain::promises::ClockState;
use homeward_domain::time::Timestamp;

fn number(serial: i64) -> CaseNumber {
    CaseNumber::new(serial, at("2026-11-20T00:00:00Z"))
}

fn absorb(other: CaseNumber, received_at: Timestamp, clocks: Vec<StartedClock>) -> Command {
    let (parties, on_page) = (vec![], false);
    Command::Connections(ConnectionCommand::Absorb(Box::new(CaseAbsorbed {
        other,
        received_at,
        clocks,
        parties,
        on_page,
    })))
}

/// Lets `survivor`, case 1, go on with `other`, case 2.
fn merge(survivor: &mut Story, other: &mut Story, now: &str) {
    let received_at = other.case.received_at;
    let clocks = carried(&other.case, &other.policies);
    other.when(now, Command::Connections(ConnectionCommand::MergeInto { into: number(1), words: words() }));
    survivor.when(now, absorb(number(2), received_at, clocks));
}

fn unmerge(survivor: &mut Story, other: &mut Story, now: &str) {
    let met_at = |c: &homeward_domain::promises::Clock| match c.state {
        ClockState::Met { at } | ClockState::Breached { met_at: Some(at) } => Some((c.promise.clone(), at)),
        _ => None,
    };
    let met = survivor.case.clocks.iter().filter_map(|c| met_at(&c.clock)).collect();
    let brought = brought_back(&survivor.case, number(2), &survivor.policies);
    other.when(now, Command::Connections(ConnectionCommand::Unmerge { met, brought, words: words() }));
    survivor.when(now, Command::Connections(ConnectionCommand::Release { other: number(2) }));
}

#[test]
fn the_case_that_goes_on_takes_the_earlier_receipt_and_the_stricter_due_times() {
    let mut survivor = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let mut earlier = Story::given(complaint(), "2026-11-20T09:00:00+08:00");
    survivor.when("2026-11-20T15:05:00+08:00", reply());
    earlier.when("2026-11-20T15:10:00+08:00", reply());
    merge(&mut survivor, &mut earlier, "2026-11-20T15:30:00+08:00");
    assert_eq!(survivor.case.received_at, at("2026-11-20T09:00:00+08:00"));
    assert_eq!(survivor.due("initial_plan"), at("2026-11-21T09:00:00+08:00"));
    assert_eq!(survivor.due("settle"), at("2026-11-23T09:00:00+08:00"));
    assert_eq!(survivor.state("contact"), "kept", "what was met stays met");
    assert_eq!(earlier.case.state(), State::Merged);
    assert_eq!(earlier.state("settle"), "carried_over");
    assert!(earlier.case.next_alarm_at().is_none(), "a merged case rings no more");
}

#[test]
fn a_later_case_makes_nothing_stricter_and_an_extension_goes_with_it() {
    let mut survivor = Story::given(complaint(), "2026-11-20T09:00:00+08:00");
    let mut later = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let before = survivor.due("settle");
    merge(&mut survivor, &mut later, "2026-11-20T16:00:00+08:00");
    assert_eq!((survivor.due("settle"), survivor.case.received_at), (before, at("2026-11-20T09:00:00+08:00")));
    // Paused for a day before the merge: that day is not taken from it.
    let mut paused = Story::given(complaint(), "2026-11-20T08:00:00+08:00");
    let until = PauseEnd::At(at("2026-11-21T09:00:00+08:00"));
    let pause = Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end: until,
        by_lead: false,
        words: words(),
        how: by_voice(),
    });
    paused.when("2026-11-20T09:00:00+08:00", pause);
    let clocks = carried(&paused.case, &paused.policies);
    let settle = clocks.iter().find(|c| c.clock.promise == "settle").unwrap();
    assert_eq!(settle.target.start + settle.target.limit, paused.due("settle"));
}

#[test]
fn unmerging_restores_both_and_says_what_happened_meanwhile() {
    let mut survivor = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let mut other = Story::given(complaint(), "2026-11-20T14:30:00+08:00");
    let (own, settle) = (survivor.due("initial_plan"), other.due("settle"));
    merge(&mut survivor, &mut other, "2026-11-20T15:10:00+08:00");
    survivor.when("2026-11-20T15:20:00+08:00", reply());
    unmerge(&mut survivor, &mut other, "2026-11-21T10:00:00+08:00");
    assert_eq!(survivor.due("initial_plan"), own, "its own due time again");
    assert_eq!(survivor.case.received_at, at("2026-11-20T15:00:00+08:00"));
    assert_eq!((other.case.state(), other.due("settle")), (State::Received, settle));
    assert_eq!(other.state("contact"), "kept", "the other case had spoken with them in time");
}

#[test]
fn a_promise_that_nobody_kept_meanwhile_is_broken_at_its_due_time() {
    let mut survivor = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let mut other = Story::given(complaint(), "2026-11-20T14:30:00+08:00");
    merge(&mut survivor, &mut other, "2026-11-20T15:10:00+08:00");
    survivor.when("2026-11-21T20:00:00+08:00", reply());
    unmerge(&mut survivor, &mut other, "2026-11-22T10:00:00+08:00");
    let breached = |promise: &str| {
        let of = |f: &Fact| matches!(f, Fact::Clocks(ClockFact::ClockBreached(f)) if f.clock.promise == promise);
        other.events.iter().find(|e| of(&e.fact)).unwrap().effective_at
    };
    assert_eq!(breached("initial_plan"), at("2026-11-21T14:30:00+08:00"), "not at the un-merge");
    assert_eq!(breached("contact"), at("2026-11-20T15:30:00+08:00"));
    let met = ClockState::Breached { met_at: Some(at("2026-11-21T20:00:00+08:00")) };
    assert_eq!(other.clock("contact").state, met, "late, by the case that went on with it");
    assert_eq!(survivor.state("initial_plan"), "breached", "a breach stands");
}

#[test]
fn a_merge_goes_round_no_circle_and_into_no_closed_case() {
    let mut one = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let mut two = Story::given(complaint(), "2026-11-20T14:00:00+08:00");
    merge(&mut one, &mut two, "2026-11-20T15:10:00+08:00");
    let now = at("2026-11-20T15:20:00+08:00");
    let back = absorb(number(1), now, vec![]);
    assert_eq!(
        two.try_at(now, back),
        Err(Rejection::Connections(ConnectionRejection::OtherNotOpen { state: State::Merged }))
    );
    let again = Command::Connections(ConnectionCommand::MergeInto { into: number(1), words: words() });
    assert_eq!(two.try_at(now, again), Err(Rejection::Connections(ConnectionRejection::GoesOn { into: number(1) })));
    let never = Command::Connections(ConnectionCommand::Unmerge { met: vec![], brought: vec![], words: words() });
    assert_eq!(one.try_at(now, never), Err(Rejection::State { act: "unmerge", state: State::Received }));
    assert_eq!(
        one.try_at(now, Command::Connections(ConnectionCommand::Release { other: number(9) })),
        Err(Rejection::NothingToChange)
    );
}

#[test]
fn urgency_told_while_merged_stays_with_the_case_that_was_told() {
    let mut survivor = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let mut other = Story::given(complaint(), "2026-11-20T14:00:00+08:00");
    merge(&mut survivor, &mut other, "2026-11-20T15:10:00+08:00");
    survivor.when("2026-11-20T15:20:00+08:00", call_from_customer());
    let told = survivor.case.seq;
    survivor.when("2026-11-20T15:30:00+08:00", danger_told_by(told));
    unmerge(&mut survivor, &mut other, "2026-11-20T15:40:00+08:00");
    assert!(survivor.due("initial_plan") <= at("2026-11-20T19:20:00+08:00"), "four hours, as told");
    assert_eq!(other.due("initial_plan"), at("2026-11-21T14:00:00+08:00"));
}

#[test]
fn a_part_keeps_the_receipt_of_the_whole_and_what_was_done_for_both() {
    let mut whole = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    whole.when("2026-11-20T15:20:00+08:00", reply());
    whole.when(
        "2026-11-20T18:00:00+08:00",
        Command::Connections(ConnectionCommand::Split { parts: vec![number(2)], words: words() }),
    );
    assert_eq!(whole.case.connections.parts, [number(2)]);
    let heard = at("2026-11-20T15:20:00+08:00");
    let met = vec![("contact".to_owned(), heard), ("next_word".to_owned(), heard)];
    let part = part_of(&whole, Origin { number: number(1), met, heard_at: Some(heard), owner: Some(4) });
    let state = |promise: &str| part.clocks.iter().find(|c| c.clock.promise == promise).unwrap().clock.state_word();
    assert_eq!((part.received_at, part.team.owner), (at("2026-11-20T15:00:00+08:00"), Some(4)));
    assert_eq!(state("contact"), "kept");
    assert_eq!(state("first_response"), "breached", "what nobody did for either is broken for both");
    assert_eq!(part.connections.links, [(number(1), LinkKind::SplitFrom)]);
    // The word before the split ended the first round for both; the second runs in each.
    let rounds = part.clocks.iter().filter(|c| c.clock.promise == "next_word");
    let rounds: Vec<_> = rounds.map(|c| (c.clock.run, c.clock.state_word(), c.clock.schedule.due_at)).collect();
    let due = [at("2026-11-21T15:00:00+08:00"), at("2026-11-21T15:20:00+08:00")];
    assert_eq!(rounds, [(1, "kept", due[0]), (2, "running", due[1])]);
}

/// What goes on as a case of its own at six in the evening.
fn part_of(whole: &Story, origin: Origin) -> Case {
    let policies = shipped();
    let context = DecisionContext { now: at("2026-11-20T18:00:00+08:00"), actor: Actor::Staff(1), policies: &policies };
    let told = Some(whole.case.received_at);
    let new = receive(Receipt { received: complaint(), received_at: told, origin: Some(origin) }, &context).unwrap();
    let placed = new.into_iter().zip(1..).map(|(new, seq)| homeward_domain::case::Event {
        seq,
        actor: context.actor,
        recorded_at: context.now,
        effective_at: new.effective_at,
        fact: new.fact,
    });
    Case::replay(&placed.collect::<Vec<_>>()).unwrap()
}

#[test]
fn nothing_is_split_into_nothing_and_a_link_stands_once() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let now = at("2026-11-20T15:10:00+08:00");
    assert_eq!(
        story.try_at(now, Command::Connections(ConnectionCommand::Split { parts: vec![], words: words() })),
        Err(Rejection::Connections(ConnectionRejection::EmptySplit))
    );
    let link =
        Command::Connections(ConnectionCommand::Link { other: number(2), how: LinkKind::SameIncident, words: None });
    story.when("2026-11-20T15:10:00+08:00", link.clone());
    assert_eq!(story.try_at(now, link), Err(Rejection::NothingToChange));
    story.when("2026-11-20T15:11:00+08:00", Command::Connections(ConnectionCommand::Unlink { other: number(2) }));
    assert!(story.case.connections.links.is_empty());
}
