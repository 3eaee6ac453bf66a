//! What proves that a duty of a strategy was done: entries of its own, or the word of
//! whoever did it, with the people it names (journey §2).

use crate::common::{Story, at, by_voice, complaint, judged, reply, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, PlanCommand, TakesPart, TeamCommand, TriageCommand,
};
use homeward_domain::case::event::{PlanOption, TriageFact};
use homeward_domain::case::rejection::TeamRejection;
use homeward_domain::case::team::duties::{self, DutyStanding, Part, Shown};
use homeward_domain::case::{Case, Command, Fact, Rejection};
use homeward_domain::catalogue::{AnswerWay, EscalationLevel, PlanAnswer};
use homeward_domain::time::Span;
use homeward_domain::triage::severity::Circumstance;
use homeward_domain::triage::strategy::Duty;

const NOON: &str = "2026-11-20T12:00:00+08:00";
const ONE: &str = "2026-11-20T13:00:00+08:00";
const AGENT: TakesPart = TakesPart { staff: 7, leads: false, manages: false };
const LEAD: TakesPart = TakesPart { staff: 3, leads: true, manages: false };
const MANAGER: TakesPart = TakesPart { staff: 2, leads: true, manages: true };

/// A case whose grade brings a strategy: 0 mild, 2 moderate, 3 severe.
fn graded(content: i64) -> Story {
    let mut story = Story::given(complaint(), NOON);
    story.when(NOON, Command::Acceptance(AcceptanceCommand::Accept));
    let circumstances = match content {
        3 => vec![Circumstance::SeriousInjury],
        2 => vec![Circumstance::MinorInjury],
        _ => vec![],
    };
    story.when(NOON, Command::Triage(TriageCommand::Triage(Box::new(judged(content, circumstances)))));
    story
}

fn standing(case: &Case, duty: Duty) -> DutyStanding {
    duties::standing(case).into_iter().find(|one| one.duty == duty).unwrap()
}

fn done(duty: Duty, staff: Option<TakesPart>) -> Command {
    Command::Team(TeamCommand::FulfilDuty { duty, staff, at: None, words: words() })
}

fn plan(options: usize) -> Command {
    let option = PlanOption { words: words(), measures: vec![], complainants: vec![] };
    Command::Plans(PlanCommand::ProposePlan {
        options: vec![option; options],
        words: words(),
        how: by_voice(),
        complainants: vec![],
    })
}

fn refused(version: i64) -> Command {
    let (answer, way) = (PlanAnswer::Refused, AnswerWay::Word);
    Command::Plans(PlanCommand::AnswerPlan {
        version,
        complainant: 1,
        answer,
        option: None,
        way,
        words: None,
        happened_at: None,
    })
}

#[test]
fn no_duty_is_done_by_the_grade_alone_but_a_rescue_of_nobody() {
    for content in [0, 2, 3] {
        for one in duties::standing(&graded(content).case) {
            assert_eq!(one.done, one.duty == Duty::RescueFirst, "{:?}", one.duty);
        }
    }
}

#[test]
fn words_alone_do_not_do_what_other_entries_show() {
    for content in [0, 2, 3] {
        let mut story = graded(content);
        for duty in duties::standing(&story.case).into_iter().map(|one| one.duty) {
            let said = story.try_at(at(ONE), done(duty, None));
            match duties::shown(duty) {
                Shown::ByRecord => assert_eq!(said, Err(Rejection::Team(TeamRejection::DutyShownByRecord)), "{duty:?}"),
                Shown::AfterContact => {
                    assert_eq!(said, Err(Rejection::Team(TeamRejection::DutyBeforeContact)), "{duty:?}");
                }
                Shown::ByNaming(_) => {
                    assert_eq!(said, Err(Rejection::Team(TeamRejection::DutyWithoutStaff)), "{duty:?}");
                }
                Shown::ByWord if duty == Duty::DailyReview => {
                    assert_eq!(said, Err(Rejection::Team(TeamRejection::ReviewWithoutTime)));
                }
                Shown::ByWord => said.unwrap(),
            }
            if let Shown::ByNaming(part) = duties::shown(duty) {
                let (wrong, right) = match part {
                    Part::Anybody => (None, AGENT),
                    Part::Lead => (Some((AGENT, Rejection::Team(TeamRejection::NotALead))), LEAD),
                    Part::Manager => (Some((LEAD, Rejection::Team(TeamRejection::NotAManager))), MANAGER),
                };
                if let Some((who, why)) = wrong {
                    assert_eq!(story.try_at(at(ONE), done(duty, Some(who))), Err(why), "{duty:?}");
                }
                story.when(ONE, done(duty, Some(right)));
                assert_eq!(standing(&story.case, duty).staff, [right.staff], "{duty:?}");
            }
        }
    }
}

#[test]
fn regret_is_said_in_words_once_they_were_spoken_with() {
    let mut story = graded(0);
    story.when(NOON, crate::common::assigned());
    story.when(NOON, reply());
    assert!(!standing(&story.case, Duty::RegretAtOnce).done, "a call is not regret by itself");
    assert!(standing(&story.case, Duty::ConfirmProblem).done, "what they reported was said back");
    story.when(ONE, done(Duty::RegretAtOnce, None));
    assert!(standing(&story.case, Duty::RegretAtOnce).done);
}

#[test]
fn a_plan_after_another_is_no_alternative_to_it() {
    let mut story = graded(2);
    story.when(ONE, plan(1));
    story.when(ONE, refused(1));
    story.when(ONE, plan(1));
    assert!(!standing(&story.case, Duty::Alternatives).done);
    story.when(ONE, plan(2));
    assert!(standing(&story.case, Duty::Alternatives).done, "two options to choose from");
}

#[test]
fn what_goes_up_the_chain_has_come_to_the_lead() {
    let mut story = graded(2);
    story.when(ONE, Command::Team(TeamCommand::Escalate { to: EscalationLevel::Lead, words: words() }));
    assert!(standing(&story.case, Duty::TellLead).done);
}

#[test]
fn a_review_says_when_it_was_and_one_that_is_late_is_open() {
    let mut story = graded(3);
    let now = at("2026-11-21T10:00:00+08:00");
    let held = |hours: i64| {
        Command::Team(TeamCommand::FulfilDuty {
            duty: Duty::DailyReview,
            staff: None,
            at: Some(now + Span::hours(hours)),
            words: words(),
        })
    };
    assert_eq!(story.try_at(now, held(1)), Err(Rejection::Team(TeamRejection::ReviewTime)), "it lies ahead");
    assert_eq!(
        story.try_at(now, held(-25)),
        Err(Rejection::Team(TeamRejection::ReviewTime)),
        "it was longer ago than a day"
    );
    let elsewhere = Command::Team(TeamCommand::FulfilDuty {
        duty: Duty::EmergencyPlan,
        staff: None,
        at: Some(now),
        words: words(),
    });
    assert_eq!(story.try_at(now, elsewhere), Err(Rejection::Team(TeamRejection::ReviewTime)));
    assert!(!standing(&story.case, Duty::DailyReview).is_open(), "the first is due a day after the grade");
    story.try_at(now, held(-1)).unwrap();
    assert!(standing(&story.case, Duty::DailyReview).done);
    assert_eq!(
        story.try_at(now, held(-2)),
        Err(Rejection::Team(TeamRejection::ReviewTime)),
        "an earlier one is no new one"
    );
    let next = story.case.clocks.iter().rfind(|c| c.clock.promise == "daily_review").unwrap();
    assert_eq!(next.clock.start, now + Span::hours(-1), "the next day counts from it");
    story.try_at(now + Span::hours(24), Command::Clocks(ClockCommand::ReadClocks)).unwrap();
    assert!(standing(&story.case, Duty::DailyReview).is_open());
}

#[test]
fn what_was_done_before_each_duty_had_to_be_proved_stays_done() {
    let story = graded(2);
    let before = story.events.iter().map(|event| {
        let mut event = event.clone();
        if let Fact::Triage(TriageFact::SeverityAssessed(fact)) = &mut event.fact {
            fact.proved = false;
        }
        event
    });
    let events: Vec<_> = before.collect();
    let case = Case::replay(&events).unwrap();
    assert!(standing(&case, Duty::TellLead).done);
    let mut old = Story { case, events, ..story };
    old.when(ONE, crate::common::call_from_customer());
    old.when(ONE, crate::common::slight());
    assert!(standing(&old.case, Duty::RegretAtOnce).done, "also where it is graded anew since");
}
