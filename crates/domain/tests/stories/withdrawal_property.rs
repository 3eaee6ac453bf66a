//! Which entries can be withdrawn; and that a case without one is the case that never
//! had it.

use crate::common::{Story, at, by_voice, call_from_customer, complaint, message, plan, reply, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ConversationCommand, PlanCommand, Telling, Words,
};
use homeward_domain::case::corrections::withdrawable::put_right;
use homeward_domain::case::event::PutRight;
use homeward_domain::case::event::{Direction, MessageAct};
use homeward_domain::case::{Case, CaseClock, Command, Event, Fact};
use homeward_domain::catalogue::{AnswerWay, Channel, PlanAnswer};
use homeward_domain::promises::{ClockState, Subject};
use homeward_domain::record::SealedContent;
use homeward_domain::time::{Span, Timestamp};
use proptest::prelude::*;

const LEAD: Actor = Actor::Staff(9);

fn refused() -> Command {
    let (answer, way) = (PlanAnswer::Refused, AnswerWay::Word);
    Command::Plans(PlanCommand::AnswerPlan {
        version: 1,
        complainant: 1,
        answer,
        option: None,
        way,
        words: None,
        happened_at: None,
    })
}

#[test]
fn every_kind_of_entry_has_its_way_back() {
    let stored = include_str!("../fixtures/events.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut withdrawable: Vec<String> = stored
        .filter_map(|event| {
            let (kind, payload) = (event["kind"].as_str()?, event["payload"].as_str()?);
            let fact = Fact::decode(kind, event["version"].as_i64()?, payload).unwrap();
            let (recorded_at, effective_at) = (Timestamp(0), Timestamp(0));
            let event = Event { seq: 1, actor: Actor::Staff(1), recorded_at, effective_at, fact };
            matches!(put_right(&event), PutRight::Withdrawing | PutRight::WithdrawingWhileOpen).then(|| kind.to_owned())
        })
        .collect();
    withdrawable.sort_unstable();
    withdrawable.dedup();
    assert_eq!(
        withdrawable,
        [
            "case_withdrawn",
            "complainant_left",
            "duty_fulfilled",
            "entry_confirmed",
            "evidence_lost",
            "evidence_secured",
            "finding_recorded",
            "measure_done",
            "message_recorded",
            "note_added",
            "plan_answered",
            "proceeding_moved",
            "publication_supplier_told",
            "question_answered",
            "refusal_objected",
            "satisfaction_told",
            "site_check_reported",
            "step_taken",
            "translation_added",
        ]
    );
}

/// How clocks ended or stand, whatever ended without being judged left out.
fn judged(case: &Case) -> Vec<(String, Timestamp, &'static str, Option<Timestamp>)> {
    let mut all: Vec<_> = case
        .clocks
        .iter()
        .filter(|c| !matches!(c.clock.state, ClockState::Ended { .. }))
        .map(|c| {
            let met_at = match c.clock.state {
                ClockState::Met { at } => Some(at),
                ClockState::Breached { met_at } => met_at,
                _ => None,
            };
            // A breach on record stays there: what shows that they had heard in time stands
            // beside it, as where something is entered late.
            let state = c.clock.state_word();
            let state = if state == "entered_late" { "kept" } else { state };
            (c.clock.promise.clone(), c.began, state, met_at)
        })
        .collect();
    all.sort();
    all
}

/// Whether of each promise about the case one round at most counts still.
fn runs_once(case: &Case) -> bool {
    let counts = |c: &&CaseClock| c.subject == Subject::Case && c.clock.is_open();
    let mut open: Vec<_> = case.clocks.iter().filter(counts).map(|c| &c.clock.promise).collect();
    let all = open.len();
    open.sort();
    open.dedup();
    open.len() == all
}

/// One thing that is said or done, by its number.
fn act(number: usize, told: u8) -> Command {
    let said = |direction, channel, reached, acts| message(direction, channel, reached, acts);
    match number {
        0 => reply(),
        1 => said(Direction::Out, Channel::Phone, Some(false), None),
        2 => crate::common::sent(if told == 0 { Channel::Email } else { Channel::Wechat }),
        3 => call_from_customer(),
        4 => said(Direction::In, Channel::Wechat, None, None),
        5 => said(Direction::In, Channel::App, None, None),
        6 => said(Direction::Out, Channel::Web, None, Some(vec![MessageAct::ContentConfirmed])),
        7 => plan(if told == 0 { by_voice() } else { Telling::default() }),
        8 => Command::Conversation(ConversationCommand::AddNote { words: words() }),
        9 => refused(),
        _ => Command::Clocks(ClockCommand::ReadClocks),
    }
}

/// Words that are known apart from all others.
fn marked(command: Command) -> Command {
    let mark = SealedContent::new(1, [9; 16], "untrue".into()).reference;
    match command {
        Command::Conversation(ConversationCommand::RecordMessage(said)) => {
            Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words { words: mark, ..*said })))
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_case_without_an_entry_is_judged_as_if_it_had_never_been_written(
        acts in prop::collection::vec((0_usize..11, 0_u8..2, 1_i64..2_000), 1..12),
        untrue_one in 0_usize..7,
        place in 0_usize..12,
        told in 0_u8..2,
    ) {
        let began = at("2026-11-20T15:00:00+08:00");
        let (mut with, mut without) = (Story::given(complaint(), "2026-11-20T15:00:00+08:00"), Story::given(complaint(), "2026-11-20T15:00:00+08:00"));
        for story in [&mut with, &mut without] {
            story.try_at(began, Command::Acceptance(AcceptanceCommand::Accept)).unwrap();
        }
        let mut now = began;
        let mut entry = None;
        for (number, (which, told_so, minutes)) in acts.iter().enumerate() {
            now = now + Span::minutes(*minutes);
            if number == place.min(acts.len() - 1) {
                let known = with.case.seq;
                with.try_at(now, marked(act(untrue_one, told))).unwrap();
                let written = with.events.iter().find(|e| e.seq > known && e.fact.kind() == "message_recorded");
                entry = written.map(|e| e.seq);
                now = now + Span::minutes(1);
            }
            let done = without.try_at(now, act(*which, *told_so));
            // What another rule allows for the untrue one alone is another story.
            prop_assume!(with.try_at(now, act(*which, *told_so)).is_ok() == done.is_ok());
        }
        now = now + Span::minutes(1);
        with.try_as(LEAD, now, untrue(entry.unwrap(), true)).unwrap();
        without.try_at(now, Command::Clocks(ClockCommand::ReadClocks)).unwrap();
        prop_assert!(runs_once(&with.case), "{:?}", with.case.clocks);
        prop_assert_eq!(judged(&with.case), judged(&without.case));
        prop_assert_eq!(&with.case.conversation.attempts, &without.case.conversation.attempts);
        prop_assert_eq!(with.case.conversation.contacts, without.case.conversation.contacts);
        prop_assert_eq!(with.case.conversation.tellings.waiting().count(), without.case.conversation.tellings.waiting().count());
        let replayed = Case::replay(&with.events).unwrap();
        prop_assert_eq!(replayed, with.case);
    }

    #[test]
    fn nor_does_an_acceptance_that_nobody_gave_leave_anything(
        acts in prop::collection::vec((0_usize..11, 0_u8..2, 1_i64..2_000), 1..12),
        place in 0_usize..12,
    ) {
        let began = at("2026-11-20T15:00:00+08:00");
        let given = || Story::given(complaint(), "2026-11-20T15:00:00+08:00");
        let (mut with, mut without) = (given(), given());
        for story in [&mut with, &mut without] {
            story.try_at(began, Command::Acceptance(AcceptanceCommand::Accept)).unwrap();
            story.try_at(began, plan(by_voice())).unwrap();
        }
        let accepted = Command::Plans(PlanCommand::AnswerPlan {
            version: 1,
            complainant: 1,
            answer: PlanAnswer::Accepted,
            option: None,
            way: AnswerWay::Word,
            words: None, happened_at: None });
        let mut now = began;
        let mut entry = 0;
        for (number, (which, told_so, minutes)) in acts.iter().enumerate() {
            now = now + Span::minutes(*minutes);
            if number == place.min(acts.len() - 1) {
                with.try_at(now, accepted.clone()).unwrap();
                entry = with.events.iter().rfind(|e| e.fact.kind() == "plan_answered").unwrap().seq;
                now = now + Span::minutes(1);
            }
            // Plans and answers take another way once one is accepted: another story.
            let which = if matches!(*which, 7 | 9) { 0 } else { *which };
            let done = without.try_at(now, act(which, *told_so));
            prop_assert_eq!(with.try_at(now, act(which, *told_so)).is_ok(), done.is_ok());
        }
        now = now + Span::minutes(1);
        with.try_as(LEAD, now, untrue(entry, true)).unwrap();
        without.try_at(now, Command::Clocks(ClockCommand::ReadClocks)).unwrap();
        prop_assert!(runs_once(&with.case), "{:?}", with.case.clocks);
        prop_assert_eq!(judged(&with.case), judged(&without.case));
        prop_assert_eq!(&with.case.complainants.stances, &without.case.complainants.stances);
        prop_assert_eq!(with.case.state(), without.case.state());
        prop_assert_eq!(with.case.closing.settled, without.case.closing.settled);
        prop_assert_eq!(Case::replay(&with.events).unwrap(), with.case);
    }
}
