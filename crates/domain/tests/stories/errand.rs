//! What others do for the investigation, and when the complainant hears from us; told as stories.

use crate::common::{Story, at, complaint, danger_told_by, reply, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ConversationCommand, InvestigationCommand, Question, TeamCommand, TriageCommand, Words,
};
use homeward_domain::case::event::{Direction, MessageAct, TriageFact};
use homeward_domain::case::rejection::{ConversationRejection, InvestigationRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Channel, EscalationLevel, EvidenceKind, Kind, Nature, Position, Respondent, State};
use homeward_domain::promises::Clock;
use homeward_domain::time::Timestamp;

fn accepted(when: &str) -> Story {
    let mut story = Story::given(complaint(), when);
    story.when(when, Command::Acceptance(AcceptanceCommand::Accept));
    story
}

fn ask(respondent: Respondent) -> Command {
    Command::Investigation(InvestigationCommand::AskQuestion(Box::new(Question {
        respondent,
        to: "S-0012".into(),
        calendar: None,
        words: words(),
    })))
}

fn answered(question: i64) -> Command {
    Command::Investigation(InvestigationCommand::AnswerQuestion {
        question,
        position: Position::Disputed,
        words: words(),
    })
}

fn round<'a>(story: &'a Story, promise: &str, run: i64) -> &'a Clock {
    let of = |c: &&homeward_domain::case::CaseClock| c.clock.promise == promise && c.clock.run == run;
    &story.case.clocks.iter().find(of).unwrap().clock
}

fn says(next_word_at: Option<Timestamp>) -> Command {
    Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
        direction: Direction::Out,
        channel: Channel::Phone,
        automatic: false,
        reached: Some(true),
        told: None,
        tells: None,
        acts: Some(vec![MessageAct::ContentConfirmed]),
        received_at: None,
        happened_at: None,
        language: None,
        next_word_at,
        at_night: false,
        night: None,
        complainants: Vec::new(),
        despite: None,
        words: words(),
    })))
}

#[test]
fn a_time_named_for_the_next_word_is_not_later_than_what_is_promised_anyway() {
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    let now = at("2026-11-20T16:00:00+08:00");
    let latest = at("2026-11-21T16:00:00+08:00");
    let late = story.try_at(now, says(Some(at("2026-11-23T16:00:00+08:00"))));
    assert_eq!(late, Err(Rejection::Conversation(ConversationRejection::NextWordTooLate { latest })));
    story.try_at(now, says(Some(latest))).unwrap();
}

#[test]
fn a_supplier_has_a_day_and_two_hours_where_it_presses() {
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T16:00:00+08:00", ask(Respondent::Supplier));
    story.when("2026-11-20T16:30:00+08:00", ask(Respondent::Supplier));
    assert_eq!(story.case.state(), State::Investigating);
    assert_eq!(round(&story, "supplier_reply", 1).schedule.due_at, at("2026-11-21T16:00:00+08:00"));
    story.when("2026-11-20T17:00:00+08:00", answered(1));
    assert_eq!(round(&story, "supplier_reply", 1).state_word(), "kept");
    assert_eq!(round(&story, "supplier_reply", 2).state_word(), "running", "each question has its own clock");
    story.when("2026-11-20T17:10:00+08:00", danger_told_by(1));
    assert_eq!(round(&story, "supplier_reply", 2).schedule.due_at, at("2026-11-20T18:30:00+08:00"));
    assert_eq!(
        story.try_at(at("2026-11-20T17:20:00+08:00"), answered(1)),
        Err(Rejection::Investigation(InvestigationRejection::NoOpenErrand(1))),
        "answered already"
    );
}

#[test]
fn a_suppliers_clock_is_none_of_the_case_and_makes_it_no_graver() {
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    let due = story.case.next_due_at();
    story.when("2026-11-20T15:01:00+08:00", ask(Respondent::Department));
    assert_eq!(story.case.next_due_at(), due);
    assert!(story.case.next_alarm_at() < due, "yet it rings");
}

#[test]
fn a_department_answers_within_four_hours_of_its_calendar() {
    // Friday at four; two hours are left of the working day.
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T16:00:00+08:00", ask(Respondent::Department));
    assert_eq!(round(&story, "department_reply", 1).schedule.due_at, at("2026-11-23T11:00:00+08:00"));
}

#[test]
fn evidence_that_disappears_is_named_before_acceptance_and_secured_within_a_day() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let cctv = Command::Investigation(InvestigationCommand::NameEvidence { what: EvidenceKind::Cctv, words: words() });
    story.when("2026-11-20T15:10:00+08:00", cctv.clone());
    story.when("2026-11-20T15:20:00+08:00", cctv);
    assert_eq!(round(&story, "evidence_secured", 1).schedule.due_at, at("2026-11-21T15:10:00+08:00"));
    story.when(
        "2026-11-20T18:00:00+08:00",
        Command::Investigation(InvestigationCommand::SecureEvidence { evidence: 1, words: words() }),
    );
    story.when(
        "2026-11-20T18:10:00+08:00",
        Command::Investigation(InvestigationCommand::LoseEvidence { evidence: 2, words: words() }),
    );
    let states = [1, 2].map(|run| round(&story, "evidence_secured", run).state_word());
    assert_eq!(states, ["kept", "ended"], "what is gone was not kept");
}

#[test]
fn the_next_word_comes_when_we_said_and_three_days_later_while_we_wait_for_others() {
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    let named = at("2026-11-20T20:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", says(Some(named)));
    assert_eq!(round(&story, "next_word", 2).schedule.due_at, named);
    story.when("2026-11-20T19:00:00+08:00", says(None));
    assert_eq!(round(&story, "next_word", 3).schedule.due_at, at("2026-11-21T19:00:00+08:00"));
    story.when("2026-11-20T19:10:00+08:00", ask(Respondent::Supplier));
    story.when("2026-11-20T19:20:00+08:00", says(None));
    assert_eq!(round(&story, "next_word", 4).schedule.due_at, at("2026-11-23T19:20:00+08:00"), "the supplier has it");
    let late = story.try_at(at("2026-11-20T19:30:00+08:00"), says(Some(at("2026-12-20T20:00:00+08:00"))));
    assert_eq!(
        late,
        Err(Rejection::Conversation(ConversationRejection::NextWordTooLate {
            latest: at("2026-11-23T19:30:00+08:00")
        })),
        "not later than that"
    );
    let past = story.try_at(at("2026-11-20T19:40:00+08:00"), says(Some(at("2026-11-20T19:00:00+08:00"))));
    assert_eq!(past, Err(Rejection::Conversation(ConversationRejection::NextWordNotAhead)));
}

#[test]
fn an_inquiry_that_turns_into_a_complaint_counts_from_its_receipt() {
    let mut received = complaint();
    received.kind = Kind::Inquiry;
    let mut story = Story::given(received, "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", reply());
    story.when(
        "2026-11-20T17:00:00+08:00",
        Command::Triage(TriageCommand::ChangeKind { to: Kind::Complaint, reason: words() }),
    );
    assert_eq!(story.due("settle"), at("2026-11-23T15:00:00+08:00"));
    assert_eq!(story.state("solution"), "ended");
    assert_eq!(story.state("acknowledge"), "kept");
    assert_eq!(
        story.count(|f| matches!(f, Fact::Triage(TriageFact::KindChanged(f)) if f.from == Kind::Inquiry)),
        1,
        "the record keeps both"
    );
    let again = Command::Triage(TriageCommand::ChangeKind { to: Kind::Complaint, reason: words() });
    assert_eq!(story.try_at(at("2026-11-20T17:10:00+08:00"), again), Err(Rejection::NothingToChange));
}

#[test]
fn a_case_goes_up_and_never_down_and_abuse_takes_no_right() {
    let mut story = accepted("2026-11-20T15:00:00+08:00");
    let due = story.due("settle");
    let up = |to| Command::Team(TeamCommand::Escalate { to, words: words() });
    story.when("2026-11-20T15:10:00+08:00", up(EscalationLevel::Manager));
    let down = story.try_at(at("2026-11-20T15:20:00+08:00"), up(EscalationLevel::Lead));
    assert_eq!(down, Err(Rejection::NothingToChange));
    let review_at = at("2026-12-20T09:00:00+08:00");
    story.when(
        "2026-11-20T15:30:00+08:00",
        Command::Conversation(ConversationCommand::RestrictContact { review_at, words: words() }),
    );
    assert_eq!((story.case.conversation.restricted_until_review, story.due("settle")), (Some(review_at), due));
    let never = Command::Conversation(ConversationCommand::RestrictContact {
        review_at: at("2027-12-20T09:00:00+08:00"),
        words: words(),
    });
    assert_eq!(
        story.try_at(at("2026-11-20T15:40:00+08:00"), never),
        Err(Rejection::Conversation(ConversationRejection::ReviewDate { days_max: 90 }))
    );
    assert_eq!(story.case.triage.nature, Nature::General);
}
