//! The way of a case from triage to the archive, told as stories.

use crate::common::{
    Story, assigned, at, by_voice, call_from_customer, complaint, danger_told_by, judged, message, reply, says, sent,
    shipped, slight, words,
};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ComplainantCommand, InvestigationCommand, OwnGrade, PlanCommand,
    ResponsibilityCommand, TakesPart, TeamCommand, Triage, TriageCommand,
};
use homeward_domain::case::event::{
    AssessmentCause, CaseReceived, Complainant, Direction, PlanOption, PlannedMeasure, Share, TriageFact,
};
use homeward_domain::case::next::{NextStep, next_step, open_duty};
use homeward_domain::case::rejection::{
    ClosingRejection, ComplainantRejection, PlanRejection, ResponsibilityRejection, TriageRejection,
};
use homeward_domain::case::{Command, Fact, Rejection, Stance};
use homeward_domain::catalogue::{
    Cause, Channel, ClosingItem, Grade, PlanAnswer, SettledHow, ShareGround, ShareParty, State, WhoseWord,
};
use homeward_domain::time::Span;
use homeward_domain::triage::grading::Grading;
use homeward_domain::triage::severity::{Circumstance, CutOffs};
use homeward_domain::triage::strategy::{Duties, Duty, Strategy};

/// A complaint taken in at three in the afternoon and accepted an hour later.
fn accepted(received: CaseReceived) -> Story {
    let mut story = Story::given(received, "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:20:00+08:00", reply());
    story.when("2026-11-20T16:00:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story
}

fn triage(content: i64) -> Command {
    Command::Triage(TriageCommand::Triage(Box::new(judged(content, vec![]))))
}

fn graded(grade: Option<Grade>) -> Command {
    let plain = Triage { subject: None, judgement: None, ..judged(0, vec![]) };
    Command::Triage(TriageCommand::Triage(Box::new(Triage {
        own_grade: Some(grade.map_or(OwnGrade::Lift, OwnGrade::Set)),
        ..plain
    })))
}

fn plan(measures: usize) -> Command {
    let measure = PlannedMeasure { words: words(), owner: Some(2), due_at: None };
    let option = PlanOption { words: words(), measures: vec![measure; measures], complainants: Vec::new() };
    Command::Plans(PlanCommand::ProposePlan {
        options: vec![option],
        words: words(),
        how: by_voice(),
        complainants: Vec::new(),
    })
}

fn group(count: usize) -> CaseReceived {
    let one: Complainant = complaint().complainants[0].clone();
    CaseReceived { complainants: vec![one; count], ..complaint() }
}

fn severity(story: &Story) -> (Grade, Strategy, i64) {
    let severity = story.case.triage.severity.as_ref().unwrap();
    (severity.grade, severity.strategy, severity.score)
}

#[test]
fn from_triage_to_the_archive() {
    let mut story = accepted(complaint());
    story.when("2026-11-20T16:05:00+08:00", triage(2));
    assert_eq!(severity(&story).0, Grade::General, "80 for content, and 20 for the breach of triage");
    let finding = Command::Investigation(InvestigationCommand::RecordFinding {
        whose: WhoseWord::Supplier,
        happened_at: None,
        contradicts: None,
        words: words(),
    });
    story.when("2026-11-20T17:00:00+08:00", finding);
    assert_eq!(story.case.state(), State::Investigating);
    story.when(
        "2026-11-20T18:00:00+08:00",
        Command::Investigation(InvestigationCommand::NameCauses { causes: vec![Cause::Supplier], words: words() }),
    );
    assert_eq!(story.state("investigation"), "kept");
    story.when("2026-11-20T19:00:00+08:00", plan(2));
    assert_eq!((story.case.state(), story.state("initial_plan")), (State::Planned, "kept"));
    story.when("2026-11-21T09:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    assert_eq!((story.case.state(), story.state("settle")), (State::Agreed, "kept"));
    assert_eq!(story.due("result_notice"), at("2026-11-22T09:00:00+08:00"), "a day from settling");
    let notice = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: by_voice(),
        complainants: Vec::new(),
    });
    let resolve = Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() });
    let refused = story.try_at(at("2026-11-21T10:00:00+08:00"), resolve.clone());
    assert_eq!(refused, Err(Rejection::Closing(ClosingRejection::MeasuresOpen { count: 2 })));
    story
        .when("2026-11-21T11:00:00+08:00", Command::Plans(PlanCommand::CompleteMeasure { measure: 1, proof: words() }));
    assert_eq!(story.case.state(), State::CarryingOut);
    story.when("2026-11-21T12:00:00+08:00", Command::Plans(PlanCommand::WaiveMeasure { measure: 2, reason: words() }));
    let lacks = vec![ClosingItem::Owner];
    assert_eq!(
        story.try_at(at("2026-11-21T13:00:00+08:00"), resolve.clone()),
        Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }))
    );
    story.when("2026-11-21T13:00:00+08:00", assigned());
    let duties = vec![Duty::RegretAtOnce];
    assert_eq!(
        story.try_at(at("2026-11-21T13:00:00+08:00"), resolve.clone()),
        Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties }))
    );
    story.when("2026-11-21T13:00:00+08:00", crate::common::regret());
    story.when("2026-11-21T13:00:00+08:00", resolve);
    assert_eq!((story.case.state(), story.state("result_notice")), (State::Resolved, "running"), "nobody was told");
    assert_eq!(next_step(&story.case), Some(NextStep::TellResult));
    story.when("2026-11-21T14:00:00+08:00", notice);
    assert_eq!(story.state("result_notice"), "kept");
    let asked = Command::Closing(ClosingCommand::RecordSatisfaction {
        content: true,
        rating: Some(5),
        words: None,
        happened_at: None,
    });
    story.when("2026-11-21T15:00:00+08:00", asked);
    assert_eq!(story.state("satisfaction_check"), "kept");
    story.when(
        "2026-11-22T09:00:00+08:00",
        Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
    );
    assert_eq!(story.case.state(), State::Archived);
    assert!(story.case.next_alarm_at().is_none(), "nothing rings in the archive");
}

#[test]
fn the_result_is_told_from_the_settlement_on_and_never_before() {
    let mut story = accepted(complaint());
    let notice = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: Some(words()),
        how: by_voice(),
        complainants: Vec::new(),
    });
    story.when("2026-11-20T17:00:00+08:00", plan(0));
    assert_eq!(
        story.try_at(at("2026-11-20T17:10:00+08:00"), notice.clone()),
        Err(Rejection::Closing(ClosingRejection::NotSettled))
    );
    story.when("2026-11-20T18:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    story.when("2026-11-20T19:00:00+08:00", notice);
    assert_eq!((story.case.state(), story.state("result_notice")), (State::Agreed, "kept"));
}

#[test]
fn severity_follows_what_happens_and_says_why() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:05:00+08:00", triage(1));
    assert_eq!(severity(&story), (Grade::Slight, Strategy::Mild, 40));
    story.when("2026-11-20T15:10:00+08:00", reply());
    story.when("2026-11-20T15:20:00+08:00", call_from_customer());
    assert_eq!(severity(&story), (Grade::Slight, Strategy::Mild, 60), "a second contact");
    story.when("2026-11-20T15:30:00+08:00", danger_told_by(1));
    assert_eq!(severity(&story).0, Grade::Grave, "a danger that is not over");
    let told = story.events.iter().rev().find_map(|e| {
        if let Fact::Triage(TriageFact::SeverityAssessed(f)) = &e.fact { Some(f.cause.as_str()) } else { None }
    });
    assert_eq!(told, Some("nature_changed"));
}

#[test]
fn a_case_follows_when_the_company_grades_otherwise() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:05:00+08:00", triage(2));
    assert_eq!(severity(&story), (Grade::General, Strategy::Mild, 80));
    let mut stricter = Grading { version: 2, ..Grading::default() };
    stricter.scale.cut_offs = CutOffs { general: 20, serious: 60, grave: 90 };
    stricter.duties.moderate.push(Duty::DailyReview);
    story.policies = shipped().with_grading(stricter.clone());
    story.when("2026-11-20T15:10:00+08:00", Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(severity(&story), (Grade::Serious, Strategy::Moderate, 80));
    let judged = story.case.triage.severity.clone().unwrap();
    assert_eq!((judged.cause, judged.grading), (AssessmentCause::GradingChanged, 2));
    assert_eq!(story.state("daily_review"), "running", "the new strategy asks for a review each day");
    let again = story.try_at(at("2026-11-20T15:11:00+08:00"), Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(again, Err(Rejection::NothingToChange));
    // The same grade with other duties is another judgement; another version alone is none.
    let asks_less = Grading { version: 3, duties: Duties::default(), ..stricter };
    story.policies = shipped().with_grading(asks_less.clone());
    story.when("2026-11-20T15:12:00+08:00", Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(story.state("daily_review"), "ended");
    story.policies = shipped().with_grading(Grading { version: 4, ..asks_less });
    let same = story.try_at(at("2026-11-20T15:13:00+08:00"), Command::Clocks(ClockCommand::FollowPolicies));
    assert_eq!(same, Err(Rejection::NothingToChange));
}

#[test]
fn a_grade_of_ones_own_stands_until_it_is_lifted_or_a_floor_is_newly_reached() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    assert_eq!(
        story.try_at(at("2026-11-20T15:01:00+08:00"), graded(Some(Grade::Serious))),
        Err(Rejection::Triage(TriageRejection::CategoryMissing))
    );
    story.when("2026-11-20T15:05:00+08:00", triage(3));
    story.when("2026-11-20T15:06:00+08:00", graded(Some(Grade::Slight)));
    story.when("2026-11-20T19:00:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    let (grade, strategy, score) = severity(&story);
    assert_eq!(
        (grade, strategy),
        (Grade::Slight, Strategy::Mild),
        "breaches raise the score to {score}, not the grade"
    );
    story.when(
        "2026-11-20T19:05:00+08:00",
        Command::Triage(TriageCommand::Triage(Box::new(judged(3, vec![Circumstance::DataLeak])))),
    );
    assert_eq!(severity(&story).0, Grade::Serious, "a floor newly reached");
    story.when("2026-11-20T19:10:00+08:00", call_from_customer());
    assert_eq!(severity(&story).0, Grade::Serious, "and it stays so");
    story.when("2026-11-20T19:15:00+08:00", graded(Some(Grade::General)));
    assert_eq!(severity(&story).0, Grade::General, "set with the floor in view");
    story.when("2026-11-20T19:20:00+08:00", graded(None));
    assert_eq!(severity(&story).0, Grade::Serious, "lifted");
}

#[test]
fn a_final_answer_comes_only_after_two_refused_plans_and_its_offer_stays_open() {
    let mut story = accepted(complaint());
    let answer =
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: Vec::new() });
    story.when("2026-11-20T17:00:00+08:00", plan(0));
    story.when("2026-11-20T18:00:00+08:00", says(1, 1, PlanAnswer::Refused));
    let early = story.try_at(at("2026-11-20T18:30:00+08:00"), answer.clone());
    assert_eq!(early, Err(Rejection::Closing(ClosingRejection::FinalAnswerTooEarly { refused: 1 })));
    story.when("2026-11-20T19:00:00+08:00", plan(1));
    assert_eq!(
        story.try_at(at("2026-11-20T19:05:00+08:00"), says(1, 1, PlanAnswer::Accepted)),
        Err(Rejection::Plans(PlanRejection::NotTheNewestPlan { newest: 2 }))
    );
    story.when("2026-11-20T20:00:00+08:00", says(2, 1, PlanAnswer::Refused));
    assert_eq!(
        story.try_at(at("2026-11-20T20:05:00+08:00"), says(2, 1, PlanAnswer::Accepted)),
        Err(Rejection::Plans(PlanRejection::AlreadyAnswered))
    );
    story.when("2026-11-20T21:00:00+08:00", answer);
    assert_eq!((story.case.state(), story.state("settle")), (State::NotAgreed, "kept"));
    let late = at("2026-11-20T21:00:00+08:00") + Span::hours(24 * 31);
    assert!(story.try_at(late, says(2, 1, PlanAnswer::Accepted)).is_err(), "the offer is gone after thirty days");
    story.when("2026-12-10T10:00:00+08:00", says(2, 1, PlanAnswer::Accepted));
    assert_eq!(story.case.state(), State::Agreed, "the last offer was taken");
    assert_eq!(story.case.plans.open_measures(), 1);
}

#[test]
fn whoever_takes_the_last_offer_is_told_the_result_once() {
    let mut story = accepted(complaint());
    for version in 1..=2 {
        story.when("2026-11-20T17:00:00+08:00", plan(0));
        story.when("2026-11-20T18:00:00+08:00", says(version, 1, PlanAnswer::Refused));
    }
    story.when(
        "2026-11-20T19:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: vec![] }),
    );
    story.when("2026-11-20T20:00:00+08:00", says(2, 1, PlanAnswer::Accepted));
    let notices = |story: &Story| story.case.clocks.iter().filter(|c| c.clock.promise == "result_notice").count();
    assert_eq!(
        (notices(&story), story.due("result_notice")),
        (1, at("2026-11-21T19:00:00+08:00")),
        "as it was owed first"
    );
    let told = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: by_voice(),
        complainants: vec![],
    });
    story.when("2026-11-20T21:00:00+08:00", told);
    assert_eq!((notices(&story), story.state("result_notice")), (1, "kept"));
}

#[test]
fn of_a_group_of_forty_three_refuse_and_the_others_keep_what_they_accepted() {
    let mut story = accepted(group(40));
    for version in 1..=2 {
        story.when("2026-11-20T17:00:00+08:00", plan(1));
        for complainant in 1..=37 {
            if version == 1 {
                story.when("2026-11-20T18:00:00+08:00", says(1, complainant, PlanAnswer::Accepted));
            }
        }
        for complainant in 38..=40 {
            story.when("2026-11-20T18:30:00+08:00", says(version, complainant, PlanAnswer::Refused));
        }
    }
    assert!(story.case.closing.settled.is_none(), "three are not settled");
    assert_eq!(story.case.plans.open_measures(), 1, "what many choose is done once");
    story.when(
        "2026-11-20T19:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: Vec::new() }),
    );
    assert_eq!(story.case.closing.settled.unwrap().0, SettledHow::FinalAnswer);
    assert_eq!(story.case.state(), State::Agreed, "what was accepted is carried out");
    let accepted = story.case.complainants.stances.iter().filter(|s| matches!(s, Stance::Accepted { .. })).count();
    assert_eq!(accepted, 37);
    assert_eq!(story.case.clocks.iter().filter(|c| c.clock.promise == "settle").count(), 1, "clocks run once");
}

#[test]
fn a_group_is_settled_when_the_last_one_leaves() {
    let mut story = accepted(group(2));
    story.when("2026-11-20T17:00:00+08:00", plan(0));
    story.when("2026-11-20T18:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    assert_eq!(story.case.state(), State::Planned);
    assert_eq!(
        story.try_at(at("2026-11-20T18:05:00+08:00"), says(1, 3, PlanAnswer::Accepted)),
        Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count: 2 }))
    );
    story.when(
        "2026-11-20T18:30:00+08:00",
        Command::Complainants(ComplainantCommand::LeaveGroup { complainant: 2, words: words() }),
    );
    assert_eq!(story.case.state(), State::Agreed);
}

#[test]
fn who_is_not_content_is_heard_once_more_and_a_second_time_by_a_final_answer() {
    let mut story = accepted(complaint());
    story.when("2026-11-20T17:00:00+08:00", plan(0));
    story.when("2026-11-20T18:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    let resolve = Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() });
    let lacks = vec![ClosingItem::Owner, ClosingItem::Category, ClosingItem::Grade];
    assert_eq!(
        story.try_at(at("2026-11-20T18:30:00+08:00"), resolve.clone()),
        Err(Rejection::Closing(ClosingRejection::NotReadyToClose { lacks }))
    );
    story.when("2026-11-20T18:30:00+08:00", assigned()).when("2026-11-20T18:30:00+08:00", slight());
    story.when("2026-11-20T18:30:00+08:00", crate::common::regret());
    story.when("2026-11-20T19:00:00+08:00", resolve);
    let unhappy = |words| {
        Command::Closing(ClosingCommand::RecordSatisfaction {
            content: false,
            rating: Some(1),
            words,
            happened_at: None,
        })
    };
    assert_eq!(
        story.try_at(at("2026-11-21T09:00:00+08:00"), unhappy(None)),
        Err(Rejection::Closing(ClosingRejection::DiscontentWithoutWords))
    );
    story.when("2026-11-21T09:00:00+08:00", unhappy(Some(words())));
    assert_eq!(story.case.state(), State::Investigating);
    let runs: Vec<i64> =
        story.case.clocks.iter().filter(|c| c.clock.promise == "settle").map(|c| c.clock.run).collect();
    assert_eq!(runs, [1, 2], "the promise to settle runs again");
    story.when(
        "2026-11-21T10:00:00+08:00",
        Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: Vec::new() }),
    );
    assert_eq!(story.case.state(), State::NotAgreed, "nothing new was said");
}

#[test]
fn who_cannot_be_reached_is_settled_after_everything_was_tried_and_opens_the_case_by_writing() {
    let mut story = accepted(complaint());
    let missed = |channel| message(Direction::Out, channel, Some(false), None);
    story.when("2026-11-21T10:00:00+08:00", missed(Channel::Phone));
    story.when("2026-11-22T10:00:00+08:00", missed(Channel::Phone));
    let settle = Command::Closing(ClosingCommand::SettleUnreachable);
    assert_eq!(
        story.try_at(at("2026-11-22T11:00:00+08:00"), settle.clone()),
        Err(Rejection::Closing(ClosingRejection::NotTriedEnough { attempts: 2 }))
    );
    story.when("2026-11-23T10:00:00+08:00", missed(Channel::Video));
    assert!(story.try_at(at("2026-11-23T11:00:00+08:00"), settle.clone()).is_err(), "without a written notice");
    story.when("2026-11-23T12:00:00+08:00", sent(Channel::Email));
    story.when("2026-11-23T13:00:00+08:00", settle);
    assert_eq!(story.state("settle"), "kept");
    story.when("2026-11-23T13:30:00+08:00", assigned()).when("2026-11-23T13:30:00+08:00", slight());
    let waived = Command::Team(TeamCommand::WaiveDuty { duty: Duty::RegretAtOnce, reason: words() });
    story.when("2026-11-23T13:30:00+08:00", waived);
    story.when(
        "2026-11-23T14:00:00+08:00",
        Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() }),
    );
    story.when("2026-12-01T09:00:00+08:00", message(Direction::In, Channel::Email, None, None));
    assert_eq!(story.case.state(), State::Investigating);
}

#[test]
fn shares_add_to_a_hundred_on_grounds_of_their_own_party() {
    let mut story = accepted(complaint());
    let share = |party, percent, ground| Share { party, percent, ground, words: words() };
    let company = share(ShareParty::Company, 30, ShareGround::Disclosure);
    let mut set = |shares| {
        story.try_at(
            at("2026-11-20T17:00:00+08:00"),
            Command::Responsibility(ResponsibilityCommand::SetResponsibility { shares }),
        )
    };
    let short = vec![company.clone(), share(ShareParty::Supplier, 69, ShareGround::Compliance)];
    assert_eq!(set(short), Err(Rejection::Responsibility(ResponsibilityRejection::SharesNotWhole { sum: 99 })));
    assert_eq!(
        set(vec![share(ShareParty::Company, i64::MAX, ShareGround::Integrity); 2]),
        Err(Rejection::Responsibility(ResponsibilityRejection::SharesNotWhole { sum: i64::MAX }))
    );
    let foreign = vec![company.clone(), share(ShareParty::Supplier, 70, ShareGround::Integrity)];
    assert_eq!(set(foreign), Err(Rejection::Responsibility(ResponsibilityRejection::GroundOfAnotherParty)));
    assert!(set(vec![company, share(ShareParty::Supplier, 70, ShareGround::Compliance)]).is_ok());
}

#[test]
fn every_word_to_the_complainant_promises_the_next_one() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    assert_eq!(story.due("next_word"), at("2026-11-21T15:00:00+08:00"));
    story.when("2026-11-20T15:20:00+08:00", reply());
    story.when("2026-11-20T16:20:00+08:00", message(Direction::Out, Channel::Phone, Some(false), None));
    let runs: Vec<_> = story.case.clocks.iter().filter(|c| c.clock.promise == "next_word").collect();
    assert_eq!(runs.len(), 2, "an attempt is no word");
    assert_eq!((runs[0].clock.state_word(), runs[1].clock.schedule.due_at), ("kept", at("2026-11-21T15:20:00+08:00")));
    story.when("2026-11-20T17:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    assert_eq!(story.case.state(), State::Withdrawn);
    assert!(story.case.next_alarm_at().is_none());
}

#[test]
fn nothing_is_handled_before_it_is_accepted_or_after_it_has_ended() {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    let early = story.try_at(at("2026-11-20T15:05:00+08:00"), plan(0));
    assert_eq!(early, Err(Rejection::State { act: "plan", state: State::Received }));
    story.when("2026-11-20T15:10:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    for command in [
        plan(0),
        triage(1),
        Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() }),
        Command::Closing(ClosingCommand::Withdraw { words: words() }),
    ] {
        assert!(matches!(story.try_at(at("2026-11-20T15:20:00+08:00"), command), Err(Rejection::State { .. })));
    }
    story.when(
        "2026-11-20T16:00:00+08:00",
        Command::Closing(ClosingCommand::Reopen { new_facts: true, reason: words() }),
    );
    assert_eq!(story.case.state(), State::Investigating);
}

const MANAGER: TakesPart = TakesPart { staff: 2, leads: true, manages: true };

#[test]
fn what_a_strategy_asks_for_is_asked_when_it_is_due_and_before_the_case_is_closed() {
    let mut story = accepted(complaint());
    story.when(
        "2026-11-20T16:05:00+08:00",
        Command::Triage(TriageCommand::Triage(Box::new(judged(3, vec![Circumstance::SeriousInjury])))),
    );
    story.when("2026-11-20T16:06:00+08:00", assigned());
    assert_eq!(next_step(&story.case), Some(NextStep::DoDuty), "a severe case begins with its emergency plan");
    assert_eq!(open_duty(&story.case), Some(Duty::EmergencyPlan));
    let done =
        |duty: Duty| Command::Team(TeamCommand::FulfilDuty { duty, staff: Some(MANAGER), at: None, words: words() });
    story.when("2026-11-20T16:10:00+08:00", done(Duty::EmergencyPlan));
    story.when("2026-11-20T16:11:00+08:00", done(Duty::ManagerTakesPart));
    assert_ne!(next_step(&story.case), Some(NextStep::DoDuty), "the team is due with the investigation");
    story.when("2026-11-20T17:00:00+08:00", plan(0));
    assert_eq!(open_duty(&story.case), Some(Duty::Team));
    story.when("2026-11-20T18:00:00+08:00", says(1, 1, PlanAnswer::Accepted));
    let resolve = Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() });
    let duties = vec![Duty::Team, Duty::LegalAdviser];
    assert_eq!(
        story.try_at(at("2026-11-20T18:30:00+08:00"), resolve.clone()),
        Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties }))
    );
    story.when("2026-11-20T18:40:00+08:00", done(Duty::Team));
    let waived = Command::Team(TeamCommand::WaiveDuty { duty: Duty::LegalAdviser, reason: words() });
    story.when("2026-11-20T18:41:00+08:00", waived.clone());
    assert_eq!(story.try_at(at("2026-11-20T18:42:00+08:00"), waived), Err(Rejection::NothingToChange));
    story.when("2026-11-20T19:00:00+08:00", resolve);
    assert_eq!(story.case.state(), State::Resolved);
}
