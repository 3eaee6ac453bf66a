//! What somebody of ours took down as the word of those who complain is withdrawn like a
//! message, with everything that rested on it; what they wrote themselves stands.

use crate::common::{Story, answers, assigned, at, by_voice, complaint, message, reply, sent, slight, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ComplainantCommand, ObjectionDecision, PlanCommand, TeamCommand,
    Telling,
};
use homeward_domain::case::event::{
    CaseReceived, CaseReopened, ClosingFact, Direction, MessageAct, PlanOption, PlannedMeasure, ReopenCause,
};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::rejection::{ClosingRejection, CorrectionRejection};
use homeward_domain::case::{Command, Fact, Objection, Rejection, Stance};
use homeward_domain::catalogue::{Channel, Kind, Outcome, PlanAnswer, RefusalGround, SettledHow, State};
use homeward_domain::triage::strategy::Duty;

pub const LEAD: Actor = Actor::Staff(9);

const GUEST: Actor = Actor::Complainant(1);

fn withdrawn(story: &mut Story, now: &str, entry: i64) {
    story.try_as(LEAD, at(now), untrue(entry, true)).unwrap();
}

fn refused(story: &mut Story, now: &str, entry: i64) -> Rejection {
    story.try_as(LEAD, at(now), untrue(entry, true)).unwrap_err()
}

/// The place of the last entry of a kind.
fn last(story: &Story, kind: &str) -> i64 {
    story.events.iter().rfind(|event| event.fact.kind() == kind).unwrap().seq
}

fn rounds(story: &Story, promise: &str) -> Vec<&'static str> {
    let of = story.case.clocks.iter().filter(|c| c.clock.promise == promise);
    of.map(|c| c.clock.state_word()).collect()
}

pub fn resolve() -> Command {
    Command::Closing(ClosingCommand::Resolve { words: None, how: Telling::default() })
}

/// A plan of one measure, told to all.
pub fn plan() -> Command {
    let measure = PlannedMeasure { words: words(), owner: None, due_at: None };
    let option = PlanOption { words: words(), measures: vec![measure], complainants: vec![] };
    Command::Plans(PlanCommand::ProposePlan {
        options: vec![option],
        words: words(),
        how: by_voice(),
        complainants: vec![],
    })
}

/// An accepted complaint of so many, to whom a plan was told at 15:10.
fn planned(members: usize) -> Story {
    let complainants = vec![complaint().complainants[0].clone(); members];
    let mut story = Story::given(CaseReceived { complainants, ..complaint() }, "2026-11-20T15:00:00+08:00");
    for act in [Command::Acceptance(AcceptanceCommand::Accept), assigned(), slight(), reply(), crate::common::regret()]
    {
        story.when("2026-11-20T15:01:00+08:00", act);
    }
    story.when("2026-11-20T15:10:00+08:00", plan());
    story
}

/// One whose plan was accepted, as somebody noted at 16:00, and that was closed at 17:00.
fn closed() -> Story {
    let mut story = planned(1);
    story.when("2026-11-20T16:00:00+08:00", answers(1, PlanAnswer::Accepted));
    story.when("2026-11-20T16:30:00+08:00", Command::Plans(PlanCommand::WaiveMeasure { measure: 1, reason: words() }));
    story.when("2026-11-20T17:00:00+08:00", resolve());
    story
}

fn reopened(story: &Story) -> Vec<Option<ReopenCause>> {
    let causes = story.events.iter().filter_map(|event| match &event.fact {
        Fact::Closing(ClosingFact::CaseReopened(CaseReopened { cause, .. })) => Some(*cause),
        _ => None,
    });
    causes.collect()
}

#[test]
fn an_acceptance_that_nobody_gave_settles_nothing() {
    let mut story = planned(1);
    story.when("2026-11-20T16:00:00+08:00", answers(1, PlanAnswer::Accepted));
    assert_eq!((story.case.state(), story.state("settle")), (State::Agreed, "kept"));
    let accepted = last(&story, "plan_answered");
    let fallen = [last(&story, "measure_added"), last(&story, "case_settled")];
    story.when("2026-11-20T16:30:00+08:00", untrue(accepted, false));
    assert_eq!((story.case.state(), next_step(&story.case)), (State::Planned, Some(NextStep::HearAnswer)));
    assert_eq!((story.case.complainants.stances[0], story.case.outcome()), (Stance::Open, None));
    assert_eq!(story.case.plans.open_measures(), 0);
    assert_eq!((story.state("settle"), story.state("result_notice")), ("running", "ended"));
    assert_eq!(story.state("initial_plan"), "kept", "it had been told before");
    let by = last(&story, "entry_corrected");
    for entry in fallen {
        assert_eq!(story.case.withdrawn_by(entry), Some(by));
    }
    assert!(reopened(&story).is_empty(), "it had not ended");
    // They answer for themselves now, and numbers are not given twice.
    story.when("2026-11-20T17:00:00+08:00", answers(1, PlanAnswer::Accepted));
    let measures: Vec<i64> = story.case.plans.measures.iter().map(|measure| measure.number).collect();
    assert_eq!(
        (story.state("settle"), rounds(&story, "result_notice"), measures),
        ("kept", vec!["ended", "running"], vec![2])
    );
}

#[test]
fn an_acceptance_is_judged_anew_however_late_it_is_withdrawn() {
    let mut story = planned(1);
    story.when("2026-11-20T16:00:00+08:00", answers(1, PlanAnswer::Accepted));
    let accepted = last(&story, "plan_answered");
    story.when("2026-11-27T16:00:00+08:00", untrue(accepted, false));
    assert_eq!(story.state("settle"), "breached");
    assert_eq!(story.state("initial_plan"), "kept");
}

#[test]
fn what_they_wrote_on_their_page_stands_with_what_rests_on_it() {
    let mut story = planned(1);
    story.try_as(GUEST, at("2026-11-20T16:00:00+08:00"), answers(1, PlanAnswer::Accepted)).unwrap();
    let (accepted, settled) = (last(&story, "plan_answered"), last(&story, "case_settled"));
    assert_eq!(
        refused(&mut story, "2026-11-20T16:30:00+08:00", accepted),
        Rejection::Corrections(CorrectionRejection::WrittenByThem(accepted))
    );
    assert_eq!(
        refused(&mut story, "2026-11-20T16:30:00+08:00", settled),
        Rejection::Corrections(CorrectionRejection::WrittenByThem(accepted))
    );
}

#[test]
fn the_others_of_a_group_keep_what_they_agreed_to() {
    let mut story = planned(3);
    for member in [1, 2] {
        story.when("2026-11-20T16:00:00+08:00", answers(member, PlanAnswer::Accepted));
    }
    story.when(
        "2026-11-20T16:10:00+08:00",
        Command::Complainants(ComplainantCommand::LeaveGroup { complainant: 3, words: words() }),
    );
    assert_eq!((story.case.state(), story.state("settle")), (State::Agreed, "kept"));
    let left = last(&story, "complainant_left");
    let settled = last(&story, "case_settled");
    assert_eq!(
        refused(&mut story, "2026-11-20T16:20:00+08:00", settled),
        Rejection::Corrections(CorrectionRejection::FollowsFrom(left))
    );
    story.when("2026-11-20T16:30:00+08:00", untrue(left, false));
    let accepted = Stance::Accepted { version: 1, option: 1 };
    assert_eq!(story.case.complainants.stances, [accepted, accepted, Stance::Open]);
    assert_eq!((story.case.state(), story.state("settle")), (State::Planned, "running"));
    // What two have chosen is done for the one who is left.
    let first = story.events.iter().find(|event| event.fact.kind() == "plan_answered").unwrap().seq;
    story.when("2026-11-20T16:40:00+08:00", untrue(first, false));
    assert_eq!(story.case.complainants.stances, [Stance::Open, accepted, Stance::Open]);
    assert_eq!(story.case.plans.open_measures(), 1);
}

#[test]
fn an_objection_that_nobody_made_is_not_used_up() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: by_voice(),
    });
    story.when("2026-11-20T15:10:00+08:00", refuse);
    let object = || Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant: 1, words: words() });
    story.when("2026-11-20T15:20:00+08:00", object());
    let objected = last(&story, "refusal_objected");
    let own = story.try_as(Actor::Staff(1), at("2026-11-20T15:30:00+08:00"), untrue(objected, true));
    assert_eq!(
        own,
        Err(Rejection::Corrections(CorrectionRejection::OnlyByAnotherLead)),
        "a decision would be owed no more"
    );
    withdrawn(&mut story, "2026-11-20T15:30:00+08:00", objected);
    assert_eq!((story.case.acceptance.objection, story.state("objection")), (None, "ended"));
    assert_eq!(next_step(&story.case), Some(NextStep::Archive));
    story.when("2026-11-20T15:40:00+08:00", object());
    let decision = ObjectionDecision { upheld: false, words: words(), how: by_voice(), alone: false };
    story
        .try_as(
            LEAD,
            at("2026-11-20T15:50:00+08:00"),
            Command::Acceptance(AcceptanceCommand::DecideObjection(decision)),
        )
        .unwrap();
    assert_eq!(story.case.acceptance.objection, Some(Objection::Dismissed));
    let objected = last(&story, "refusal_objected");
    withdrawn(&mut story, "2026-11-20T16:00:00+08:00", objected);
    assert_eq!(story.case.acceptance.objection, None, "nobody decided on what was not said");
    assert_eq!(rounds(&story, "objection"), ["ended", "ended"]);
    story.when("2026-11-20T16:10:00+08:00", object());
}

#[test]
fn a_matter_that_they_did_not_take_back_goes_on_as_if_it_had_never_stopped() {
    let mut story = planned(1);
    let due = story.due("settle");
    story.when("2026-11-20T16:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    assert_eq!((story.case.state(), story.state("settle")), (State::Withdrawn, "ended"));
    let taken_back = last(&story, "case_withdrawn");
    withdrawn(&mut story, "2026-11-20T18:00:00+08:00", taken_back);
    assert_eq!((story.case.state(), story.state("settle"), story.due("settle")), (State::Planned, "running", due));
    assert_eq!(reopened(&story), [Some(ReopenCause::EntryWithdrawn)]);
    assert_eq!(rounds(&story, "next_word"), ["kept", "kept", "running"]);
    assert_eq!(next_step(&story.case), Some(NextStep::HearAnswer));
}

#[test]
fn one_that_was_taken_up_since_has_no_time_left_out_for_it() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    let (due, settle) = (story.due("contact"), story.due("settle"));
    story.when("2026-11-20T15:30:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    let taken_back = last(&story, "case_withdrawn");
    story.when(
        "2026-11-21T15:30:00+08:00",
        Command::Closing(ClosingCommand::Reopen { new_facts: true, reason: words() }),
    );
    assert_eq!((story.state("contact"), story.clock("contact").pauses.len()), ("running", 1));
    withdrawn(&mut story, "2026-11-21T15:40:00+08:00", taken_back);
    assert_eq!((story.state("contact"), story.due("contact")), ("breached", due));
    assert_eq!((rounds(&story, "settle"), story.due("settle")), (vec!["running", "ended"], settle));
}

#[test]
fn who_was_not_discontent_finds_the_case_closed_again() {
    let mut story = closed();
    let told = Command::Closing(ClosingCommand::RecordSatisfaction {
        content: false,
        rating: None,
        words: Some(words()),
        happened_at: None,
    });
    story.when("2026-11-20T18:00:00+08:00", told);
    assert_eq!((story.case.state(), rounds(&story, "settle")), (State::Investigating, vec!["kept", "running"]));
    let (discontent, taken_up) = (last(&story, "satisfaction_told"), last(&story, "case_reopened"));
    let first = refused(&mut story, "2026-11-20T18:10:00+08:00", taken_up);
    assert_eq!(first, Rejection::Corrections(CorrectionRejection::FollowsFrom(discontent)));
    withdrawn(&mut story, "2026-11-20T18:10:00+08:00", discontent);
    assert_eq!((story.case.state(), story.case.closing.discontents), (State::Resolved, 0));
    assert_eq!(story.case.outcome(), Some(Outcome::Agreed));
    assert_eq!((rounds(&story, "settle"), story.state("satisfaction_check")), (vec!["kept", "ended"], "running"));
    assert_eq!(story.state("result_notice"), "running", "it was owed before");
}

#[test]
fn what_was_taken_up_and_worked_on_since_stays_taken_up() {
    let mut story = closed();
    let told = Command::Closing(ClosingCommand::RecordSatisfaction {
        content: false,
        rating: None,
        words: Some(words()),
        happened_at: None,
    });
    story.when("2026-11-20T18:00:00+08:00", told);
    let discontent = last(&story, "satisfaction_told");
    story.when("2026-11-20T18:05:00+08:00", plan());
    withdrawn(&mut story, "2026-11-20T18:10:00+08:00", discontent);
    assert_eq!((story.case.state(), story.case.closing.discontents), (State::Planned, 0));
    assert_eq!(rounds(&story, "settle"), ["kept", "running"]);
}

#[test]
fn a_case_that_was_closed_on_an_untrue_acceptance_is_open_again_sealed_or_not() {
    for sealed in [false, true] {
        let mut story = closed();
        if sealed {
            let archive = Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] });
            story.when(
                "2026-11-20T18:00:00+08:00",
                Command::Team(TeamCommand::WaiveDuty { duty: Duty::AskWhetherContent, reason: words() }),
            );
            story.when("2026-11-20T18:00:00+08:00", archive);
        }
        let accepted = last(&story, "plan_answered");
        let by_writer = story.try_at(at("2026-11-20T19:00:00+08:00"), untrue(accepted, false));
        assert_eq!(
            by_writer,
            Err(Rejection::Corrections(CorrectionRejection::OnlyByWriterOrLead)),
            "an ended case is changed by a lead"
        );
        withdrawn(&mut story, "2026-11-20T19:00:00+08:00", accepted);
        assert_eq!((story.case.state(), next_step(&story.case)), (State::Planned, Some(NextStep::HearAnswer)));
        assert_eq!(reopened(&story), [Some(ReopenCause::EntryWithdrawn)]);
        assert_eq!(rounds(&story, "settle"), ["running"]);
        assert_eq!(rounds(&story, "next_word").last(), Some(&"running"));
        assert_eq!((story.state("result_notice"), story.state("satisfaction_check")), ("ended", "ended"));
        assert_eq!(story.case.closing.reopenings, 1);
        let resolved = last(&story, "case_resolved");
        assert!(story.case.withdrawn_by(resolved).is_some());
    }
}

#[test]
fn the_promise_of_a_closed_case_was_broken_at_its_time_if_its_answer_was_none() {
    let mut story = Story::given(CaseReceived { kind: Kind::Inquiry, ..complaint() }, "2026-11-20T15:00:00+08:00");
    let solved = message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::SolutionTold]));
    story.when("2026-11-20T15:01:00+08:00", assigned());
    story.when("2026-11-22T14:58:00+08:00", solved);
    let answer = last(&story, "message_recorded");
    story.when("2026-11-22T15:10:00+08:00", resolve());
    withdrawn(&mut story, "2026-11-22T15:20:00+08:00", answer);
    assert_eq!((story.case.state(), story.state("solution")), (State::Received, "breached"));
    assert_eq!(next_step(&story.case), Some(NextStep::Contact));
    assert_eq!(reopened(&story), [Some(ReopenCause::EntryWithdrawn)]);
    assert_eq!(story.try_at(at("2026-11-22T15:30:00+08:00"), resolve()).unwrap_err().code(), "not_ready_to_close");
    story.when("2026-11-22T15:40:00+08:00", reply());
    story.when("2026-11-22T15:50:00+08:00", resolve());
    assert_eq!(story.case.state(), State::Resolved);
}

#[test]
fn one_of_two_answers_carries_a_closing() {
    let mut story = Story::given(CaseReceived { kind: Kind::Inquiry, ..complaint() }, "2026-11-20T15:00:00+08:00");
    let solved = || message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::SolutionTold]));
    story.when("2026-11-20T15:10:00+08:00", solved());
    story.when("2026-11-20T15:20:00+08:00", solved());
    let answer = last(&story, "message_recorded");
    story.when("2026-11-20T15:30:00+08:00", resolve());
    withdrawn(&mut story, "2026-11-20T15:40:00+08:00", answer);
    assert_eq!((story.case.state(), story.state("solution")), (State::Resolved, "kept"));
    assert!(reopened(&story).is_empty());
}

#[test]
fn an_emergency_whose_call_was_none_is_open_again() {
    let mut story = Story::given(CaseReceived { kind: Kind::Emergency, ..complaint() }, "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", assigned()).when("2026-11-20T15:02:00+08:00", reply());
    let call = last(&story, "message_recorded");
    story.when("2026-11-20T15:03:00+08:00", resolve());
    withdrawn(&mut story, "2026-11-20T15:04:00+08:00", call);
    assert_eq!((story.case.state(), story.state("emergency_reached")), (State::Received, "running"));
    assert_eq!(next_step(&story.case), Some(NextStep::Contact));
}

#[test]
fn that_nobody_could_be_reached_is_withdrawn_by_a_lead_and_before_its_attempts() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story
        .when("2026-11-20T15:01:00+08:00", Command::Acceptance(AcceptanceCommand::Accept))
        .when("2026-11-20T15:01:00+08:00", assigned());
    for (day, channel) in [("21", Channel::Phone), ("22", Channel::Video), ("23", Channel::Phone)] {
        let missed = message(Direction::Out, channel, Some(false), None);
        story.when(&format!("2026-11-{day}T10:00:00+08:00"), missed);
    }
    let attempt = last(&story, "message_recorded");
    story.when("2026-11-23T11:00:00+08:00", sent(Channel::Email));
    let letter = last(&story, "message_recorded");
    story.when("2026-11-23T12:00:00+08:00", Command::Closing(ClosingCommand::SettleUnreachable));
    let settled = last(&story, "case_settled");
    assert_eq!(story.state("settle"), "kept");
    for entry in [attempt, letter] {
        assert_eq!(
            refused(&mut story, "2026-11-23T13:00:00+08:00", entry),
            Rejection::Corrections(CorrectionRejection::WithdrawFirst(settled))
        );
    }
    let by_writer = story.try_at(at("2026-11-23T13:00:00+08:00"), untrue(settled, false));
    assert_eq!(by_writer, Err(Rejection::Corrections(CorrectionRejection::OnlyByALead)));
    withdrawn(&mut story, "2026-11-23T13:00:00+08:00", settled);
    assert_eq!((story.case.closing.settled, story.state("settle")), (None, "running"));
    assert_eq!(story.state("result_notice"), "ended");
    withdrawn(&mut story, "2026-11-23T13:10:00+08:00", attempt);
    let again = story.try_at(at("2026-11-23T14:00:00+08:00"), Command::Closing(ClosingCommand::SettleUnreachable));
    assert_eq!(again, Err(Rejection::Closing(ClosingRejection::NotTriedEnough { attempts: 2 })));
    story.when("2026-11-23T15:30:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.state("settle"), "breached");
    assert_eq!(
        story.count(
            |fact| matches!(fact, Fact::Closing(ClosingFact::CaseSettled(f)) if f.how == SettledHow::Unreachable)
        ),
        1
    );
}
