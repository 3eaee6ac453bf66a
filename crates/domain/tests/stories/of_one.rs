//! What of a case of several is one's own, and what becomes of the case when that goes
//! because they asked.

use crate::common::{Story, answers, at, by_voice, complaint, message, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ComplainantCommand, ConversationCommand, Erasing, PlanCommand, PrivacyCommand,
};
use homeward_domain::case::event::{CaseReceived, ConversationFact, Direction, PlanOption};
use homeward_domain::case::privacy::of_one::{OfOne, bodies_of};
use homeward_domain::case::rejection::{ComplainantRejection, PrivacyRejection};
use homeward_domain::case::{Command, Event, Fact, Rejection, Stance};
use homeward_domain::catalogue::{Channel, ErasureGround, PlanAnswer, State};
use homeward_domain::record::{ContentRef, SealedContent};

const NOON: &str = "2026-11-20T12:00:00+08:00";
const ONE: &str = "2026-11-20T13:00:00+08:00";
const TWO: &str = "2026-11-20T14:00:00+08:00";

fn body(slot: i64) -> ContentRef {
    SealedContent::new(slot, [9; 16], "{}".into()).reference
}

/// Three by telephone, whose persons stand in the slots 2 to 4 of the intake.
fn group() -> Story {
    let received = complaint();
    let one = |slot| {
        let mut one = received.complainants[0].clone();
        one.person = Some(body(slot));
        one
    };
    let complainants = (2..=4).map(one).collect();
    let mut story = Story::given(CaseReceived { complainants, ..received }, NOON);
    story.when(NOON, Command::Acceptance(AcceptanceCommand::Accept));
    story.when(NOON, crate::common::assigned());
    story.when(NOON, crate::common::slight());
    story
}

fn said(direction: Direction, complainants: &[i64]) -> Command {
    let reached = (direction == Direction::Out).then_some(true);
    let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
        message(direction, Channel::Phone, reached.or(Some(true)), None)
    else {
        unreachable!()
    };
    said.complainants = complainants.to_vec();
    Command::Conversation(ConversationCommand::RecordMessage(said))
}

fn last_message(story: &Story) -> i64 {
    let is_message = |event: &&Event| matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_)));
    story.events.iter().rfind(is_message).unwrap().seq
}

fn own(story: &Story, place: i64) -> Vec<(i64, i64)> {
    bodies_of(&story.events, &story.case, place)
}

fn erasure(story: &Story, place: i64) -> Command {
    let of_one = Some(OfOne { complainant: place, bodies: own(story, place) });
    Command::Privacy(PrivacyCommand::EraseContents(Erasing { of_one, ..Erasing::on(ErasureGround::PersonRequest) }))
}

fn plan(options: Vec<PlanOption>) -> Command {
    Command::Plans(PlanCommand::ProposePlan { options, words: words(), how: by_voice(), complainants: Vec::new() })
}

fn option(slot: i64, complainants: &[i64]) -> PlanOption {
    PlanOption { words: body(slot), measures: vec![], complainants: complainants.to_vec() }
}

#[test]
fn what_is_shared_goes_with_the_last_of_those_whom_it_is_for() {
    let mut story = group();
    story.when(ONE, said(Direction::In, &[2, 3]));
    let shared = (last_message(&story), 1);
    story.when(ONE, said(Direction::Out, &[2]));
    let alone = (last_message(&story), 1);
    assert_eq!(own(&story, 2), [(1, 3), alone]);
    assert_eq!(own(&story, 3), [(1, 4)]);
    assert_eq!(own(&story, 1), [(1, 2)], "what happened is what the others complain of");
    story.when(TWO, erasure(&story, 2));
    assert_eq!(own(&story, 3), [(1, 4), shared]);
    assert!(story.case.entry(1).unwrap().slots.contains(&4), "nobody else's went");
}

#[test]
fn an_option_that_is_for_them_alone_is_theirs() {
    let mut story = group();
    story.when(ONE, plan(vec![option(1, &[]), option(2, &[2])]));
    let plans = story.case.plans.all[0].entry;
    assert_eq!(own(&story, 2), [(1, 3), (plans, 2)]);
    assert_eq!(own(&story, 1), [(1, 2)]);
}

#[test]
fn whose_data_went_has_left_and_the_others_have_agreed_without_them() {
    let mut story = group();
    story.when(ONE, said(Direction::In, &[2]));
    story.when(ONE, plan(vec![option(1, &[])]));
    for place in [1, 3] {
        story.when(ONE, answers(place, PlanAnswer::Accepted));
    }
    story.when(TWO, erasure(&story, 2));
    assert_eq!((story.case.state(), story.case.complainants.stances[1]), (State::Agreed, Stance::Left));
    assert_eq!((story.case.complainants.members(), &story.case.complainants.gone), (vec![1, 3], &vec![2]));
    assert_eq!(story.state("settle"), "kept");
    assert_eq!(story.case.privacy.restriction, None);
}

#[test]
fn where_all_that_is_theirs_has_to_stay_it_is_refused_with_the_day_and_nothing_changes() {
    let mut story = group();
    story.when(ONE, plan(vec![option(1, &[])]));
    let refused = story.try_at(at(TWO), erasure(&story, 2));
    assert!(matches!(refused, Err(Rejection::Privacy(PrivacyRejection::RetentionRuns { .. }))), "{refused:?}");
    assert_eq!((story.case.privacy.restriction, story.case.complainants.members()), (None, vec![1, 2, 3]));
}

#[test]
fn who_had_accepted_has_done_so_and_is_owed_nothing_any_more() {
    let mut story = group();
    story.when(ONE, said(Direction::In, &[2]));
    story.when(ONE, plan(vec![option(1, &[])]));
    story.when(ONE, answers(2, PlanAnswer::Accepted));
    story.when(TWO, erasure(&story, 2));
    assert_eq!(story.case.complainants.stances[1], Stance::Accepted { version: 1, option: 1 });
    assert_eq!((story.case.state(), story.case.complainants.members()), (State::Planned, vec![1, 3]));
}

#[test]
fn where_nobody_is_left_nothing_runs() {
    let mut story = group();
    for place in [1, 3] {
        story.when(ONE, Command::Complainants(ComplainantCommand::LeaveGroup { complainant: place, words: words() }));
    }
    story.when(TWO, erasure(&story, 2));
    assert!(story.case.clocks.iter().all(|clock| clock.clock.next_alarm_at().is_none()));
}

#[test]
fn a_hold_stands_before_it_and_nobody_else_is_named() {
    let mut story = group();
    story.when(ONE, Command::Privacy(PrivacyCommand::SetHold { words: words() }));
    assert_eq!(story.try_at(at(TWO), erasure(&story, 2)), Err(Rejection::Privacy(PrivacyRejection::OnHold)));
    story.when(TWO, Command::Privacy(PrivacyCommand::LiftHold { words: words() }));
    let nobody = OfOne { complainant: 4, bodies: vec![(1, 2)] };
    let erasing = Erasing { of_one: Some(nobody), ..Erasing::on(ErasureGround::PersonRequest) };
    let refused = story.try_at(at(TWO), Command::Privacy(PrivacyCommand::EraseContents(erasing)));
    assert_eq!(refused, Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count: 3 })));
}
