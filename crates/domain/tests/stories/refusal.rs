//! What a case refuses, each refusal by its name, and what it takes just before.

use crate::common::{Story, assigned, at, by_voice, complaint, message, reply, slight, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ConnectionCommand, ConversationCommand, FileCommand, IntakeCommand,
    InvestigationCommand, NewFile, OpenProceeding, OwnGrade, PauseEnd, PlanCommand, ProceedingCommand,
    PublicationCommand, Question, SiteCheck, Triage, TriageCommand,
};
use homeward_domain::case::event::{CaseReceived, Direction, MatterAdded, MessageAct, PlanOption};
use homeward_domain::case::rejection::{
    ClockRejection, ComplainantRejection, ConnectionRejection, ConversationRejection, FileRejection,
    InvestigationRejection, PlanRejection, ProceedingRejection, PublicationRejection, TriageRejection,
};
use homeward_domain::case::{Command, Rejection};
use homeward_domain::catalogue::{
    AnswerWay, Authority, Channel, DateTopic, Grade, Kind, LinkKind, ObjectorKind, PauseReason, PlanAnswer,
    ProceedingStep, Respondent,
};
use homeward_domain::number::CaseNumber;

const THREE: &str = "2026-11-20T15:00:00+08:00";
const FOUR: &str = "2026-11-20T16:00:00+08:00";

fn given() -> Story {
    Story::given(complaint(), THREE)
}

fn refused(story: &mut Story, command: Command) -> Rejection {
    let before = story.events.len();
    let rejection = story.try_at(at(FOUR), command).unwrap_err();
    assert_eq!(story.events.len(), before, "what is refused leaves nothing");
    rejection
}

fn proceeding() -> Command {
    Command::Proceedings(ProceedingCommand::OpenProceeding(Box::new(OpenProceeding {
        body: Authority::Authority,
        law: None,
        received_at: None,
        answer_due_at: None,
        name: words(),
        reference: None,
        words: words(),
    })))
}

fn files(count: usize) -> Command {
    let file = NewFile { media_type: "image/jpeg".into(), bytes: 1, details: words(), is_paper: false };
    Command::Files(FileCommand::AttachFiles { about: None, files: vec![file; count] })
}

#[test]
fn a_pause_needs_a_clock_that_may_pause_for_its_reason() {
    let mut story = Story::given(CaseReceived { kind: Kind::Praise, ..complaint() }, THREE);
    let end = PauseEnd::At(at("2026-11-21T15:00:00+08:00"));
    let reason = PauseReason::WaitingForCustomer;
    let pause =
        Command::Clocks(ClockCommand::PauseClocks { reason, end, by_lead: false, words: words(), how: by_voice() });
    assert_eq!(refused(&mut story, pause), Rejection::Clocks(ClockRejection::PauseNotAllowed));
}

#[test]
fn words_of_the_complainant_are_no_act_of_ours() {
    let theirs = message(Direction::In, Channel::Phone, Some(true), Some(vec![MessageAct::ContentConfirmed]));
    assert_eq!(refused(&mut given(), theirs), Rejection::Conversation(ConversationRejection::ActsInbound));
}

#[test]
fn a_grade_of_ones_own_stands_on_a_judgement() {
    let mut story = given();
    let Command::Triage(TriageCommand::Triage(judged)) = slight() else { unreachable!() };
    let own = Triage { judgement: None, own_grade: Some(OwnGrade::Set(Grade::Grave)), ..*judged };
    assert_eq!(
        refused(&mut story, Command::Triage(TriageCommand::Triage(Box::new(own.clone())))),
        Rejection::Triage(TriageRejection::NotJudged)
    );
    story.when(FOUR, slight()).when(FOUR, Command::Triage(TriageCommand::Triage(Box::new(own))));
}

#[test]
fn a_plan_offers_something_and_they_choose_one_of_it() {
    let mut story = given();
    story.when(THREE, Command::Acceptance(AcceptanceCommand::Accept)).when(THREE, reply());
    let plan = |options| {
        Command::Plans(PlanCommand::ProposePlan { options, words: words(), how: by_voice(), complainants: vec![] })
    };
    assert_eq!(refused(&mut story, plan(vec![])), Rejection::Plans(PlanRejection::EmptyPlan));
    let option = PlanOption { words: words(), measures: vec![], complainants: vec![] };
    story.when(THREE, plan(vec![option.clone(), option]));
    let yes = |option| {
        Command::Plans(PlanCommand::AnswerPlan {
            version: 1,
            complainant: 1,
            answer: PlanAnswer::Accepted,
            option,
            way: AnswerWay::Link,
            words: None,
            happened_at: None,
        })
    };
    assert_eq!(refused(&mut story, yes(Some(3))), Rejection::Plans(PlanRejection::NoSuchOption { count: 2 }));
    assert_eq!(
        refused(&mut story, yes(None)),
        Rejection::Plans(PlanRejection::NoSuchOption { count: 2 }),
        "one of two has to be named"
    );
    story.when(FOUR, yes(Some(2)));
}

#[test]
fn a_measure_is_done_once() {
    let mut story = given();
    story.when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
    let done = |measure| Command::Plans(PlanCommand::CompleteMeasure { measure, proof: words() });
    assert_eq!(refused(&mut story, done(1)), Rejection::Plans(PlanRejection::NoOpenMeasure(1)));
    story.when(
        THREE,
        Command::Plans(PlanCommand::AddMeasure { words: Some(words()), template: None, owner: None, due_at: None }),
    );
    story.when(THREE, done(1));
    assert_eq!(refused(&mut story, done(1)), Rejection::Plans(PlanRejection::NoOpenMeasure(1)));
}

#[test]
fn a_site_check_lies_ahead() {
    let mut story = given();
    story.when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
    let by = |due| {
        Command::Investigation(InvestigationCommand::OrderSiteCheck(SiteCheck {
            owner: None,
            due_at: at(due),
            place: words(),
            words: words(),
        }))
    };
    assert_eq!(refused(&mut story, by(FOUR)), Rejection::Investigation(InvestigationRejection::DueInPast));
    story.when(FOUR, by("2026-11-20T16:00:00.000001+08:00"));
}

#[test]
fn one_case_has_so_many_questions_files_links_and_proceedings() {
    let mut story = given();
    story.when(THREE, Command::Acceptance(AcceptanceCommand::Accept));
    let ask = || {
        let question = Question { respondent: Respondent::Department, to: "D".into(), calendar: None, words: words() };
        Command::Investigation(InvestigationCommand::AskQuestion(Box::new(question)))
    };
    for _ in 0..500 {
        story.when(THREE, ask());
    }
    assert_eq!(refused(&mut story, ask()), Rejection::Investigation(InvestigationRejection::TooManyErrands(500)));
    story.when(THREE, files(499));
    assert_eq!(refused(&mut story, files(2)), Rejection::Files(FileRejection::TooManyFiles(500)), "not one of two");
    story.when(THREE, files(1));
    let link = |n: i64| {
        let other = CaseNumber::new(n, at(THREE));
        Command::Connections(ConnectionCommand::Link { other, how: LinkKind::Related, words: None })
    };
    for n in 1..=200 {
        story.when(THREE, link(n));
    }
    assert_eq!(refused(&mut story, link(201)), Rejection::Connections(ConnectionRejection::TooManyLinks(200)));
    for _ in 0..50 {
        story.when(THREE, proceeding());
    }
    assert_eq!(refused(&mut story, proceeding()), Rejection::Proceedings(ProceedingRejection::TooManyProceedings(50)));
}

#[test]
fn a_group_has_so_many_and_a_record_so_many_entries() {
    let mut story = given();
    let one = complaint().complainants[0].clone();
    let join = |count| {
        Command::Intake(IntakeCommand::AddToMatter(Box::new(MatterAdded {
            joined: vec![one.clone(); count],
            ..<_>::default()
        })))
    };
    assert_eq!(refused(&mut story, join(501)), Rejection::Complainants(ComplainantRejection::TooManyComplainants(501)));
    story.when(THREE, join(500));
    story.case.seq = 50_000;
    assert_eq!(
        refused(&mut story, Command::Conversation(ConversationCommand::AddNote { words: words() })),
        Rejection::TooManyEntries(50_000)
    );
}

#[test]
fn what_ended_before_an_authority_moves_no_more() {
    let mut story = given();
    story.when(THREE, proceeding());
    let moved = |step| {
        Command::Proceedings(ProceedingCommand::MoveProceeding { proceeding: 1, step, at: None, words: words() })
    };
    story.when(THREE, moved(ProceedingStep::Withdrawn));
    assert_eq!(
        refused(&mut story, moved(ProceedingStep::Accepted)),
        Rejection::Proceedings(ProceedingRejection::ProceedingOver)
    );
    let at = at("2026-12-01T09:00:00+08:00");
    let dated = Command::Proceedings(ProceedingCommand::DateProceeding {
        proceeding: 1,
        topic: DateTopic::Answer,
        at,
        words: words(),
    });
    assert_eq!(refused(&mut story, dated), Rejection::Proceedings(ProceedingRejection::ProceedingOver));
}

#[test]
fn nobody_decides_on_a_publication_or_objects_to_one_that_nobody_proposed() {
    let mut story = given();
    story.when(THREE, assigned());
    let decide = PublicationCommand::Decide { publish: true, words: words(), how: by_voice() };
    let object = PublicationCommand::Object { by: ObjectorKind::Complainant, words: words() };
    for step in [decide, object] {
        assert_eq!(
            refused(&mut story, Command::Publication(step)),
            Rejection::Publication(PublicationRejection::NoPublication)
        );
    }
}
