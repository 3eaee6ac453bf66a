//! Of a promise one round counts at a time, whatever was withdrawn.

use crate::common::{Story, assigned, at, by_voice, complaint, message, plan, reply, slight, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ComplainantCommand, ConversationCommand, PlanCommand, Telling,
};
use homeward_domain::case::corrections::withdrawable::put_right;
use homeward_domain::case::event::PutRight;
use homeward_domain::case::event::{CaseReceived, Direction};
use homeward_domain::case::{Case, CaseClock, Command, Event};
use homeward_domain::catalogue::{AnswerWay, Channel, Kind, PlanAnswer};
use homeward_domain::promises::Subject;
use homeward_domain::time::Span;
use proptest::prelude::*;

const LEAD: Actor = Actor::Staff(9);

fn withdrawn(story: &mut Story, now: &str, entry: i64) {
    story.try_as(LEAD, at(now), untrue(entry, true)).unwrap();
}

fn last(story: &Story, kind: &str) -> i64 {
    story.events.iter().rfind(|event| event.fact.kind() == kind).unwrap().seq
}

fn rounds(story: &Story, promise: &str) -> Vec<&'static str> {
    let of = story.case.clocks.iter().filter(|c| c.clock.promise == promise);
    of.map(|c| c.clock.state_word()).collect()
}

fn refused(version: i64) -> Command {
    let (answer, way) = (PlanAnswer::Refused, AnswerWay::Word);
    Command::Plans(PlanCommand::AnswerPlan {
        version,
        complainant: 1,
        answer,
        option: None,
        way,
        words: None,
        happened_at: None,
    })
}

fn told_to(complainants: &[i64]) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
        message(Direction::Out, Channel::Phone, Some(true), None)
    else {
        unreachable!()
    };
    said.complainants = complainants.to_vec();
    Command::Conversation(ConversationCommand::RecordMessage(said))
}

#[test]
fn a_last_word_that_nobody_heard_leaves_the_round_before_it_and_none_beside() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    for version in 1..=2 {
        story.when("2026-11-20T15:10:00+08:00", plan(by_voice()));
        story.when("2026-11-20T15:11:00+08:00", refused(version));
    }
    story.when(
        "2026-11-20T16:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: vec![] }),
    );
    let said = last(&story, "message_recorded");
    withdrawn(&mut story, "2026-11-20T17:00:00+08:00", said);
    assert_eq!(rounds(&story, "next_word"), ["kept", "kept", "running", "ended"]);
    // It is one promise that is broken, and one that is kept by the next word.
    story.when("2026-11-22T17:00:00+08:00", reply());
    assert_eq!(rounds(&story, "next_word"), ["kept", "kept", "breached", "ended"]);
}

#[test]
fn a_group_waits_for_one_next_word_after_what_some_of_it_heard_is_withdrawn() {
    let received = CaseReceived { complainants: vec![complaint().complainants[0].clone(); 3], ..complaint() };
    let mut story = Story::given(received, "2026-11-20T12:00:00+08:00");
    for now in [Command::Acceptance(AcceptanceCommand::Accept), assigned(), slight()] {
        story.when("2026-11-20T12:00:00+08:00", now);
    }
    story.when("2026-11-20T13:00:00+08:00", told_to(&[1, 2]));
    let some = last(&story, "message_recorded");
    story.when("2026-11-20T14:00:00+08:00", told_to(&[3]));
    assert_eq!(rounds(&story, "next_word"), ["kept", "running"]);
    withdrawn(&mut story, "2026-11-20T15:00:00+08:00", some);
    assert_eq!(rounds(&story, "next_word"), ["running", "ended"]);
    story.when("2026-11-20T16:00:00+08:00", told_to(&[1, 2]));
    assert_eq!(rounds(&story, "next_word"), ["kept", "ended", "running"]);
}

#[test]
fn a_plan_told_to_some_of_a_group_and_withdrawn_is_the_same() {
    let received = CaseReceived { complainants: vec![complaint().complainants[0].clone(); 3], ..complaint() };
    let mut story = Story::given(received, "2026-11-20T12:00:00+08:00");
    for now in [Command::Acceptance(AcceptanceCommand::Accept), assigned(), slight()] {
        story.when("2026-11-20T12:00:00+08:00", now);
    }
    let plan_to = |to: &[i64], how: Telling| {
        let Command::Plans(PlanCommand::ProposePlan { options, words, .. }) = plan(Telling::default()) else {
            unreachable!()
        };
        Command::Plans(PlanCommand::ProposePlan { options, words, how, complainants: to.to_vec() })
    };
    story.when("2026-11-20T13:00:00+08:00", plan_to(&[1, 2], by_voice()));
    let some = last(&story, "message_recorded");
    story.when("2026-11-20T14:00:00+08:00", plan_to(&[3], by_voice()));
    withdrawn(&mut story, "2026-11-20T15:00:00+08:00", some);
    assert_eq!(rounds(&story, "next_word"), ["running", "ended"]);
}

#[test]
fn words_that_came_after_an_answer_was_heard_after_all_wait_for_their_own() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", message(Direction::In, Channel::Wechat, None, None));
    story.when("2026-11-20T15:02:00+08:00", message(Direction::In, Channel::App, None, None));
    story.when("2026-11-20T15:04:00+08:00", message(Direction::In, Channel::Phone, Some(true), None));
    let rang = last(&story, "message_recorded");
    // Who rang up is not taken to look at their page; who wrote there is.
    story.when("2026-11-20T15:05:00+08:00", message(Direction::Out, Channel::Web, None, None));
    story.when("2026-11-20T15:06:00+08:00", message(Direction::In, Channel::Wechat, None, None));
    assert_eq!(rounds(&story, "message_reply"), ["running"]);
    withdrawn(&mut story, "2026-11-20T15:07:00+08:00", rang);
    assert_eq!(rounds(&story, "message_reply"), ["kept", "running"]);
    let second = story.case.clocks.iter().rfind(|c| c.clock.promise == "message_reply").unwrap();
    assert_eq!(second.began, at("2026-11-20T15:06:00+08:00"));
}

#[test]
fn a_promise_that_was_broken_as_it_turns_out_is_not_made_a_second_time_when_the_case_is_taken_up() {
    let mut story = Story::given(complaint(), "2026-11-20T12:00:00+08:00");
    story.when("2026-11-20T12:00:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T12:10:00+08:00", plan(Telling::default()));
    story.when("2026-11-20T12:20:00+08:00", refused(1));
    let refusal = last(&story, "plan_answered");
    for (day, channel) in [("21", Channel::Phone), ("22", Channel::Video), ("23", Channel::Phone)] {
        let missed = message(Direction::Out, channel, Some(false), None);
        story.when(&format!("2026-11-{day}T10:00:00+08:00"), missed);
    }
    story.when("2026-11-23T11:00:00+08:00", crate::common::sent(Channel::Email));
    story.when("2026-11-23T11:10:00+08:00", Command::Closing(ClosingCommand::SettleUnreachable));
    story.when("2026-11-24T12:00:00+08:00", message(Direction::In, Channel::Email, None, None));
    assert_eq!(rounds(&story, "initial_plan"), ["kept", "running"]);
    withdrawn(&mut story, "2026-11-24T12:10:00+08:00", refusal);
    assert_eq!(rounds(&story, "initial_plan"), ["breached", "ended"]);
    story.when("2026-11-24T12:20:00+08:00", plan(by_voice()));
    assert!(!story.case.owes(homeward_domain::promises::MetBy::PlanProposed), "it is kept late");
}

/// Promises about the case of which more than one round counts still.
fn doubled(case: &Case) -> Vec<String> {
    let counts = |c: &&CaseClock| c.subject == Subject::Case && c.clock.is_open();
    let mut open: Vec<_> = case.clocks.iter().filter(counts).map(|c| c.clock.promise.clone()).collect();
    open.sort();
    open.chunk_by(|one, next| one == next).filter(|same| same.len() > 1).map(|same| same[0].clone()).collect()
}

fn is_of_people(event: &Event) -> bool {
    matches!(put_right(event), PutRight::Withdrawing | PutRight::WithdrawingByLead)
}

/// One thing that is done in a case, by its number; `n` is who of a group it is for, or
/// which of its entries it is about.
fn done(story: &Story, number: usize, n: i64) -> Command {
    let some = if n % 4 == 0 { vec![] } else { vec![n % 4] };
    let version = story.case.plans.all.last().map_or(1, |plan| plan.version);
    let how = if n % 2 == 0 { by_voice() } else { Telling::default() };
    let answered = |answer, option| {
        let (complainant, way) = (n % 3 + 1, AnswerWay::Word);
        Command::Plans(PlanCommand::AnswerPlan {
            version,
            complainant,
            answer,
            option,
            way,
            words: None,
            happened_at: None,
        })
    };
    match number {
        0 => Command::Acceptance(AcceptanceCommand::Accept),
        1 | 19..23 => told_to(&some),
        2 => message(Direction::In, Channel::Wechat, None, None),
        3 => message(Direction::In, Channel::Phone, Some(true), None),
        4 => {
            let Command::Plans(PlanCommand::ProposePlan { options, words, .. }) = plan(how) else { unreachable!() };
            Command::Plans(PlanCommand::ProposePlan { options, words, how, complainants: some })
        }
        5 => answered(PlanAnswer::Refused, None),
        6 => answered(PlanAnswer::Accepted, Some(1)),
        7 => Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how, complainants: some }),
        8 => Command::Closing(ClosingCommand::GiveResultNotice {
            words: words(),
            changed: None,
            how,
            complainants: some,
        }),
        9 => Command::Closing(ClosingCommand::Resolve { words: None, how }),
        10 => Command::Closing(ClosingCommand::RecordSatisfaction {
            content: n % 2 == 0,
            rating: None,
            words: Some(words()),
            happened_at: None,
        }),
        11 => Command::Closing(ClosingCommand::Reopen { new_facts: n % 2 == 0, reason: words() }),
        12 => Command::Closing(ClosingCommand::Withdraw { words: words() }),
        13 => message(Direction::Out, Channel::Phone, Some(false), None),
        14 => Command::Closing(ClosingCommand::SettleUnreachable),
        15 => crate::common::sent(Channel::Email),
        16 => Command::Complainants(ComplainantCommand::LeaveGroup { complainant: n % 3 + 1, words: words() }),
        17 => slight(),
        18 => reply(),
        _ => {
            let of_people = story.events.iter().filter(|event| is_of_people(event));
            let entries: Vec<i64> = of_people.map(|event| event.seq).collect();
            let place = usize::try_from(n).unwrap() % entries.len().max(1);
            untrue(entries.get(place).copied().unwrap_or(1), true)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_a_promise_one_round_counts_at_a_time_whatever_is_done_and_withdrawn(
        kind in prop::sample::select(vec![Kind::Complaint, Kind::Complaint, Kind::Inquiry]),
        members in 1_usize..4,
        acts in prop::collection::vec((0_usize..28, 0_i64..60, 1_i64..600), 1..40),
    ) {
        let complainants = vec![complaint().complainants[0].clone(); members];
        let mut story = Story::given(CaseReceived { kind, complainants, ..complaint() }, "2026-11-20T15:00:00+08:00");
        let mut now = at("2026-11-20T15:00:00+08:00");
        story.try_at(now, assigned()).unwrap();
        if kind == Kind::Complaint {
            story.try_at(now, Command::Acceptance(AcceptanceCommand::Accept)).unwrap();
        }
        for (number, n, minutes) in acts {
            now = now + Span::minutes(minutes);
            // What a rule forbids changes nothing.
            let command = done(&story, number, n);
            let taken = story.try_as(LEAD, now, command).is_ok();
            prop_assert!(doubled(&story.case).is_empty(), "{:?} after {number} {n}, {taken}", doubled(&story.case));
        }
        prop_assert_eq!(Case::replay(&story.events).unwrap(), story.case);
    }
}
