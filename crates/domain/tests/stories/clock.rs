//! How clocks behave, told as stories with times that a person can check.

use crate::common::{
    Story, at, by_voice, call_from_customer, complaint, danger_told_by, message, pressing, reply, sent, shipped, words,
};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{AcceptanceCommand, ClockCommand, ConversationCommand, PauseEnd, Telling, Words};
use homeward_domain::case::event::{ClockFact, Direction, History, MessageAct};
use homeward_domain::case::rejection::{ClockRejection, ConversationRejection, IntakeRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Channel, ExtensionReason, Kind, Nature, PauseReason, RefusalGround, State};
use homeward_domain::policies::Policies;
use homeward_domain::promises::Promise;
use homeward_domain::time::Span;

#[test]
fn a_complaint_runs_on_the_promises_of_the_public_page() {
    let story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    assert_eq!(story.due("contact"), at("2026-11-20T16:00:00+08:00"));
    assert_eq!(story.due("first_response"), at("2026-11-20T17:00:00+08:00"));
    assert_eq!(story.due("initial_plan"), at("2026-11-21T15:00:00+08:00"));
    assert_eq!(story.due("settle"), at("2026-11-23T15:00:00+08:00"));
}

#[test]
fn each_kind_runs_on_its_own_promises() {
    let promises = |kind| {
        let received = homeward_domain::case::event::CaseReceived { kind, ..complaint() };
        let story = Story::given(received, "2026-11-20T15:00:00+08:00");
        story.case.clocks.iter().map(|c| c.clock.promise.clone()).collect::<Vec<_>>()
    };
    assert_eq!(promises(Kind::Inquiry), ["acknowledge", "solution"]);
    assert_eq!(promises(Kind::Feedback), ["acknowledge", "feedback_answer"]);
    assert_eq!(promises(Kind::Praise), ["praise_passed"]);
    assert_eq!(promises(Kind::Emergency), ["emergency_taken", "emergency_reached", "emergency_word"]);
}

#[test]
fn a_call_that_reached_the_complainant_keeps_contact_and_first_response() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:40:00+08:00", reply());
    assert_eq!((story.state("contact"), story.state("first_response")), ("kept", "kept"));
    assert_eq!(story.state("settle"), "running");
}

#[test]
fn a_call_that_found_nobody_is_an_attempt_and_meets_nothing() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", message(Direction::Out, Channel::Phone, Some(false), None));
    assert_eq!((story.state("contact"), story.state("first_response")), ("running", "running"));
}

#[test]
fn a_written_word_counts_as_contact_only_in_the_way_they_used() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", sent(Channel::Email));
    assert_eq!(story.state("contact"), "running");
    story.when("2026-11-20T15:20:00+08:00", message(Direction::In, Channel::Email, None, None));
    story.when("2026-11-20T15:30:00+08:00", sent(Channel::Email));
    assert_eq!(story.state("contact"), "kept");
}

#[test]
fn an_automatic_reply_never_meets_a_promise() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let automatic = |acts| {
        Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
            direction: Direction::Out,
            channel: Channel::Phone,
            automatic: true,
            reached: None,
            told: None,
            tells: None,
            acts,
            received_at: None,
            happened_at: None,
            language: None,
            next_word_at: None,
            at_night: false,
            night: None,
            complainants: Vec::new(),
            despite: None,
            words: words(),
        })))
    };
    story.when("2026-11-20T15:00:05+08:00", automatic(None));
    assert_eq!((story.state("contact"), story.state("first_response")), ("running", "running"));
    let claims = automatic(Some(vec![MessageAct::ContentConfirmed]));
    assert_eq!(
        story.try_at(at("2026-11-20T15:01:00+08:00"), claims),
        Err(Rejection::Conversation(ConversationRejection::AutomaticMessage))
    );
}

#[test]
fn warnings_come_at_half_and_four_fifths_and_the_breach_at_the_due_time() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    for (now, warned) in [("15:29:59", 0), ("15:30:00", 50), ("15:48:00", 80), ("16:00:00", 80)] {
        story.when(&format!("2026-11-20T{now}+08:00"), Command::Clocks(ClockCommand::ReadClocks));
        assert_eq!(story.clock("contact").warned, warned, "{now}");
    }
    assert_eq!(story.state("contact"), "running");
    story.when("2026-11-20T16:00:00.000001+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.state("contact"), "breached");
}

#[test]
fn after_a_standstill_the_breach_stands_at_its_due_time_and_missed_warnings_are_left_out() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T16:45:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    let alarms: Vec<_> = story.events[2..].iter().map(|e| (e.fact.kind(), e.effective_at)).collect();
    assert_eq!(
        alarms,
        [
            ("clock_breached", at("2026-11-20T15:30:00+08:00")),
            ("clock_breached", at("2026-11-20T16:00:00+08:00")),
            ("clock_warned", at("2026-11-20T16:36:00+08:00")),
        ],
        "triage and contact broke; of the two warnings of first_response only the higher is told"
    );
}

#[test]
fn an_answer_given_before_anybody_noticed_cannot_beat_the_clock() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T16:00:01+08:00", reply());
    assert_eq!(story.state("contact"), "breached");
    assert_eq!(story.state("first_response"), "kept");
}

#[test]
fn danger_told_in_the_first_message_and_marked_a_day_later_counts_from_receipt() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:40:00+08:00", reply());
    assert_eq!(story.state("contact"), "kept", "by what was known then");
    story.when("2026-11-21T15:00:00+08:00", danger_told_by(1));
    assert_eq!(story.due("contact"), at("2026-11-20T15:15:00+08:00"));
    assert_eq!(story.state("contact"), "breached", "forty minutes were too long for a person in danger");
    assert_eq!(story.due("first_response"), at("2026-11-20T16:00:00+08:00"));
    assert_eq!(story.state("first_response"), "kept");
    assert_eq!(story.due("initial_plan"), at("2026-11-20T19:00:00+08:00"));
    assert_eq!(story.state("initial_plan"), "breached");
    assert_eq!(story.due("settle"), at("2026-11-23T15:00:00+08:00"));
}

#[test]
fn danger_told_by_a_later_call_counts_from_that_call() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T20:00:00+08:00", call_from_customer());
    let call = story.events.iter().find(|e| e.fact.kind() == "message_recorded").unwrap().seq;
    story.when("2026-11-20T21:30:00+08:00", danger_told_by(call));
    assert_eq!(story.due("initial_plan"), at("2026-11-21T00:00:00+08:00"), "four hours after the call");
    assert_eq!(story.state("initial_plan"), "running");
}

#[test]
fn a_case_that_calms_down_is_due_again_as_if_it_had_never_pressed() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", danger_told_by(1));
    assert_eq!(story.due("contact"), at("2026-11-20T15:15:00+08:00"));
    story.when("2026-11-20T15:02:00+08:00", pressing(Nature::General, false, 1));
    assert_eq!(story.due("contact"), at("2026-11-20T16:00:00+08:00"));
}

fn pause(end: PauseEnd) -> Command {
    Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end,
        by_lead: false,
        words: words(),
        how: by_voice(),
    })
}

#[test]
fn a_pause_over_a_weekend_with_a_makeup_workday_ends_where_a_calendar_says() {
    // Friday 18 September 2026, 15:00. Sunday the 20th is worked for the Mid-Autumn holiday.
    let mut story = Story::given(complaint(), "2026-09-18T14:00:00+08:00");
    story.when("2026-09-18T14:10:00+08:00", reply());
    let end = PauseEnd::AfterWorking { calendar: "cn_office".into(), time: Span::hours(8) };
    story.when("2026-09-18T15:00:00+08:00", pause(end));
    // Three hours on Friday until 18:00, five on Sunday: 9 to 12 and 13 to 15.
    let until = at("2026-09-20T15:00:00+08:00");
    assert_eq!(story.state("settle"), "paused");
    assert_eq!(story.clock("settle").next_alarm_at(), Some(until));
    story.when("2026-09-20T15:30:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.state("settle"), "running");
    assert_eq!(story.due("settle"), at("2026-09-23T14:00:00+08:00"), "72 h and the 48 h of the pause");
    assert_eq!(story.due("initial_plan"), at("2026-09-21T14:00:00+08:00"), "24 h and the 48 h of the pause");
}

#[test]
fn a_pause_that_waits_for_the_complainant_ends_with_their_answer() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:10:00+08:00", pause(PauseEnd::At(at("2026-11-22T15:10:00+08:00"))));
    assert_eq!(story.state("settle"), "paused");
    story.when("2026-11-20T17:10:00+08:00", call_from_customer());
    assert_eq!((story.state("settle"), story.due("settle")), ("running", at("2026-11-23T17:00:00+08:00")));
}

#[test]
fn a_working_time_clock_is_due_by_the_calendar_around_its_pause() {
    let settle = |p: &Promise| Promise { calendar: Some("cn_office".into()), within_minutes: 16 * 60, ..p.clone() };
    let promises = shipped().promises().iter().filter(|p| p.id == "settle").map(settle).collect();
    let policies = Policies::new(promises, shipped().calendars().cloned().collect());
    // Thursday 17 September 2026, 16:00: two hours count that day, eight on Friday.
    let mut story = Story::given_at(complaint(), None, at("2026-09-17T16:00:00+08:00"), policies);
    assert_eq!(story.due("settle"), at("2026-09-20T16:00:00+08:00"), "six more on the worked Sunday");
    story.when("2026-09-18T17:00:00+08:00", pause(PauseEnd::At(at("2026-09-20T14:00:00+08:00"))));
    assert_eq!(story.due("settle"), at("2026-09-21T12:00:00+08:00"), "seven hours were left at the pause");
}

#[test]
fn only_promises_that_allow_the_reason_pause_and_only_until_a_sound_end() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let now = at("2026-11-20T15:10:00+08:00");
    let past = pause(PauseEnd::At(at("2026-11-20T15:00:00+08:00")));
    assert_eq!(story.try_at(now, past), Err(Rejection::Clocks(ClockRejection::PauseEnd { days_max: 60 })));
    let unknown = pause(PauseEnd::AfterWorking { calendar: "moon".into(), time: Span::hours(1) });
    assert_eq!(story.try_at(now, unknown), Err(Rejection::Clocks(ClockRejection::NoSuchCalendar)));
    story.try_at(now, pause(PauseEnd::At(at("2026-11-22T15:00:00+08:00")))).unwrap();
    assert_eq!((story.state("contact"), story.state("settle")), ("kept", "paused"), "told in words by a person");
    story.when("2026-11-21T15:10:00+08:00", Command::Clocks(ClockCommand::ResumeClocks));
    assert_eq!(story.due("settle"), at("2026-11-24T15:00:00+08:00"));
    assert_eq!(
        story.try_at(at("2026-11-21T15:11:00+08:00"), Command::Clocks(ClockCommand::ResumeClocks)),
        Err(Rejection::Clocks(ClockRejection::NothingPaused))
    );
}

#[test]
fn a_new_version_of_promise_and_calendar_loses_no_pause() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T16:00:00+08:00", pause(PauseEnd::At(at("2026-11-22T15:00:00+08:00"))));
    story.when("2026-11-21T02:00:00+08:00", Command::Clocks(ClockCommand::ResumeClocks));
    assert_eq!(story.due("settle"), at("2026-11-24T01:00:00+08:00"), "72 h and 10 h of pause");

    let newer = |p: &Promise| Promise { version: 2, within_minutes: 48 * 60, ..p.clone() };
    let mut promises = story.policies.promises().to_vec();
    promises.extend(shipped().promises().iter().filter(|p| p.id == "settle").map(newer));
    story.policies = Policies::new(promises, shipped().calendars().cloned().collect());
    story.when("2026-11-21T03:00:00+08:00", Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(story.due("settle"), at("2026-11-23T01:00:00+08:00"), "48 h and the same 10 h of pause");
    assert_eq!(story.clock("settle").version, 2);
    let again = story.try_at(at("2026-11-21T03:01:00+08:00"), Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(again, Err(Rejection::NothingToChange));
}

#[test]
fn retargeting_repeats_no_warning_and_tells_only_the_highest_missed() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-22T03:00:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.clock("settle").warned, 50);
    let newer = |p: &Promise| Promise { version: 2, within_minutes: 40 * 60, ..p.clone() };
    let mut promises = story.policies.promises().to_vec();
    promises.extend(shipped().promises().iter().filter(|p| p.id == "settle").map(newer));
    story.policies = Policies::new(promises, vec![]);
    story.when("2026-11-22T03:00:01+08:00", Command::Clocks(ClockCommand::FollowPolicies));
    let warned = story.count(|f| matches!(f, Fact::Clocks(ClockFact::ClockWarned(w)) if w.clock.promise == "settle"));
    assert_eq!((warned, story.clock("settle").warned), (2, 80));
}

#[test]
fn the_settlement_is_extended_once_before_it_runs_out_and_never_counts_as_kept() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let extend = |due_at: &str| {
        Command::Clocks(ClockCommand::ExtendSettlement {
            reason: ExtensionReason::SupplierAbroad,
            due_at: at(due_at),
            words: words(),
            how: by_voice(),
        })
    };
    let now = at("2026-11-22T15:00:00+08:00");
    let present = at("2026-11-23T15:00:00+08:00");
    let short = story.try_at(now, extend("2026-11-23T15:00:00+08:00"));
    assert_eq!(short, Err(Rejection::Clocks(ClockRejection::ExtensionTooShort { present })));
    story.try_at(now, extend("2026-11-26T12:00:00+08:00")).unwrap();
    assert_eq!(story.due("settle"), at("2026-11-26T12:00:00+08:00"));
    assert!(story.clock("settle").is_extended());
    assert_eq!(
        story.try_at(now, extend("2026-11-30T12:00:00+08:00")),
        Err(Rejection::Clocks(ClockRejection::ExtensionNotAllowed))
    );
}

#[test]
fn an_open_case_that_comes_late_is_breached_on_arrival_at_its_true_due_times() {
    let now = at("2026-11-25T09:00:00+08:00");
    let story = Story::given_at(complaint(), Some(at("2026-11-23T09:00:00+08:00")), now, shipped());
    let on_arrival = story.events.iter().filter_map(|e| match &e.fact {
        Fact::Clocks(ClockFact::ClockBreached(b)) if b.on_arrival => Some((b.clock.promise.as_str(), e.effective_at)),
        _ => None,
    });
    let on_arrival: Vec<_> = on_arrival.collect();
    assert_eq!(on_arrival[0], ("triage", at("2026-11-23T09:30:00+08:00")));
    assert_eq!(on_arrival[1], ("contact", at("2026-11-23T10:00:00+08:00")));
    assert_eq!(on_arrival.len(), 7);
    assert_eq!((story.state("settle"), story.clock("settle").warned), ("running", 50));
}

#[test]
fn history_is_imported_not_replayed() {
    let ended = at("2020-01-09T10:00:00+08:00");
    let mut received = complaint();
    received.history = Some(History { state: State::Resolved, ended_at: Some(ended), result: Some(words()) });
    let told = Some(at("2020-01-06T12:09:38+08:00"));
    let mut story = Story::given_at(received, told, at("2026-11-20T15:00:00+08:00"), shipped());
    assert_eq!((story.case.state(), story.case.clocks.len(), story.events.len()), (State::Resolved, 0, 1));
    assert_eq!(
        story.try_at(at("2026-11-20T15:01:00+08:00"), Command::Acceptance(AcceptanceCommand::Accept)),
        Err(Rejection::History)
    );
}

#[test]
fn a_refusal_needs_a_ground_and_ends_what_still_ran() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let refuse = || {
        Command::Acceptance(AcceptanceCommand::Refuse {
            ground: RefusalGround::NotOurs,
            words: words(),
            how: Telling::default(),
        })
    };
    story.when("2026-11-20T16:30:00+08:00", refuse());
    assert_eq!(
        (story.state("contact"), story.state("acceptance"), story.state("settle")),
        ("breached", "kept", "ended")
    );
    let again = story.try_at(at("2026-11-20T16:31:00+08:00"), refuse());
    assert_eq!(again, Err(Rejection::State { act: "refuse", state: State::Refused }));
}

#[test]
fn an_anonymous_complaint_has_no_contact_clock() {
    let mut received = complaint();
    received.complainants[0].person = None;
    let story = Story::given(received, "2026-11-20T15:00:00+08:00");
    assert!(story.case.intake.anonymous && story.case.clocks.iter().all(|c| c.clock.promise != "contact"));
}

#[test]
fn a_receipt_in_the_future_is_refused() {
    let policies = shipped();
    let context = homeward_domain::case::DecisionContext {
        now: at("2026-11-20T15:00:00+08:00"),
        actor: Actor::System,
        policies: &policies,
    };
    let receipt = homeward_domain::case::Receipt {
        received: complaint(),
        received_at: Some(at("2026-11-20T15:02:00+08:00")),
        origin: None,
    };
    assert_eq!(
        homeward_domain::case::receive(receipt, &context),
        Err(Rejection::Intake(IntakeRejection::ReceivedInFuture))
    );
}

#[test]
fn that_a_clock_ran_out_the_program_says_whoever_let_it_look() {
    let mut story = Story::given(complaint(), "2026-11-20T12:00:00+08:00");
    story.when("2026-11-22T12:00:00+08:00", reply());
    let by = |is_it: fn(&Fact) -> bool| {
        let found: Vec<Actor> = story.events.iter().filter(|e| is_it(&e.fact)).map(|e| e.actor).collect();
        assert!(!found.is_empty());
        found
    };
    assert!(
        by(|fact| matches!(fact, Fact::Clocks(ClockFact::ClockBreached(_))))
            .iter()
            .all(|actor| *actor == Actor::System)
    );
    assert!(
        by(|fact| matches!(fact, Fact::Clocks(ClockFact::ClockMet(_)))).iter().all(|actor| *actor == Actor::Staff(1))
    );
}
