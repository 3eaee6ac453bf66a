//! What was told earlier is written down later, with its time.

use crate::common::{Story, at, by_voice, plan, says, words};
use crate::telling::{NOON, case_of};
use homeward_domain::case::command::{ClosingCommand, Telling};
use homeward_domain::case::rejection::ConversationRejection;
use homeward_domain::case::{Command, Rejection};
use homeward_domain::catalogue::{Channel, Kind, PlanAnswer};

fn then(happened_at: &str) -> Telling {
    Telling { happened_at: Some(at(happened_at)), ..by_voice() }
}

#[test]
fn a_plan_that_was_told_yesterday_is_written_down_today_with_its_time() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-20T14:00:00+08:00", plan(then("2026-11-20T13:30:00+08:00")));
    let kept = |story: &Story, promise: &str| (story.state(promise), story.clock(promise).state);
    let in_time = homeward_domain::promises::ClockState::Met { at: at("2026-11-20T13:30:00+08:00") };
    assert_eq!(kept(&story, "initial_plan"), ("kept", in_time), "nobody had broken it yet");
    // Entered after it was due, the breach stays beside it until somebody confirms it.
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-22T12:00:00+08:00", plan(then("2026-11-20T20:00:00+08:00")));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("entered_late", "breached"));
    let said = story.events.iter().rfind(|event| event.fact.kind() == "message_recorded").unwrap();
    assert_eq!(said.effective_at, at("2026-11-20T20:00:00+08:00"));
    let early = story.try_at(at("2026-11-22T12:10:00+08:00"), plan(then("2026-11-20T19:00:00+08:00")));
    let was = at("2026-11-20T20:00:00+08:00");
    assert_eq!(
        early,
        Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: was })),
        "before the plan that it follows"
    );
    let page = Telling { happened_at: Some(was), ..Telling::default() };
    let on_page = story.try_at(at("2026-11-22T12:10:00+08:00"), plan(page));
    assert_eq!(
        on_page,
        Err(Rejection::Conversation(ConversationRejection::NotEnteredLater)),
        "what is put on the page stands there from now on"
    );
    let old = case_of(Kind::Complaint, Channel::Phone).try_at(at("2026-11-25T12:00:00+08:00"), plan(then(NOON)));
    assert_eq!(old, Err(Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max: 72 })));
}

#[test]
fn a_final_answer_and_a_result_are_written_down_with_the_time_at_which_they_were_told() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    for version in 1..=2 {
        story.when("2026-11-20T12:10:00+08:00", plan(by_voice()));
        story.when("2026-11-20T12:20:00+08:00", says(version, 1, PlanAnswer::Refused));
    }
    let last = Command::Closing(ClosingCommand::GiveFinalAnswer {
        words: words(),
        how: then("2026-11-20T18:00:00+08:00"),
        complainants: vec![],
    });
    story.when("2026-11-21T09:00:00+08:00", last);
    assert_eq!(story.state("settle"), "kept");
    assert_eq!(story.due("result_notice"), at("2026-11-21T18:00:00+08:00"), "from when they were told");
    let early = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: then("2026-11-20T17:00:00+08:00"),
        complainants: vec![],
    });
    let before = at("2026-11-20T18:00:00+08:00");
    let refused = story.try_at(at("2026-11-21T10:00:00+08:00"), early);
    assert_eq!(refused, Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: before })));
    let result = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: then("2026-11-21T08:00:00+08:00"),
        complainants: vec![],
    });
    story.when("2026-11-21T20:00:00+08:00", result);
    assert_eq!(story.state("result_notice"), "entered_late");
}
