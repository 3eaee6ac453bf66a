//! What a withdrawal leaves to be done: how much a case presses is judged anew, and a
//! letter that says something untrue of a limit is told anew.

use crate::common::{Story, assigned, at, by_voice, complaint, message, plan, pressing, reply, slight, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::Command;
use homeward_domain::case::command::{AcceptanceCommand, ClosingCommand, PlanCommand, TeamCommand};
use homeward_domain::case::event::Direction;
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::catalogue::{AnswerWay, Channel, Nature, PlanAnswer, State};
use homeward_domain::triage::strategy::Duty;

const LEAD: Actor = Actor::Staff(9);

fn withdrawn(story: &mut Story, now: &str, entry: i64) {
    story.try_as(LEAD, at(now), untrue(entry, true)).unwrap();
}

fn last(story: &Story, kind: &str) -> i64 {
    story.events.iter().rfind(|event| event.fact.kind() == kind).unwrap().seq
}

/// A handled case in which a message that is of another case was taken for urgent.
fn urgent() -> (Story, i64) {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    for act in [Command::Acceptance(AcceptanceCommand::Accept), assigned(), slight(), reply()] {
        story.when("2026-11-20T15:01:00+08:00", act);
    }
    story.when("2026-11-20T15:02:00+08:00", message(Direction::In, Channel::Email, None, None));
    let theirs = last(&story, "message_recorded");
    story.when("2026-11-20T15:03:00+08:00", pressing(Nature::Urgent, false, theirs));
    story.when("2026-11-20T15:04:00+08:00", crate::common::regret());
    withdrawn(&mut story, "2026-11-20T15:10:00+08:00", theirs);
    (story, theirs)
}

#[test]
fn what_presses_by_nothing_is_judged_anew() {
    let (mut story, _) = urgent();
    assert_eq!((story.case.triage.nature, next_step(&story.case)), (Nature::Urgent, Some(NextStep::JudgeAnew)));
    story.when("2026-11-20T15:11:00+08:00", pressing(Nature::General, false, 1));
    assert_eq!((story.case.triage.nature, next_step(&story.case)), (Nature::General, Some(NextStep::Investigate)));
}

#[test]
fn or_it_presses_by_another_entry() {
    let (mut story, theirs) = urgent();
    assert!(story.case.presses_by_nothing() && story.case.triage.pressed_by == Some(theirs));
    story.when("2026-11-20T15:11:00+08:00", pressing(Nature::Urgent, false, 1));
    assert_eq!((story.case.triage.pressed_by, next_step(&story.case)), (Some(1), Some(NextStep::Investigate)));
    let again = story.try_at(at("2026-11-20T15:12:00+08:00"), pressing(Nature::Urgent, false, 1));
    assert!(again.is_err(), "nothing would change");
}

#[test]
fn a_letter_that_says_something_untrue_of_a_limit_is_told_anew_also_of_a_sealed_case() {
    for sealed in [false, true] {
        let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
        for act in [Command::Acceptance(AcceptanceCommand::Accept), assigned(), slight()] {
            story.when("2026-11-20T15:01:00+08:00", act);
        }
        story.when("2026-11-20T15:10:00+08:00", reply());
        let call = last(&story, "message_recorded");
        story.when("2026-11-20T15:11:00+08:00", crate::common::regret());
        story.when("2026-11-20T17:30:00+08:00", plan(by_voice()));
        let yes = Command::Plans(PlanCommand::AnswerPlan {
            version: 1,
            complainant: 1,
            answer: PlanAnswer::Accepted,
            option: None,
            way: AnswerWay::Word,
            words: None,
            happened_at: None,
        });
        let letter = || {
            Command::Closing(ClosingCommand::GiveResultNotice {
                words: words(),
                changed: None,
                how: by_voice(),
                complainants: vec![],
            })
        };
        story.when("2026-11-20T17:31:00+08:00", yes).when("2026-11-20T17:32:00+08:00", letter());
        story.when(
            "2026-11-20T17:40:00+08:00",
            Command::Closing(ClosingCommand::Resolve { words: None, how: by_voice() }),
        );
        story.when(
            "2026-11-20T17:50:00+08:00",
            Command::Closing(ClosingCommand::RecordSatisfaction {
                content: true,
                rating: None,
                words: None,
                happened_at: None,
            }),
        );
        if sealed {
            let waived = Command::Team(TeamCommand::WaiveDuty { duty: Duty::AskWhetherContent, reason: words() });
            let _ = story.try_at(at("2026-11-20T17:51:00+08:00"), waived);
            story.when(
                "2026-11-20T17:52:00+08:00",
                Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
            );
        }
        assert!(story.case.untrue_letter().is_none());
        withdrawn(&mut story, "2026-11-20T18:00:00+08:00", call);
        assert_eq!(story.state("first_response"), "breached", "the letter says that it was kept");
        assert_eq!(story.case.state(), if sealed { State::Archived } else { State::Resolved });
        assert_eq!(next_step(&story.case), Some(NextStep::TellResultAnew));
        story.when("2026-11-20T18:10:00+08:00", letter());
        assert_eq!(next_step(&story.case), (!sealed).then_some(NextStep::Archive));
    }
}
