//! What can be put off, set back or left out, and by whom: told as stories.

use crate::common::{Story, assigned, at, by_voice, complaint, message, pressing, reply, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ComplainantCommand, CorrectionCommand, IntakeCommand,
    ObjectionDecision, PauseEnd, PlanCommand, PriorityChange, Telling, Triage, TriageCommand,
};
use homeward_domain::case::event::{
    CaseReceived, Complainant, Direction, MatterAdded, MessageAct, PlanOption, RepresentationEnded,
    RepresentativeNamed, ToldOfComplainant,
};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::rejection::{
    AcceptanceRejection, ClockRejection, ClosingRejection, ComplainantRejection, CorrectionRejection, TriageRejection,
};
use homeward_domain::case::{Command, Rejection};
use homeward_domain::catalogue::{
    AnswerWay, Channel, ClosingItem, ExtensionReason, Item, Kind, Nature, Outcome, PauseReason, PlanAnswer,
    RefusalGround, RepresentativeRole, State,
};
use homeward_domain::time::Timestamp;

const THREE: &str = "2026-11-20T15:00:00+08:00";

fn set_back(by_lead: bool) -> Command {
    let pressure = Some(PriorityChange { nature: Nature::General, danger: false, carried_by: 1, by_lead });
    Command::Triage(TriageCommand::Triage(Box::new(Triage {
        subject: None,
        pressure,
        judgement: None,
        own_grade: None,
        reason: words(),
    })))
}

fn extended(due_at: Timestamp) -> Command {
    Command::Clocks(ClockCommand::ExtendSettlement {
        reason: ExtensionReason::Carrier,
        due_at,
        words: words(),
        how: by_voice(),
    })
}

fn paused(until: &str, by_lead: bool) -> Command {
    let end = PauseEnd::At(at(until));
    Command::Clocks(ClockCommand::PauseClocks {
        reason: PauseReason::WaitingForCustomer,
        end,
        by_lead,
        words: words(),
        how: by_voice(),
    })
}

#[test]
fn urgent_by_mistake_is_set_back_with_every_due_time_as_it_was_and_broken_stays_broken() {
    let mut story = Story::given(complaint(), THREE);
    let before = (story.due("first_response"), story.due("initial_plan"));
    story.when("2026-11-20T15:05:00+08:00", pressing(Nature::Urgent, false, 1));
    assert_ne!((story.due("first_response"), story.due("initial_plan")), before);
    story.when("2026-11-20T15:10:00+08:00", set_back(false));
    assert_eq!((story.due("first_response"), story.due("initial_plan")), before, "as if it had never pressed");
    // A second time it stays urgent for an hour, and a promise is broken by then.
    story.when("2026-11-20T15:11:00+08:00", pressing(Nature::Urgent, false, 1));
    story.when("2026-11-20T16:10:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.state("first_response"), "breached");
    let late = at("2026-11-20T16:11:00+08:00");
    assert_eq!(
        story.try_at(late, set_back(false)),
        Err(Rejection::Triage(TriageRejection::OnlyByLead { minutes: 15 }))
    );
    story.when("2026-11-20T16:12:00+08:00", set_back(true));
    assert_eq!((story.state("first_response"), story.due("initial_plan")), ("breached", before.1));
}

#[test]
fn the_outcome_of_a_group_is_agreed_partly_agreed_or_not_agreed() {
    let one: Complainant = complaint().complainants[0].clone();
    for (accepts, outcome) in [(2, Outcome::Agreed), (1, Outcome::PartlyAgreed), (0, Outcome::NotAgreed)] {
        let mut story = Story::given(CaseReceived { complainants: vec![one.clone(); 2], ..complaint() }, THREE);
        story.when(THREE, reply()).when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
        for version in [1, 2] {
            let option = PlanOption { words: words(), measures: vec![], complainants: Vec::new() };
            let plan = Command::Plans(PlanCommand::ProposePlan {
                options: vec![option],
                words: words(),
                how: by_voice(),
                complainants: Vec::new(),
            });
            story.when(THREE, plan);
            for complainant in 1..=2 {
                let answer = if complainant <= accepts { PlanAnswer::Accepted } else { PlanAnswer::Refused };
                let says = Command::Plans(PlanCommand::AnswerPlan {
                    version,
                    complainant,
                    answer,
                    option: None,
                    way: AnswerWay::Word,
                    words: None,
                    happened_at: None,
                });
                // Whoever accepted the first plan keeps it.
                let _ = story.try_at(at(THREE), says);
            }
            if story.case.closing.settled.is_some() {
                break;
            }
        }
        if story.case.closing.settled.is_none() {
            story.when(
                THREE,
                Command::Closing(ClosingCommand::GiveFinalAnswer {
                    words: words(),
                    how: by_voice(),
                    complainants: Vec::new(),
                }),
            );
        }
        assert_eq!(story.case.outcome(), Some(outcome), "{accepts} accept");
    }
}

#[test]
fn what_is_no_complaint_needs_no_acceptance_and_its_answer_keeps_the_promise_of_a_solution() {
    for kind in [Kind::Inquiry, Kind::Feedback, Kind::Praise, Kind::Emergency] {
        let mut story = Story::given(CaseReceived { kind, ..complaint() }, THREE);
        story.when("2026-11-20T15:20:00+08:00", reply()).when("2026-11-20T15:21:00+08:00", assigned());
        story.when(
            "2026-11-20T16:00:00+08:00",
            Command::Closing(ClosingCommand::Resolve { words: None, how: by_voice() }),
        );
        assert_eq!(story.case.state(), State::Resolved, "{kind:?}");
        let promise = match kind {
            Kind::Inquiry => "solution",
            Kind::Feedback => "feedback_answer",
            Kind::Praise => "praise_passed",
            _ => continue,
        };
        assert_eq!(story.state(promise), "kept");
    }
    let mut change = Story::given(CaseReceived { kind: Kind::Change, ..complaint() }, THREE);
    let early = change.try_at(
        at("2026-11-20T16:00:00+08:00"),
        Command::Closing(ClosingCommand::Resolve { words: None, how: by_voice() }),
    );
    assert_eq!(early, Err(Rejection::State { act: "resolve", state: State::Received }), "a change is taken up first");
}

#[test]
fn nothing_is_closed_before_its_kind_has_its_answer() {
    let open = |kind| Story::given(CaseReceived { kind, ..complaint() }, THREE);
    let close = |how: Telling| Command::Closing(ClosingCommand::Resolve { words: Some(words()), how });
    let now = at("2026-11-20T15:01:00+08:00");
    for (kind, lacks) in [
        (Kind::Inquiry, vec![ClosingItem::Solution]),
        (Kind::Feedback, vec![ClosingItem::FeedbackAnswer]),
        (Kind::Praise, vec![ClosingItem::PraisePassed]),
        (Kind::Emergency, vec![ClosingItem::EmergencyTaken, ClosingItem::EmergencyReached]),
    ] {
        let mut story = open(kind);
        let lacks = Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }));
        assert_eq!(
            story.try_at(now, Command::Closing(ClosingCommand::Resolve { words: None, how: by_voice() })),
            lacks,
            "{kind:?}"
        );
        assert_eq!(story.try_at(now, close(Telling::default())), lacks, "{kind:?}: nobody heard what is on a page");
        story.when("2026-11-20T15:02:00+08:00", assigned());
        assert_eq!(next_step(&story.case), Some(NextStep::Contact), "{kind:?}: the desk says what is missing");
        story.when("2026-11-20T15:03:00+08:00", close(by_voice()));
        assert_eq!(story.case.state(), State::Resolved, "{kind:?}: said at the closing");
    }
    let mut solved = open(Kind::Inquiry);
    solved.when("2026-11-20T15:03:00+08:00", close(by_voice()));
    assert_eq!((solved.state("solution"), solved.state("acknowledge")), ("kept", "kept"), "at one stroke");
}

#[test]
fn a_settlement_is_extended_by_thirty_days_at_most() {
    let mut story = Story::given(complaint(), THREE);
    story.when(THREE, reply()).when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
    let refused = story.try_at(at("2026-11-20T16:00:00+08:00"), extended(at("2026-12-24T15:00:00+08:00")));
    assert_eq!(refused, Err(Rejection::Clocks(ClockRejection::ExtensionTooLong { days_max: 30 })));
    story.when("2026-11-20T16:00:00+08:00", extended(at("2026-12-23T15:00:00+08:00")));
    assert_eq!(story.due("settle"), at("2026-12-23T15:00:00+08:00"));
}

#[test]
fn pauses_for_one_reason_add_to_no_more_than_is_allowed_without_a_lead() {
    let mut story = Story::given(complaint(), THREE);
    story.when(THREE, reply()).when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T16:00:00+08:00", paused("2026-12-10T16:00:00+08:00", false));
    story.when("2026-12-10T16:00:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    let again = paused("2026-12-21T16:00:00+08:00", false);
    let refused = story.try_at(at("2026-12-10T17:00:00+08:00"), again);
    assert_eq!(
        refused,
        Err(Rejection::Clocks(ClockRejection::PausedTooLong { days_max: 30 })),
        "twenty days and eleven"
    );
    story.when("2026-12-10T17:00:00+08:00", paused("2026-12-21T16:00:00+08:00", true));
    assert_eq!(story.state("settle"), "paused", "a lead may");
}

#[test]
fn missing_facts_are_a_ground_once_they_were_asked_for_twice() {
    let mut story = Story::given(complaint(), THREE);
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NoFacts,
        words: words(),
        how: Telling::default(),
    });
    let asked = || message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::FactsAsked]));
    let try_it = |story: &mut Story| story.try_at(at("2026-11-20T16:00:00+08:00"), refuse.clone());
    assert_eq!(try_it(&mut story), Err(Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked: 0 })));
    story.when("2026-11-20T15:10:00+08:00", asked());
    assert_eq!(try_it(&mut story), Err(Rejection::Acceptance(AcceptanceRejection::NotAskedTwice { asked: 1 })));
    story.when("2026-11-20T15:30:00+08:00", asked());
    assert_eq!(try_it(&mut story), Ok(()));
}

#[test]
fn a_refusal_is_objected_to_once_whatever_came_of_it() {
    let mut story = Story::given(complaint(), THREE);
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: by_voice(),
    });
    let object = || Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant: 1, words: words() });
    story.when(THREE, refuse).when("2026-11-20T16:00:00+08:00", object());
    let again = at("2026-11-20T17:00:00+08:00");
    assert_eq!(
        story.try_at(again, object()),
        Err(Rejection::Acceptance(AcceptanceRejection::ObjectedBefore)),
        "while it waits for its decision"
    );
    let decision = ObjectionDecision { upheld: false, words: words(), how: by_voice(), alone: false };
    let decided = story.try_as(
        Actor::Staff(2),
        at("2026-11-20T18:00:00+08:00"),
        Command::Acceptance(AcceptanceCommand::DecideObjection(decision)),
    );
    assert_eq!(decided, Ok(()), "by somebody else than who refused");
    assert_eq!(
        story.try_at(at("2026-11-20T19:00:00+08:00"), object()),
        Err(Rejection::Acceptance(AcceptanceRejection::ObjectedBefore))
    );
}

/// Somebody who acts for the one who complains; 0 stands for the next.
fn acts_for_them(representative: i64) -> Command {
    Command::Complainants(ComplainantCommand::NameRepresentative(Box::new(RepresentativeNamed {
        representative,
        complainants: vec![1],
        role: RepresentativeRole::Agent,
        person: words(),
        authorisation: None,
        file: None,
    })))
}

#[test]
fn fifty_may_act_for_those_of_a_case_and_no_more() {
    let mut story = Story::given(complaint(), THREE);
    for _ in 0..50 {
        story.when(THREE, acts_for_them(0));
    }
    assert_eq!(
        story.try_at(at(THREE), acts_for_them(0)),
        Err(Rejection::Complainants(ComplainantRejection::TooManyRepresentatives(50)))
    );
    story.when(THREE, acts_for_them(50));
    assert_eq!(story.case.complainants.representatives.len(), 50, "who is named already may be told anew");
}

#[test]
fn an_entry_is_confirmed_only_where_a_clock_rests_on_it() {
    let mut story = Story::given(complaint(), THREE);
    story.when("2026-11-20T15:10:00+08:00", reply());
    let later = at("2026-11-20T16:00:00+08:00");
    for entry in [1, story.case.seq, 999] {
        let confirm = Command::Corrections(CorrectionCommand::ConfirmEntry { entry, words: None });
        assert_eq!(
            story.try_at(later, confirm),
            Err(Rejection::Corrections(CorrectionRejection::NothingToConfirm(entry)))
        );
    }
}

#[test]
fn in_a_sealed_file_contact_points_are_put_right_and_a_right_to_act_ends_and_nothing_else() {
    let mut story = Story::given(complaint(), THREE);
    story.when(THREE, acts_for_them(0)).when(THREE, Command::Closing(ClosingCommand::Withdraw { words: words() }));
    story.when(THREE, Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }));
    let told = |complainant| ToldOfComplainant {
        complainant,
        person: Some(words()),
        desired_outcome: None,
        complainant_type: None,
        language: None,
    };
    let contacts = |complainant| MatterAdded {
        told: vec![Item::Contact],
        of_complainant: Some(told(complainant)),
        ..MatterAdded::default()
    };
    let later = at("2026-11-21T15:00:00+08:00");
    let sealed = |act| Err(Rejection::State { act, state: State::Archived });
    assert_eq!(
        story.try_at(later, Command::Intake(IntakeCommand::AddToMatter(Box::new(contacts(1))))),
        sealed("additions")
    );
    assert_eq!(story.try_at(later, acts_for_them(0)), sealed("representatives"));
    let more = MatterAdded { statement: Some(words()), ..contacts(1) };
    assert_eq!(
        story.try_at(later, Command::Intake(IntakeCommand::CorrectContacts(Box::new(more)))),
        sealed("additions")
    );
    let nobody = Command::Intake(IntakeCommand::CorrectContacts(Box::new(contacts(2))));
    assert_eq!(
        story.try_at(later, nobody),
        Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count: 1 }))
    );
    let clocks = story.case.clocks.clone();
    story.when("2026-11-21T15:00:00+08:00", Command::Intake(IntakeCommand::CorrectContacts(Box::new(contacts(1)))));
    let ended = RepresentationEnded { representative: 1, words: words() };
    story.when(
        "2026-11-21T15:01:00+08:00",
        Command::Complainants(ComplainantCommand::EndRepresentation { ended, at: None }),
    );
    assert_eq!((story.case.state(), &story.case.clocks), (State::Archived, &clocks), "it is not taken up again by it");
}
