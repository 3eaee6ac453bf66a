//! What did not happen is withdrawn: it proves nothing any more, and everything that
//! rested on it is judged as if it had never been written.

use crate::common::{Story, assigned, at, by_voice, complaint, message, plan, reply, says, slight, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ConversationCommand, CorrectionCommand, InvestigationCommand, TeamCommand,
    Telling,
};
use homeward_domain::case::event::{CaseReceived, ClockFact, CorrectionFact, Direction, History, MessageAct};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::rejection::{ClosingRejection, ConversationRejection, CorrectionRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Channel, EvidenceKind, PlanAnswer, Position, Respondent, State, WhoseWord};
use homeward_domain::promises::Proof;
use homeward_domain::triage::strategy::Duty;

const WRITER: Actor = Actor::Staff(1);

pub const LEAD: Actor = Actor::Staff(9);

pub fn withdrawn(story: &mut Story, now: &str, entry: i64) {
    story.try_as(LEAD, at(now), untrue(entry, true)).unwrap();
}

/// The place of the last entry of a kind.
pub fn last(story: &Story, kind: &str) -> i64 {
    story.events.iter().rfind(|event| event.fact.kind() == kind).unwrap().seq
}

fn rounds(story: &Story, promise: &str) -> Vec<&'static str> {
    let of = story.case.clocks.iter().filter(|c| c.clock.promise == promise);
    of.map(|c| c.clock.state_word()).collect()
}

fn tells(entry: i64) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
        message(Direction::Out, Channel::Phone, Some(true), None)
    else {
        unreachable!()
    };
    said.tells = Some(entry);
    Command::Conversation(ConversationCommand::RecordMessage(said))
}

fn later(command: Command, happened_at: &str) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut said)) = command else { unreachable!() };
    said.happened_at = Some(at(happened_at));
    Command::Conversation(ConversationCommand::RecordMessage(said))
}

#[test]
fn a_call_that_was_never_made_leaves_its_promises_open_while_there_is_time() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    assert_eq!((story.state("contact"), story.state("first_response")), ("kept", "kept"));
    let call = last(&story, "message_recorded");
    story.when("2026-11-20T15:20:00+08:00", untrue(call, false));
    assert_eq!((story.state("contact"), story.due("contact")), ("running", at("2026-11-20T16:00:00+08:00")));
    assert_eq!(story.state("first_response"), "running");
    assert_eq!(rounds(&story, "next_word"), ["running", "ended"], "the round that the call began is none");
    assert!(!story.case.conversation.answered);
    assert_eq!(story.case.withdrawn_by(call), Some(last(&story, "entry_corrected")));
    story.when("2026-11-20T15:30:00+08:00", assigned());
    assert_eq!(next_step(&story.case), Some(NextStep::Contact));
}

#[test]
fn one_that_is_withdrawn_too_late_was_broken_at_its_time_and_a_later_call_is_what_met_it() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    let call = last(&story, "message_recorded");
    story.when("2026-11-20T18:00:00+08:00", reply());
    story.when("2026-11-20T19:00:00+08:00", untrue(call, false));
    for promise in ["contact", "first_response"] {
        assert_eq!(story.state(promise), "breached", "{promise}");
    }
    let breach = story
        .events
        .iter()
        .find(|e| matches!(&e.fact, Fact::Clocks(ClockFact::ClockBreached(f)) if f.clock.promise == "contact"));
    assert_eq!(breach.unwrap().effective_at, at("2026-11-20T16:00:00+08:00"));
    let met = story.case.clocks.iter().find(|c| c.clock.promise == "contact").unwrap();
    assert_eq!(
        met.met_entry,
        Some(story.events.iter().filter(|e| e.fact.kind() == "message_recorded").nth(1).unwrap().seq)
    );
    assert_eq!(rounds(&story, "next_word"), ["kept", "ended", "running"]);
}

#[test]
fn what_another_word_has_kept_in_time_stays_kept() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    let call = last(&story, "message_recorded");
    story.when("2026-11-20T15:40:00+08:00", reply());
    story.when("2026-11-20T19:00:00+08:00", untrue(call, false));
    assert_eq!((story.state("contact"), story.state("first_response")), ("kept", "kept"));
}

#[test]
fn a_plan_that_nobody_told_waits_to_be_told_and_keeps_nothing() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:02:00+08:00", assigned());
    story.when("2026-11-20T15:10:00+08:00", plan(by_voice()));
    assert_eq!(story.state("initial_plan"), "kept");
    let said = last(&story, "message_recorded");
    story.when("2026-11-20T15:30:00+08:00", untrue(said, false));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("running", "running"));
    assert_eq!((story.case.state(), next_step(&story.case)), (State::Planned, Some(NextStep::Tell)));
    assert!(story.case.stands_on_page(said), "the plan stands on the page all the same");
    story.when("2026-11-20T15:40:00+08:00", tells(said));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("kept", "kept"));
    let told = last(&story, "message_recorded");
    story.when("2026-11-20T15:50:00+08:00", untrue(told, false));
    assert_eq!((story.state("initial_plan"), next_step(&story.case)), ("running", Some(NextStep::Tell)));
    // Whoever answers it has seen it.
    story.when("2026-11-20T16:30:00+08:00", says(1, 1, PlanAnswer::Refused));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("kept", "breached"));
}

#[test]
fn an_answer_shows_that_a_plan_was_put_whoever_is_said_to_have_told_it() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:10:00+08:00", plan(by_voice()));
    story.when("2026-11-20T17:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    let said = last(&story, "message_recorded");
    story.when("2026-11-20T18:00:00+08:00", untrue(said, false));
    let clock = story.case.clocks.iter().find(|c| c.clock.promise == "initial_plan").unwrap();
    assert_eq!((clock.clock.state_word(), clock.met_entry), ("kept", Some(last(&story, "plan_answered"))));
}

#[test]
fn a_result_and_a_final_answer_wait_to_be_told_again() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:02:00+08:00", assigned());
    story.when("2026-11-20T15:03:00+08:00", reply());
    for version in 1..=2 {
        story.when("2026-11-20T15:10:00+08:00", plan(by_voice()));
        story.when("2026-11-20T15:11:00+08:00", says(version, 1, PlanAnswer::Refused));
    }
    story.when(
        "2026-11-20T16:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: vec![] }),
    );
    assert_eq!((story.state("settle"), story.case.state()), ("kept", State::NotAgreed));
    let said = last(&story, "message_recorded");
    withdrawn(&mut story, "2026-11-20T17:00:00+08:00", said);
    assert_eq!((story.state("settle"), next_step(&story.case)), ("running", Some(NextStep::Tell)));
    assert_eq!(rounds(&story, "next_word"), ["kept", "kept", "kept", "running", "ended"], "a word again");
    story.when("2026-11-20T18:00:00+08:00", tells(said));
    story.when(
        "2026-11-20T18:01:00+08:00",
        Command::Closing(ClosingCommand::GiveResultNotice {
            words: words(),
            changed: None,
            how: by_voice(),
            complainants: vec![],
        }),
    );
    assert_eq!((story.state("settle"), story.state("result_notice")), ("kept", "kept"));
    let notice = last(&story, "message_recorded");
    withdrawn(&mut story, "2026-11-20T19:00:00+08:00", notice);
    assert_eq!((story.state("result_notice"), next_step(&story.case)), ("running", Some(NextStep::Tell)));
}

#[test]
fn who_looks_at_their_page_has_the_last_word_there_whoever_was_rung_up() {
    let mut story = Story::given(CaseReceived { channel: Channel::Web, ..complaint() }, "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    for version in 1..=2 {
        story.when("2026-11-20T15:10:00+08:00", plan(Telling::default()));
        story.when("2026-11-20T15:11:00+08:00", says(version, 1, PlanAnswer::Refused));
    }
    story.when(
        "2026-11-20T16:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: vec![] }),
    );
    let (said, before) = (last(&story, "message_recorded"), rounds(&story, "next_word"));
    withdrawn(&mut story, "2026-11-20T17:00:00+08:00", said);
    assert_eq!((story.state("settle"), rounds(&story, "next_word")), ("kept", before));
    assert!(story.case.conversation.tellings.waiting().next().is_none());
}

#[test]
fn attempts_and_questions_that_were_none_count_no_more() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:00:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    for day in ["20", "21", "22"] {
        let now = format!("2026-11-{day}T16:00:00+08:00");
        story.when(&now, message(Direction::Out, Channel::Phone, Some(false), None));
    }
    let attempt = last(&story, "message_recorded");
    story.when("2026-11-22T17:00:00+08:00", crate::common::sent(Channel::Email));
    story.when("2026-11-22T18:00:00+08:00", untrue(attempt, false));
    assert_eq!(story.case.conversation.attempts.len(), 2);
    let settled = story.try_at(at("2026-11-22T19:00:00+08:00"), Command::Closing(ClosingCommand::SettleUnreachable));
    assert_eq!(settled, Err(Rejection::Closing(ClosingRejection::NotTriedEnough { attempts: 2 })));
    for minute in ["01", "02"] {
        let now = format!("2026-11-22T19:{minute}:00+08:00");
        story.when(&now, message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::FactsAsked])));
    }
    assert_eq!(story.case.conversation.facts_asked, 2);
    let asked = last(&story, "message_recorded");
    story.when("2026-11-22T20:00:00+08:00", untrue(asked, false));
    assert_eq!(story.case.conversation.facts_asked, 1);
}

#[test]
fn words_that_belong_to_another_case_leave_with_what_they_began_and_the_next_ones_wait_in_their_place() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", reply());
    story.when("2026-11-20T15:10:00+08:00", message(Direction::In, Channel::Wechat, None, None));
    let theirs = last(&story, "message_recorded");
    assert_eq!((story.case.conversation.last_way_in, story.case.conversation.contacts), (Channel::Wechat, 1));
    story.when("2026-11-20T15:30:00+08:00", message(Direction::In, Channel::Wechat, None, None));
    story.when("2026-11-20T18:00:00+08:00", reply());
    assert_eq!(rounds(&story, "message_reply"), ["breached"]);
    let own = story.try_at(at("2026-11-20T18:30:00+08:00"), untrue(theirs, true));
    assert_eq!(
        own,
        Err(Rejection::Corrections(CorrectionRejection::OnlyByAnotherLead)),
        "a breach would be gone by the writer's own word"
    );
    withdrawn(&mut story, "2026-11-20T18:30:00+08:00", theirs);
    assert_eq!(rounds(&story, "message_reply"), ["ended", "breached"]);
    let anew = story.case.clocks.iter().rfind(|c| c.clock.promise == "message_reply").unwrap();
    assert_eq!(anew.began, at("2026-11-20T15:30:00+08:00"), "from the second message");
    assert_eq!(story.case.conversation.contacts, 1);
    let second = story.events.iter().filter(|e| e.fact.kind() == "message_recorded").nth(2).unwrap().seq;
    withdrawn(&mut story, "2026-11-20T18:40:00+08:00", second);
    assert_eq!(rounds(&story, "message_reply"), ["ended", "ended"]);
    assert_eq!((story.case.conversation.last_way_in, story.case.conversation.contacts), (Channel::Phone, 0));
}

#[test]
fn words_on_the_page_were_seen_by_nobody_who_never_wrote_there() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:10:00+08:00", message(Direction::In, Channel::App, None, None));
    let theirs = last(&story, "message_recorded");
    story.when("2026-11-20T15:20:00+08:00", plan(Telling::default()));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("kept", "kept"));
    withdrawn(&mut story, "2026-11-20T15:30:00+08:00", theirs);
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("running", "running"));
    assert!(story.case.conversation.tellings.waiting().next().is_some());
}

#[test]
fn what_others_are_said_to_have_done_is_open_again() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    let asked = homeward_domain::case::command::Question {
        respondent: Respondent::Supplier,
        to: "S-1".into(),
        calendar: None,
        words: words(),
    };
    story.when("2026-11-20T15:02:00+08:00", Command::Investigation(InvestigationCommand::AskQuestion(Box::new(asked))));
    story.when(
        "2026-11-20T15:03:00+08:00",
        Command::Investigation(InvestigationCommand::NameEvidence { what: EvidenceKind::Room, words: words() }),
    );
    story.when(
        "2026-11-20T15:10:00+08:00",
        Command::Investigation(InvestigationCommand::AnswerQuestion {
            question: 1,
            position: Position::Confirmed,
            words: words(),
        }),
    );
    story.when(
        "2026-11-20T15:11:00+08:00",
        Command::Investigation(InvestigationCommand::LoseEvidence { evidence: 1, words: words() }),
    );
    assert_eq!((story.state("supplier_reply"), story.state("evidence_secured")), ("kept", "ended"));
    for kind in ["question_answered", "evidence_lost"] {
        let entry = last(&story, kind);
        story.when("2026-11-20T16:00:00+08:00", untrue(entry, false));
    }
    assert_eq!((story.state("supplier_reply"), story.state("evidence_secured")), ("running", "running"));
    story.when(
        "2026-11-20T16:10:00+08:00",
        Command::Investigation(InvestigationCommand::AnswerQuestion {
            question: 1,
            position: Position::Confirmed,
            words: words(),
        }),
    );
    story.when(
        "2026-11-20T16:11:00+08:00",
        Command::Investigation(InvestigationCommand::SecureEvidence { evidence: 1, words: words() }),
    );
    assert_eq!((story.state("supplier_reply"), story.state("evidence_secured")), ("kept", "kept"));
    let secured = last(&story, "evidence_secured");
    withdrawn(&mut story, "2026-11-22T16:00:00+08:00", secured);
    assert_eq!(story.state("evidence_secured"), "breached");
}

#[test]
fn a_duty_a_step_and_a_finding_that_were_none_have_still_to_be() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:02:00+08:00", slight());
    story.when("2026-11-20T15:02:30+08:00", reply());
    story.when(
        "2026-11-20T15:03:00+08:00",
        Command::Team(TeamCommand::FulfilDuty { duty: Duty::RegretAtOnce, staff: None, at: None, words: words() }),
    );
    story.when("2026-11-20T15:04:00+08:00", Command::Team(TeamCommand::TakeStep { step: "call".into(), words: None }));
    story.when(
        "2026-11-20T15:05:00+08:00",
        Command::Investigation(InvestigationCommand::RecordFinding {
            whose: WhoseWord::Staff,
            happened_at: None,
            contradicts: None,
            words: words(),
        }),
    );
    assert_eq!(
        (story.case.team.duties.len(), story.case.team.steps.len(), story.case.state()),
        (1, 1, State::Investigating)
    );
    for kind in ["duty_fulfilled", "step_taken", "finding_recorded"] {
        let entry = last(&story, kind);
        story.when("2026-11-20T16:00:00+08:00", untrue(entry, false));
    }
    assert_eq!(
        (story.case.team.duties.len(), story.case.team.steps.len(), story.case.state()),
        (0, 0, State::Accepted)
    );
    story.when("2026-11-20T16:10:00+08:00", Command::Team(TeamCommand::TakeStep { step: "call".into(), words: None }));
}

#[test]
fn what_was_entered_late_is_broken_again_and_its_confirmation_can_be_taken_back() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T17:00:00+08:00", later(reply(), "2026-11-20T15:30:00+08:00"));
    let call = last(&story, "message_recorded");
    assert_eq!(story.state("contact"), "entered_late");
    story
        .try_as(
            LEAD,
            at("2026-11-20T17:10:00+08:00"),
            Command::Corrections(CorrectionCommand::ConfirmEntry { entry: call, words: None }),
        )
        .unwrap();
    let confirmed = |story: &Story| matches!(story.clock("contact").proof, Proof::EnteredLate { confirmed: true, .. });
    assert!(confirmed(&story));
    let confirmation = last(&story, "entry_confirmed");
    story.try_as(LEAD, at("2026-11-20T17:20:00+08:00"), untrue(confirmation, true)).unwrap();
    assert!(!confirmed(&story) && story.state("contact") == "entered_late");
    story.when("2026-11-20T17:30:00+08:00", untrue(call, false));
    assert_eq!((story.state("contact"), story.state("first_response")), ("breached", "breached"));
}

#[test]
fn a_withdrawal_stands_and_what_was_true_after_all_is_put_on_record_again_with_its_time() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:30:00+08:00", reply());
    let call = last(&story, "message_recorded");
    story.when("2026-11-26T15:00:00+08:00", untrue(call, false));
    let correction = last(&story, "entry_corrected");
    let again = story.try_as(LEAD, at("2026-11-26T15:10:00+08:00"), untrue(correction, true));
    assert_eq!(again, Err(Rejection::Corrections(CorrectionRejection::WithdrawalStands(correction))));
    let twice = story.try_as(LEAD, at("2026-11-26T15:10:00+08:00"), untrue(call, true));
    assert_eq!(twice, Err(Rejection::Corrections(CorrectionRejection::WithdrawnBefore(call))));
    let other = story.try_at(at("2026-11-26T15:20:00+08:00"), later(reply(), "2026-11-20T15:40:00+08:00"));
    assert_eq!(
        other,
        Err(Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max: 72 })),
        "it was after the entry"
    );
    story.when("2026-11-26T15:20:00+08:00", later(reply(), "2026-11-20T15:30:00+08:00"));
    assert_eq!(story.state("contact"), "entered_late", "somebody else confirms it now");
}

#[test]
fn a_call_whose_time_was_noted_wrong_is_put_on_record_again_with_the_right_one() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-21T15:30:00+08:00", later(reply(), "2026-11-21T15:10:00+08:00"));
    let call = last(&story, "message_recorded");
    assert_eq!(story.state("contact"), "breached");
    withdrawn(&mut story, "2026-11-25T15:00:00+08:00", call);
    let early = story.try_at(at("2026-11-25T15:10:00+08:00"), later(reply(), "2026-11-20T14:10:00+08:00"));
    assert_eq!(early, Err(Rejection::Conversation(ConversationRejection::HappenedBeforeReceipt)));
    story.when("2026-11-25T15:10:00+08:00", later(reply(), "2026-11-20T15:10:00+08:00"));
    assert_eq!(story.state("contact"), "entered_late", "within 72 hours before it was first put on record");
    // The same goes for the one that was entered again.
    let again = last(&story, "message_recorded");
    withdrawn(&mut story, "2026-11-25T15:20:00+08:00", again);
    story.when("2026-11-25T15:30:00+08:00", later(reply(), "2026-11-20T15:20:00+08:00"));
    assert_eq!(story.state("contact"), "entered_late");
}

#[test]
fn what_is_decided_or_done_by_the_program_names_the_act_that_puts_it_right() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T15:02:00+08:00", assigned());
    story.when("2026-11-20T15:03:00+08:00", plan(Telling::default()));
    story
        .try_as(
            Actor::Complainant(1),
            at("2026-11-20T15:04:00+08:00"),
            message(Direction::In, Channel::Web, None, None),
        )
        .unwrap();
    let theirs = last(&story, "message_recorded");
    story.when("2026-11-20T15:05:00+08:00", says(1, 1, PlanAnswer::Accepted));
    let refused = |story: &mut Story, entry| {
        story.try_as(LEAD, at("2026-11-20T16:00:00+08:00"), untrue(entry, true)).unwrap_err()
    };
    let (assigned, settled) = (last(&story, "case_assigned"), last(&story, "case_settled"));
    assert_eq!(
        refused(&mut story, assigned),
        Rejection::Corrections(CorrectionRejection::PutRightBy { act: "assignment" })
    );
    assert_eq!(
        refused(&mut story, settled),
        Rejection::Corrections(CorrectionRejection::FollowsFrom(last(&story, "plan_answered")))
    );
    // An agreed case takes no plan, and is not refused any more.
    for kind in ["case_accepted", "plan_proposed"] {
        let entry = last(&story, kind);
        assert_eq!(
            refused(&mut story, entry),
            Rejection::Corrections(CorrectionRejection::CannotBeWithdrawn(entry)),
            "{kind}"
        );
    }
    for kind in ["case_received", "clocks_started", "clock_met"] {
        let entry = last(&story, kind);
        assert_eq!(
            refused(&mut story, entry),
            Rejection::Corrections(CorrectionRejection::DoneByProgram(entry)),
            "{kind}"
        );
    }
    assert_eq!(refused(&mut story, theirs), Rejection::Corrections(CorrectionRejection::WrittenByThem(theirs)));
    assert_eq!(refused(&mut story, 9_999), Rejection::NoSuchEntry(9_999));
    assert_eq!(story.count(|fact| matches!(fact, Fact::Corrections(CorrectionFact::EntryCorrected(_)))), 0);
}

#[test]
fn the_writer_and_a_lead_withdraw_and_nobody_else() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    let call = last(&story, "message_recorded");
    let now = at("2026-11-20T15:20:00+08:00");
    assert_eq!(
        story.try_as(Actor::Staff(3), now, untrue(call, false)),
        Err(Rejection::Corrections(CorrectionRejection::OnlyByWriterOrLead))
    );
    assert_eq!(
        story.try_as(Actor::Token(1), now, untrue(call, false)),
        Err(Rejection::Corrections(CorrectionRejection::OnlyByWriterOrLead))
    );
    let mut of_lead =
        Story { policies: crate::common::shipped(), case: story.case.clone(), events: story.events.clone() };
    of_lead.try_as(Actor::Staff(3), now, untrue(call, true)).unwrap();
    story.try_as(WRITER, now, untrue(call, false)).unwrap();
}

#[test]
fn imported_history_stays_as_it_came() {
    let history = History { state: State::Resolved, result: None, ended_at: Some(at("2026-11-01T10:00:00+08:00")) };
    let received = CaseReceived { history: Some(history), ..complaint() };
    let told = Some(at("2026-10-20T10:00:00+08:00"));
    let mut story = Story::given_at(received, told, at("2026-11-20T15:00:00+08:00"), crate::common::shipped());
    let refused = story.try_as(LEAD, at("2026-11-20T16:00:00+08:00"), untrue(1, true));
    assert_eq!(refused, Err(Rejection::History));
}
