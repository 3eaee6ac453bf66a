//! What was spoken before it is written down: answers to plans, refusals, words at the
//! end stand at their own time, and what rested on them is judged by it.

use crate::common::{Story, at, by_voice, complaint, message, plan, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ConversationCommand, CorrectionCommand, PauseEnd, PlanCommand,
    Telling,
};
use homeward_domain::case::event::{CaseReceived, ClosingFact, Direction, MessageAct};
use homeward_domain::case::rejection::{ConversationRejection, CorrectionRejection};
use homeward_domain::case::{Case, Command, Fact, Rejection};
use homeward_domain::catalogue::{AnswerWay, Channel, Kind, PauseReason, PlanAnswer, RefusalGround};
use homeward_domain::promises::ClockState;
use homeward_domain::time::{Span, Timestamp};
use proptest::prelude::*;

const NOON: &str = "2026-11-20T12:00:00+08:00";

fn accepted(received: CaseReceived) -> Story {
    let mut story = Story::given(received, NOON);
    story.when(NOON, Command::Acceptance(AcceptanceCommand::Accept));
    story
}

fn then(happened_at: &str) -> Telling {
    Telling { happened_at: Some(at(happened_at)), ..by_voice() }
}

fn answer(version: i64, complainant: i64, answer: PlanAnswer, happened_at: &str) -> Command {
    let happened_at = (!happened_at.is_empty()).then(|| at(happened_at));
    let way = AnswerWay::Word;
    Command::Plans(PlanCommand::AnswerPlan {
        version,
        complainant,
        answer,
        option: None,
        way,
        words: None,
        happened_at,
    })
}

fn effective(story: &Story, is_it: impl Fn(&Fact) -> bool) -> Timestamp {
    story.events.iter().rfind(|event| is_it(&event.fact)).unwrap().effective_at
}

#[test]
fn a_plan_that_was_accepted_on_the_telephone_settles_the_case_when_they_said_so() {
    let mut story = accepted(complaint());
    let now = "2026-11-23T14:00:00+08:00";
    story.when(now, plan(then("2026-11-20T15:00:00+08:00")));
    let before = story.try_at(at(now), answer(1, 1, PlanAnswer::Accepted, "2026-11-20T14:00:00+08:00"));
    assert_eq!(
        before,
        Err(Rejection::Conversation(ConversationRejection::SaidBeforeItWas { at: at("2026-11-20T15:00:00+08:00") }))
    );
    for (told, why) in [
        ("2026-11-20T13:59:00+08:00", Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max: 72 })),
        ("2026-11-20T11:00:00+08:00", Rejection::Conversation(ConversationRejection::HappenedBeforeReceipt)),
        ("2026-11-23T15:00:00+08:00", Rejection::HappenedInFuture),
    ] {
        let refused = story.try_at(at(now), answer(1, 1, PlanAnswer::Accepted, told));
        assert_eq!(refused, Err(why), "the bounds are those of a call: {told}");
    }
    story.when(now, answer(1, 1, PlanAnswer::Accepted, "2026-11-20T15:00:00+08:00"));
    for promise in ["initial_plan", "settle"] {
        let (state, clock) = (story.state(promise), story.clock(promise).state);
        let in_time = ClockState::Breached { met_at: Some(at("2026-11-20T15:00:00+08:00")) };
        assert_eq!((state, clock), ("entered_late", in_time), "{promise}: the breach stays on record");
    }
    let settled = effective(&story, |fact| matches!(fact, Fact::Closing(ClosingFact::CaseSettled(_))));
    assert_eq!(settled, at("2026-11-20T15:00:00+08:00"));
    assert_eq!(story.case.closing.settled.map(|(_, at)| at), Some(settled));
    // Somebody else confirms it by the entry that proves it.
    let settling =
        story.events.iter().find(|event| matches!(event.fact, Fact::Closing(ClosingFact::CaseSettled(_)))).unwrap().seq;
    let confirm = Command::Corrections(CorrectionCommand::ConfirmEntry { entry: settling, words: None });
    assert_eq!(story.try_at(at(now), confirm.clone()), Err(Rejection::Corrections(CorrectionRejection::OwnEntry)));
    story.try_as(Actor::Staff(2), at(now), confirm).unwrap();
}

#[test]
fn a_negotiation_is_written_down_in_the_order_in_which_it_was_spoken() {
    let mut story = accepted(complaint());
    let now = "2026-11-22T16:00:00+08:00";
    story.when(now, plan(then("2026-11-20T14:00:00+08:00")));
    story.when(now, answer(1, 1, PlanAnswer::Refused, "2026-11-20T14:00:00+08:00"));
    story.when(now, plan(then("2026-11-22T15:00:00+08:00")));
    story.when(now, answer(2, 1, PlanAnswer::Refused, "2026-11-22T15:10:00+08:00"));
    let last = |told| {
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: then(told), complainants: vec![] })
    };
    let early = story.try_at(at(now), last("2026-11-22T15:05:00+08:00"));
    assert_eq!(
        early,
        Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: at("2026-11-22T15:10:00+08:00") }))
    );
    story.when(now, last("2026-11-22T15:20:00+08:00"));
    assert_eq!(story.clock("settle").state, ClockState::Met { at: at("2026-11-22T15:20:00+08:00") });
    let result = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: then("2026-11-22T15:30:00+08:00"),
        complainants: vec![],
    });
    story.when(now, result);
    assert_eq!(story.state("result_notice"), "kept");
}

#[test]
fn a_group_is_settled_with_the_last_of_them_in_whatever_order_it_is_written_down() {
    let two =
        || CaseReceived { complainants: [complaint().complainants, complaint().complainants].concat(), ..complaint() };
    for order in [[1, 2], [2, 1]] {
        let mut story = accepted(two());
        story.when("2026-11-20T13:00:00+08:00", plan(by_voice()));
        for who in order {
            let said = if who == 1 { "2026-11-20T18:00:00+08:00" } else { "2026-11-20T15:00:00+08:00" };
            story.when("2026-11-21T10:00:00+08:00", answer(1, who, PlanAnswer::Accepted, said));
        }
        let settled = story.case.closing.settled.map(|(_, at)| at);
        assert_eq!(settled, Some(at("2026-11-20T18:00:00+08:00")), "{order:?}");
        assert_eq!(story.due("result_notice"), at("2026-11-21T18:00:00+08:00"), "{order:?}");
    }
}

#[test]
fn whoever_had_us_wait_for_their_answer_ends_that_when_they_give_it() {
    let mut story = accepted(complaint());
    story.when("2026-11-20T13:00:00+08:00", plan(by_voice()));
    let due = story.due("settle");
    let pause = Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end: PauseEnd::At(at("2026-11-23T13:00:00+08:00")),
        by_lead: false,
        words: words(),
        how: by_voice(),
    });
    story.when("2026-11-20T14:00:00+08:00", pause);
    story.when("2026-11-21T14:00:00+08:00", answer(1, 1, PlanAnswer::Refused, "2026-11-20T16:00:00+08:00"));
    let waited = Span::hours(2);
    assert_eq!(story.due("settle"), due + waited, "and not until it was written down");
}

#[test]
fn a_refusal_that_was_told_in_time_was_decided_in_time() {
    let mut story = Story::given(complaint(), NOON);
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: then("2026-11-20T13:00:00+08:00"),
    });
    story.when("2026-11-23T11:00:00+08:00", refuse);
    assert_eq!(story.state("acceptance"), "entered_late", "the breach stays until somebody confirms it");
    assert_eq!(story.case.status.ended_at(), Some(at("2026-11-20T13:00:00+08:00")));
    // On their page alone it stands from now on.
    let mut story = Story::given(complaint(), NOON);
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: Telling::default(),
    });
    story.when("2026-11-23T11:00:00+08:00", refuse);
    assert_eq!(story.state("acceptance"), "breached");
    // Nobody is refused before they were accepted.
    let mut story = Story::given(complaint(), NOON);
    story.when("2026-11-20T14:00:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: then("2026-11-20T13:00:00+08:00"),
    });
    let early = story.try_at(at("2026-11-20T15:00:00+08:00"), refuse);
    assert_eq!(
        early,
        Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: at("2026-11-20T14:00:00+08:00") }))
    );
}

#[test]
fn whether_they_are_content_stands_at_the_time_at_which_they_said_it() {
    let mut story = accepted(CaseReceived { kind: Kind::Inquiry, ..complaint() });
    let solved = message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::SolutionTold]));
    story.when("2026-11-20T13:00:00+08:00", solved);
    story.when(
        "2026-11-20T14:00:00+08:00",
        Command::Closing(ClosingCommand::Resolve { words: None, how: Telling::default() }),
    );
    let told = |context: &str| {
        Command::Closing(ClosingCommand::RecordSatisfaction {
            content: true,
            rating: None,
            words: None,
            happened_at: Some(at(context)),
        })
    };
    let early = story.try_at(at("2026-11-21T10:00:00+08:00"), told("2026-11-20T13:30:00+08:00"));
    assert_eq!(
        early,
        Err(Rejection::Conversation(ConversationRejection::SaidBeforeItWas { at: at("2026-11-20T14:00:00+08:00") }))
    );
    story.when("2026-11-21T10:00:00+08:00", told("2026-11-20T18:00:00+08:00"));
    let said = effective(&story, |fact| matches!(fact, Fact::Closing(ClosingFact::SatisfactionTold(_))));
    assert_eq!(said, at("2026-11-20T18:00:00+08:00"));
}

/// A call that reached them, as it is written down later.
fn call(happened_at: Timestamp) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
        message(Direction::Out, Channel::Phone, Some(true), None)
    else {
        unreachable!()
    };
    said.happened_at = Some(happened_at);
    Command::Conversation(ConversationCommand::RecordMessage(said))
}

/// How the silences between our words are judged, and when we first spoke with them.
fn silences(story: &Story) -> Vec<(String, Timestamp, Timestamp, &'static str, Option<Timestamp>)> {
    let met_at = |state| match state {
        ClockState::Met { at } => Some(at),
        ClockState::Breached { met_at } => met_at,
        _ => None,
    };
    let told = story.case.clocks.iter().filter(|c| matches!(c.clock.promise.as_str(), "next_word" | "contact"));
    let told = told.map(|c| &c.clock).map(|clock| {
        (clock.promise.clone(), clock.start, clock.schedule.due_at, clock.state_word(), met_at(clock.state))
    });
    let mut all: Vec<_> = told.collect();
    all.sort();
    all
}

#[test]
fn a_silence_behind_a_call_counts_in_whatever_order_the_calls_are_written_down() {
    let (first, last) = ("2026-11-20T12:30:00+08:00", "2026-11-21T17:00:00+08:00");
    let written = |order: [&str; 2]| {
        let mut story = accepted(complaint());
        for told in order {
            story.when("2026-11-21T18:00:00+08:00", call(at(told)));
        }
        story
    };
    let (in_order, other) = (written([first, last]), written([last, first]));
    assert_eq!(silences(&other), silences(&in_order));
    let broken =
        silences(&other).into_iter().filter(|(promise, .., state, _)| promise == "next_word" && *state == "breached");
    assert_eq!(broken.count(), 1, "28.5 hours without a word");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn calls_come_to_the_same_in_every_order(
        minutes in prop::collection::btree_set(1_i64..4_300, 2..5),
        order in Just([0_usize, 1, 2, 3]).prop_shuffle(),
        until in 0_i64..2_000,
    ) {
        let minutes: Vec<i64> = minutes.into_iter().collect();
        let now = at(NOON) + Span::minutes((minutes.last().copied().unwrap() + until).min(4_310));
        let written = |order: &[usize]| {
            let mut story = accepted(complaint());
            for place in order.iter().filter(|place| **place < minutes.len()) {
                story.try_at(now, call(at(NOON) + Span::minutes(minutes[*place]))).unwrap();
            }
            story
        };
        let (in_order, other) = (written(&[0, 1, 2, 3]), written(&order));
        prop_assert_eq!(silences(&other), silences(&in_order));
        prop_assert_eq!(Case::replay(&other.events).unwrap(), other.case);
    }
}
