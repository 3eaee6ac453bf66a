//! Clocks that a change had ended and that count again, told as stories.

use crate::common::{Story, at, by_voice, complaint, message, pressing, reply, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ObjectionDecision, PauseEnd, Telling, TriageCommand,
};
use homeward_domain::case::event::{CaseReceived, ClockFact, ClosingFact, Direction, MessageAct, ReopenCause};
use homeward_domain::case::{Command, Fact};
use homeward_domain::catalogue::{Channel, Kind, Nature, PauseReason, RefusalGround, State};

fn of_kind(kind: Kind) -> CaseReceived {
    CaseReceived { kind, ..complaint() }
}

fn becomes(to: Kind) -> Command {
    Command::Triage(TriageCommand::ChangeKind { to, reason: words() })
}

fn refused() -> Command {
    Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: Telling::default(),
    })
}

fn upheld() -> Command {
    Command::Acceptance(AcceptanceCommand::DecideObjection(ObjectionDecision {
        upheld: true,
        words: words(),
        how: by_voice(),
        alone: true,
    }))
}

fn rounds(story: &Story, promise: &str) -> usize {
    story.case.clocks.iter().filter(|c| c.clock.promise == promise).count()
}

#[test]
fn a_complaint_that_was_an_inquiry_for_an_hour_is_owed_all_that_a_complaint_is() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", becomes(Kind::Inquiry));
    assert_eq!((story.state("settle"), story.state("solution")), ("ended", "running"));
    story.when("2026-11-20T16:10:00+08:00", becomes(Kind::Complaint));
    assert_eq!(story.state("solution"), "ended");
    let states = ["first_response", "initial_plan", "settle", "investigation", "acceptance", "next_word"];
    assert_eq!(states.map(|promise| story.state(promise)), ["running"; 6]);
    assert_eq!(story.due("settle"), at("2026-11-23T15:00:00+08:00"), "from the receipt");
    assert_eq!((story.state("contact"), story.due("contact")), ("breached", at("2026-11-20T16:00:00+08:00")));
    assert_eq!(rounds(&story, "settle"), 1, "one promise, judged once");
}

#[test]
fn an_inquiry_that_was_something_else_meanwhile_is_still_owed_its_answer() {
    for other in [Kind::Complaint, Kind::Feedback, Kind::Praise, Kind::Emergency] {
        let mut story = Story::given(of_kind(Kind::Inquiry), "2026-11-20T15:00:00+08:00");
        story.when("2026-11-20T15:10:00+08:00", becomes(other));
        story.when("2026-11-20T15:12:00+08:00", becomes(Kind::Inquiry));
        assert_eq!((story.state("solution"), story.state("acknowledge")), ("running", "running"), "{other:?}");
        assert_eq!(story.due("solution"), at("2026-11-22T15:00:00+08:00"), "{other:?}");
    }
}

#[test]
fn what_was_kept_stays_kept_and_what_was_said_meanwhile_counts_when_it_was_said() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:05:00+08:00", becomes(Kind::Inquiry));
    story.when("2026-11-20T15:20:00+08:00", reply());
    story.when("2026-11-20T18:00:00+08:00", becomes(Kind::Complaint));
    assert_eq!((story.state("contact"), story.state("first_response")), ("kept", "kept"), "by the call of 15:20");
    let word = story.case.clocks.iter().rfind(|c| c.clock.promise == "next_word").unwrap();
    assert_eq!((word.clock.run, word.clock.schedule.due_at), (2, at("2026-11-21T15:20:00+08:00")));
    story.when("2026-11-20T18:01:00+08:00", becomes(Kind::Inquiry));
    story.when("2026-11-20T18:02:00+08:00", becomes(Kind::Complaint));
    assert_eq!((rounds(&story, "contact"), story.state("contact")), (1, "kept"));
}

#[test]
fn a_kind_changed_back_loses_no_pause() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let pause = Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end: PauseEnd::At(at("2026-11-21T15:30:00+08:00")),
        by_lead: false,
        words: words(),
        how: by_voice(),
    });
    story.when("2026-11-20T15:30:00+08:00", pause);
    story.when("2026-11-20T16:00:00+08:00", becomes(Kind::Inquiry));
    story.when("2026-11-20T17:00:00+08:00", becomes(Kind::Complaint));
    assert_eq!((story.state("settle"), story.due("settle")), ("paused", at("2026-11-24T15:00:00+08:00")));
    assert_eq!(story.state("contact"), "kept");
}

#[test]
fn an_objection_upheld_brings_back_what_the_refusal_had_ended_and_claims_no_new_facts() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:30:00+08:00", refused());
    assert_eq!((story.state("contact"), story.state("first_response")), ("ended", "ended"));
    story.when(
        "2026-11-20T15:40:00+08:00",
        Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant: 1, words: words() }),
    );
    story.when("2026-11-20T16:30:00+08:00", upheld());
    assert_eq!((story.state("contact"), story.due("contact")), ("breached", at("2026-11-20T16:00:00+08:00")));
    assert_eq!(story.state("acceptance"), "kept", "decided by the refusal, and for them by the objection");
    assert_eq!(
        (story.state("first_response"), story.due("first_response")),
        ("running", at("2026-11-20T17:00:00+08:00"))
    );
    let reopened = story.events.iter().find_map(|e| match &e.fact {
        Fact::Closing(ClosingFact::CaseReopened(f)) => Some((f.new_facts, f.cause)),
        _ => None,
    });
    assert_eq!(reopened, Some((false, Some(ReopenCause::ObjectionUpheld))));
    assert!(!story.case.closing.reopened_without_news, "nothing of it was handled before");
}

#[test]
fn a_case_taken_back_and_taken_up_again_is_owed_the_rest_of_its_time() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:20:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    story.when(
        "2026-11-25T15:20:00+08:00",
        Command::Closing(ClosingCommand::Reopen { new_facts: false, reason: words() }),
    );
    assert_eq!(story.case.state(), State::Investigating);
    let due = |text: &str| ("running", at(text));
    let of = |promise: &str| (story.state(promise), story.due(promise));
    assert_eq!(of("contact"), due("2026-11-25T16:00:00+08:00"), "forty minutes were left");
    assert_eq!(of("investigation"), due("2026-11-26T15:00:00+08:00"));
    assert_eq!(of("triage"), due("2026-11-25T15:30:00+08:00"));
    assert_eq!(story.state("acceptance"), "kept", "who takes it up accepts it");
    assert_eq!(
        story.count(|f| matches!(f, Fact::Clocks(ClockFact::ClockBreached(_)))),
        0,
        "nothing was owed while they had taken it back"
    );
}

#[test]
fn a_solution_told_at_once_is_an_acknowledgement_as_well() {
    let mut story = Story::given(of_kind(Kind::Inquiry), "2026-11-20T15:00:00+08:00");
    let solved = Some(vec![MessageAct::SolutionTold]);
    story.when("2026-11-20T15:05:00+08:00", message(Direction::Out, Channel::Phone, Some(true), solved));
    assert_eq!((story.state("solution"), story.state("acknowledge")), ("kept", "kept"));
}

#[test]
fn a_settled_complaint_changed_there_and_back_owes_no_plan_again() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story
        .when("2026-11-20T15:10:00+08:00", reply())
        .when("2026-11-20T15:11:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:12:00+08:00", pressing(Nature::Urgent, false, 1));
    story.when("2026-11-20T15:20:00+08:00", becomes(Kind::Inquiry));
    story.when("2026-11-20T15:30:00+08:00", becomes(Kind::Complaint));
    assert_eq!(story.due("initial_plan"), at("2026-11-20T19:00:00+08:00"), "as urgent as it was");
    assert_eq!(story.state("acceptance"), "kept");
}
