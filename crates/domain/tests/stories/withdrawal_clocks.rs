//! Clocks that count again because what met them was none.

use crate::common::{Story, at, by_voice, complaint, message, plan, reply, says, untrue, words};
use crate::withdrawal::{LEAD, last, withdrawn};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ConnectionCommand, ConversationCommand, PauseEnd,
};
use homeward_domain::case::event::{CaseReceived, Direction, MessageAct, Told};
use homeward_domain::case::rejection::CorrectionRejection;
use homeward_domain::case::{Command, Rejection};
use homeward_domain::catalogue::{Channel, PauseReason, PlanAnswer};
use homeward_domain::time::Span;

#[test]
fn a_clock_that_counts_again_has_paused_with_the_others() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:02:00+08:00", reply());
    for version in 1..=2 {
        story.when("2026-11-20T15:10:00+08:00", plan(by_voice()));
        story.when("2026-11-20T15:11:00+08:00", says(version, 1, PlanAnswer::Refused));
    }
    story.when("2026-11-20T16:00:00+08:00", plan(by_voice()));
    let due = story.due("settle");
    let pause = Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end: PauseEnd::At(at("2026-11-21T16:30:00+08:00")),
        by_lead: false,
        words: words(),
        how: by_voice(),
    });
    story.when("2026-11-20T16:30:00+08:00", pause);
    assert_eq!(story.due("settle"), due + Span::hours(24));
    let said = last(&story, "message_recorded");
    story.when("2026-11-20T17:00:00+08:00", untrue(said, false));
    assert_eq!(
        (story.state("settle"), story.due("settle")),
        ("paused", due + Span::hours(24)),
        "what is told of a pause is not the pause"
    );
}

#[test]
fn a_merged_case_is_parted_before_its_clocks_count_again() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    let call = last(&story, "message_recorded");
    story.when("2026-11-20T15:11:00+08:00", Command::Conversation(ConversationCommand::AddNote { words: words() }));
    let note = last(&story, "note_added");
    let into = homeward_domain::number::CaseNumber::new(7, at("2026-11-20T15:00:00+08:00"));
    story
        .when("2026-11-20T15:20:00+08:00", Command::Connections(ConnectionCommand::MergeInto { into, words: words() }));
    let refused = story.try_as(LEAD, at("2026-11-20T15:30:00+08:00"), untrue(call, true));
    assert_eq!(refused, Err(Rejection::Corrections(CorrectionRejection::PartFirst { into })));
    withdrawn(&mut story, "2026-11-20T15:30:00+08:00", note);
    story.when(
        "2026-11-20T15:40:00+08:00",
        Command::Connections(ConnectionCommand::Unmerge { met: vec![], brought: vec![], words: words() }),
    );
    withdrawn(&mut story, "2026-11-20T15:41:00+08:00", call);
    assert_eq!(story.state("contact"), "running");
}

#[test]
fn told_ways_are_all_withdrawn_alike() {
    for told in [Told::ByVoice, Told::HandedOver] {
        let mut story =
            Story::given(CaseReceived { channel: Channel::Counter, ..complaint() }, "2026-11-20T15:00:00+08:00");
        let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
            message(Direction::Out, Channel::Counter, None, Some(vec![MessageAct::ContentConfirmed]))
        else {
            unreachable!()
        };
        said.told = Some(told);
        story.when("2026-11-20T15:10:00+08:00", Command::Conversation(ConversationCommand::RecordMessage(said)));
        assert_eq!(story.state("contact"), "kept");
        let entry = last(&story, "message_recorded");
        story.when("2026-11-20T15:20:00+08:00", untrue(entry, false));
        assert_eq!(story.state("contact"), "running", "{told:?}");
    }
}
