//! Outside proceedings, publication, holds and retention, told as stories.

use crate::common::{Story, assigned, at, by_voice, complaint, message, reply, shipped, slight, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ConversationCommand, Erasing, InvestigationCommand, OpenProceeding, PlanCommand,
    PrivacyCommand, ProceedingCommand, PublicationCommand, Question, TeamCommand, Telling,
};
use homeward_domain::case::event::{Direction, PlanOption, PrivacyFact, PublicationFact};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::rejection::{ClosingRejection, PrivacyRejection, ProceedingRejection, PublicationRejection};
use homeward_domain::case::{Command, Fact, Publication, Rejection, proceeding_date};
use homeward_domain::catalogue::{
    AnswerWay, Authority, Channel, DateTopic, ErasureGround, Exemption, Item, KeptGround, ObjectorKind, PlanAnswer,
    ProceedingStep, Respondent, State,
};
use homeward_domain::procedures::procedures;
use homeward_domain::terms::Terms;
use homeward_domain::time::Timestamp;
use homeward_domain::triage::strategy::Duty;

/// Decides on what somebody else has proposed.
const MANAGER: Actor = Actor::Staff(9);

fn given(when: &str) -> Story {
    let packs = procedures(include_str!("../../../../rules/procedures/cn.toml")).unwrap();
    Story::given_at(complaint(), None, at(when), shipped().with_procedures(packs))
}

fn notice(law: Option<&str>, answer_due_at: Option<Timestamp>) -> Command {
    Command::Proceedings(ProceedingCommand::OpenProceeding(Box::new(OpenProceeding {
        body: Authority::Authority,
        law: law.map(str::to_owned),
        received_at: None,
        answer_due_at,
        name: words(),
        reference: Some(words()),
        words: words(),
    })))
}

fn moved(step: ProceedingStep) -> Command {
    Command::Proceedings(ProceedingCommand::MoveProceeding { proceeding: 1, step, at: None, words: words() })
}

/// A complaint that was settled by a plan, carried out and resolved.
fn resolved(when: &str) -> Story {
    let mut story = given(when);
    story.when(when, Command::Acceptance(AcceptanceCommand::Accept));
    resolve(&mut story, when);
    story
}

fn resolve(story: &mut Story, when: &str) {
    story.when(when, reply());
    let option = PlanOption { words: words(), measures: vec![], complainants: Vec::new() };
    story.when(
        when,
        Command::Plans(PlanCommand::ProposePlan {
            options: vec![option],
            words: words(),
            how: by_voice(),
            complainants: Vec::new(),
        }),
    );
    let yes = PlanAnswer::Accepted;
    let answer = Command::Plans(PlanCommand::AnswerPlan {
        version: 1,
        complainant: 1,
        answer: yes,
        option: None,
        way: AnswerWay::Link,
        words: None,
        happened_at: None,
    });
    story.when(when, answer);
    story.when(when, assigned()).when(when, slight()).when(when, crate::common::regret());
    story.when(when, Command::Closing(ClosingCommand::Resolve { words: Some(words()), how: by_voice() }));
}

fn expected(story: &Story, topic: DateTopic) -> Option<Timestamp> {
    proceeding_date(&story.case.proceedings[0], topic)
}

#[test]
fn an_authoritys_notice_of_2025_follows_the_law_of_then() {
    // Tuesday before the long holiday of October 2025, with a make-up Saturday after it.
    let mut story = given("2025-09-30T10:00:00+08:00");
    story.when("2025-09-30T10:00:00+08:00", notice(Some("cn_tourism_complaint"), None));
    assert_eq!(story.case.proceedings[0].law.as_deref(), Some("cn_tourism_complaint.2010"));
    // 9, 10, 11 (made up), 13, 14 October.
    assert_eq!(expected(&story, DateTopic::Acceptance), Some(at("2025-10-14T23:59:59.999999+08:00")));
    assert_eq!(story.due("authority_answer"), at("2025-10-10T23:59:59.999999+08:00"), "ten days by article 17");
    story.when("2025-10-09T10:00:00+08:00", moved(ProceedingStep::Accepted));
    assert_eq!(expected(&story, DateTopic::Conclusion), Some(at("2025-12-08T23:59:59.999999+08:00")), "sixty days");
    story.when("2025-10-10T09:00:00+08:00", moved(ProceedingStep::Answered));
    assert_eq!(story.state("authority_answer"), "kept");
    assert!(story.case.is_before_others());
    story.when("2025-11-01T09:00:00+08:00", moved(ProceedingStep::Mediated));
    assert!(!story.case.is_before_others());
}

#[test]
fn while_an_authority_waits_for_our_answer_nobody_waits_for_theirs() {
    let mut story = given("2026-11-20T10:00:00+08:00");
    let due = |story: &Story| {
        story.case.clocks.iter().rfind(|c| c.clock.promise == "next_word").unwrap().clock.schedule.due_at
    };
    story.when("2026-11-20T10:20:00+08:00", notice(None, None));
    story.when("2026-11-20T10:30:00+08:00", reply());
    assert_eq!(due(&story), at("2026-11-21T10:30:00+08:00"), "a day, as ever");
    story.when("2026-11-20T11:00:00+08:00", moved(ProceedingStep::Answered));
    story.when("2026-11-20T11:10:00+08:00", reply());
    assert_eq!(due(&story), at("2026-11-23T11:10:00+08:00"), "now we wait for them");
}

#[test]
fn a_figure_that_nobody_checked_gives_no_date_and_the_notice_rules() {
    let mut story = given("2026-04-01T10:00:00+08:00");
    let due = at("2026-04-08T18:00:00+08:00");
    story.when("2026-04-01T10:00:00+08:00", notice(Some("cn_tourism_complaint"), Some(due)));
    let one = &story.case.proceedings[0];
    assert_eq!(one.law.as_deref(), Some("cn_tourism_complaint.2026"));
    let rules: Vec<_> = one.dates.iter().map(|date| (date.rule.as_str(), date.at)).collect();
    assert_eq!(rules, [("CN-TC26-07", None), ("CN-TC26-08", None)]);
    assert_eq!(story.due("authority_answer"), due);
    let told = at("2026-04-10T18:00:00+08:00");
    let date = Command::Proceedings(ProceedingCommand::DateProceeding {
        proceeding: 1,
        topic: DateTopic::Answer,
        at: told,
        words: words(),
    });
    story.when("2026-04-02T10:00:00+08:00", date);
    assert_eq!((story.due("authority_answer"), expected(&story, DateTopic::Answer)), (told, Some(told)));
}

#[test]
fn a_notice_without_law_or_date_is_answered_within_our_own_five_days() {
    let mut story = given("2026-11-20T10:00:00+08:00");
    story.when("2026-11-20T10:00:00+08:00", notice(None, None));
    assert_eq!(story.due("authority_answer"), at("2026-11-25T10:00:00+08:00"));
    story.when("2026-11-21T10:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    assert_eq!(story.state("authority_answer"), "running", "the authority still wants its answer");
    let now = at("2026-11-21T11:00:00+08:00");
    let unknown = notice(Some("cn_unknown"), None);
    assert_eq!(story.try_at(now, unknown), Err(Rejection::Proceedings(ProceedingRejection::NoSuchProcedure)));
    assert_eq!(
        story.try_at(now, notice(None, Some(now))),
        Err(Rejection::Proceedings(ProceedingRejection::AnswerDueBeforeNotice))
    );
    let other = Command::Proceedings(ProceedingCommand::MoveProceeding {
        proceeding: 7,
        step: ProceedingStep::Answered,
        at: None,
        words: words(),
    });
    assert_eq!(story.try_at(now, other), Err(Rejection::Proceedings(ProceedingRejection::NoSuchProceeding(7))));
}

#[test]
fn a_result_is_published_after_a_decision_and_not_while_others_decide() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    story.when("2026-11-21T10:00:00+08:00", notice(None, None));
    let propose = Command::Publication(PublicationCommand::Propose { matter: words(), result: words() });
    let now = at("2026-11-21T11:00:00+08:00");
    assert_eq!(story.try_at(now, propose.clone()), Err(Rejection::Publication(PublicationRejection::BeforeOthers)));
    story.when("2026-11-22T10:00:00+08:00", moved(ProceedingStep::Withdrawn));
    story.when("2026-11-22T10:10:00+08:00", propose);
    assert_eq!(
        story.try_at(at("2026-11-22T10:15:00+08:00"), Command::Publication(PublicationCommand::Release)),
        Err(Rejection::Publication(PublicationRejection::NotApproved))
    );
    let decide = Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: by_voice() });
    let early = at("2026-11-22T10:20:00+08:00");
    assert_eq!(
        story.try_at(early, decide.clone()),
        Err(Rejection::Publication(PublicationRejection::SamePerson)),
        "two people look at it"
    );
    story.try_as(MANAGER, early, decide.clone()).unwrap();
    let until = at("2026-11-25T10:20:00+08:00");
    let runs = story.try_at(at("2026-11-22T10:25:00+08:00"), Command::Publication(PublicationCommand::Release));
    assert_eq!(
        runs,
        Err(Rejection::Publication(PublicationRejection::ObjectionRuns { until })),
        "three days to object"
    );
    assert_eq!(story.due("publication"), at("2026-12-20T10:00:00+08:00"), "thirty days from the end");
    let objection = Command::Publication(PublicationCommand::Object { by: ObjectorKind::Complainant, words: words() });
    story.when("2026-11-22T10:30:00+08:00", objection);
    assert_eq!(
        story.try_at(at("2026-11-22T10:40:00+08:00"), Command::Publication(PublicationCommand::Release)),
        Err(Rejection::Publication(PublicationRejection::NotApproved))
    );
    story.try_as(MANAGER, at("2026-11-22T10:50:00+08:00"), decide).unwrap();
    story.when("2026-11-25T11:00:00+08:00", Command::Publication(PublicationCommand::Release));
    assert_eq!(story.state("publication"), "kept");
    let until = at("2026-12-25T11:00:00+08:00");
    assert!(matches!(story.case.publication, Some(Publication::Published { until: u, .. }) if u == until));
    story.when(
        "2026-11-26T10:00:00+08:00",
        Command::Closing(ClosingCommand::Reopen { new_facts: true, reason: words() }),
    );
    assert_eq!(story.case.publication, Some(Publication::Withdrawn), "what is taken up again is not decided");
}

#[test]
fn a_program_decides_on_nothing_that_it_proposed_itself() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    let propose = Command::Publication(PublicationCommand::Propose { matter: words(), result: words() });
    let decide = Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: by_voice() });
    let now = at("2026-11-22T10:10:00+08:00");
    story.try_as(Actor::Token(3), now, propose).unwrap();
    assert_eq!(
        story.try_as(Actor::Token(3), now, decide.clone()),
        Err(Rejection::Publication(PublicationRejection::SamePerson))
    );
    story.try_as(Actor::Token(4), now, decide).unwrap();
}

#[test]
fn the_days_to_object_run_from_when_they_were_told_and_not_from_a_page_that_nobody_reads() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    let propose = Command::Publication(PublicationCommand::Propose { matter: words(), result: words() });
    story.when("2026-11-22T10:10:00+08:00", propose);
    let on_page =
        Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: Telling::default() });
    story.try_as(MANAGER, at("2026-11-22T10:20:00+08:00"), on_page).unwrap();
    let decided = story.events.iter().rfind(|e| e.fact.kind() == "publication_decided").unwrap().seq;
    let release = || Command::Publication(PublicationCommand::Release);
    assert_eq!(
        story.try_at(at("2026-11-26T10:20:00+08:00"), release()),
        Err(Rejection::Publication(PublicationRejection::PublicationNotTold))
    );
    // A call about something else is not the word that they may object.
    story.when("2026-11-26T11:00:00+08:00", reply());
    assert_eq!(
        story.try_at(at("2026-11-26T11:10:00+08:00"), release()),
        Err(Rejection::Publication(PublicationRejection::PublicationNotTold))
    );
    assert_eq!(next_step(&story.case), Some(NextStep::Tell));
    story.when("2026-11-26T12:00:00+08:00", told_of(decided));
    let until = at("2026-11-29T12:00:00+08:00");
    assert_eq!(
        story.try_at(at("2026-11-28T12:00:00+08:00"), release()),
        Err(Rejection::Publication(PublicationRejection::ObjectionRuns { until }))
    );
    story.when("2026-11-29T12:00:00+08:00", release());
    assert!(matches!(story.case.publication, Some(Publication::Published { .. })));
}

#[test]
fn whoever_reads_their_page_has_their_days_from_then_on() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    story.when("2026-11-21T10:00:00+08:00", message(Direction::In, Channel::Web, None, None));
    let propose = Command::Publication(PublicationCommand::Propose { matter: words(), result: words() });
    story.when("2026-11-22T10:10:00+08:00", propose);
    let on_page =
        Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: Telling::default() });
    story.try_as(MANAGER, at("2026-11-22T10:20:00+08:00"), on_page).unwrap();
    story.when("2026-11-25T10:20:00+08:00", Command::Publication(PublicationCommand::Release));
}

/// A call that tells what an entry had put on the page.
fn told_of(entry: i64) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut call)) = reply() else {
        unreachable!("a reply is a message")
    };
    (call.tells, call.acts) = (Some(entry), Some(vec![]));
    Command::Conversation(ConversationCommand::RecordMessage(call))
}

#[test]
fn a_supplier_who_was_asked_is_told_before_a_result_is_published_and_has_their_days_too() {
    let mut story = given("2026-11-20T08:00:00+08:00");
    let asked = Question { respondent: Respondent::Supplier, to: "S-1".into(), calendar: None, words: words() };
    story.when("2026-11-20T08:10:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    story.when("2026-11-20T08:20:00+08:00", Command::Investigation(InvestigationCommand::AskQuestion(Box::new(asked))));
    resolve(&mut story, "2026-11-20T10:00:00+08:00");
    story.when(
        "2026-11-22T10:10:00+08:00",
        Command::Publication(PublicationCommand::Propose { matter: words(), result: words() }),
    );
    let tell = Command::Publication(PublicationCommand::TellSupplier { channel: Channel::Email, words: words() });
    let early = at("2026-11-22T10:15:00+08:00");
    assert_eq!(
        story.try_at(early, tell.clone()),
        Err(Rejection::Publication(PublicationRejection::NotApproved)),
        "nobody has decided on it yet"
    );
    let decide = Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: by_voice() });
    story.try_as(MANAGER, at("2026-11-22T10:20:00+08:00"), decide).unwrap();
    let later = at("2026-11-26T10:00:00+08:00");
    assert_eq!(
        story.try_at(later, Command::Publication(PublicationCommand::Release)),
        Err(Rejection::Publication(PublicationRejection::SupplierNotTold))
    );
    story.when("2026-11-26T10:30:00+08:00", tell.clone());
    let until = at("2026-11-29T10:30:00+08:00");
    let now = at("2026-11-26T10:40:00+08:00");
    assert_eq!(
        story.try_at(now, Command::Publication(PublicationCommand::Release)),
        Err(Rejection::Publication(PublicationRejection::ObjectionRuns { until })),
        "the same days for both"
    );
    story.when("2026-11-27T10:00:00+08:00", tell);
    story.when("2026-11-29T10:30:00+08:00", Command::Publication(PublicationCommand::Release));
    assert!(matches!(story.case.publication, Some(Publication::Published { .. })), "telling again begins nothing anew");
}

#[test]
fn a_proceeding_that_comes_takes_the_result_off_the_page() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    story.when(
        "2026-11-20T10:10:00+08:00",
        Command::Publication(PublicationCommand::Propose { matter: words(), result: words() }),
    );
    let decide = Command::Publication(PublicationCommand::Decide { publish: true, words: words(), how: by_voice() });
    story.try_as(MANAGER, at("2026-11-20T10:20:00+08:00"), decide).unwrap();
    story.when("2026-11-23T10:30:00+08:00", Command::Publication(PublicationCommand::Release));
    story.when("2026-11-24T10:00:00+08:00", notice(None, None));
    assert_eq!(story.case.publication, Some(Publication::Withdrawn));
    assert_eq!(story.count(|f| matches!(f, Fact::Publication(PublicationFact::PublicationWithdrawn(_)))), 1);
}

#[test]
fn a_hold_and_the_three_years_keep_the_file() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    let asked = Command::Closing(ClosingCommand::RecordSatisfaction {
        content: true,
        rating: None,
        words: None,
        happened_at: None,
    });
    story.when("2026-11-20T11:00:00+08:00", asked);
    story.when(
        "2026-11-21T10:00:00+08:00",
        Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
    );
    assert_eq!(story.case.state(), State::Archived);
    let until = story.case.closing.keep_until.unwrap();
    assert_eq!(until, at("2029-11-20T10:00:00+08:00"));
    let over = Command::Privacy(PrivacyCommand::EraseContents(Erasing::on(ErasureGround::RetentionEnded)));
    let refused = Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground: KeptGround::RetentionPeriod });
    assert_eq!(story.try_at(at("2029-11-19T10:00:00+08:00"), over.clone()), Err(refused));
    story.when("2029-11-19T11:00:00+08:00", Command::Privacy(PrivacyCommand::SetHold { words: words() }));
    assert_eq!(
        story.try_at(at("2029-11-21T10:00:00+08:00"), over.clone()),
        Err(Rejection::Privacy(PrivacyRejection::OnHold))
    );
    story.when("2029-11-21T11:00:00+08:00", Command::Privacy(PrivacyCommand::LiftHold { words: words() }));
    story.when("2029-11-21T12:00:00+08:00", over);
    assert_eq!(story.count(|f| matches!(f, Fact::Privacy(PrivacyFact::ContentsErased(_)))), 1);
}

#[test]
fn a_file_is_sealed_once_it_is_whole_unless_the_case_ended_before_that_was_asked() {
    let mut story = resolved("2026-11-20T10:00:00+08:00");
    let seal = |missing| Command::Closing(ClosingCommand::Archive { summary: words(), missing });
    let at_ten = at("2026-11-21T10:00:00+08:00");
    let duties = vec![Duty::AskWhetherContent];
    assert_eq!(story.try_at(at_ten, seal(vec![])), Err(Rejection::Closing(ClosingRejection::DutiesOpen { duties })));
    let waived = Command::Team(TeamCommand::WaiveDuty { duty: Duty::AskWhetherContent, reason: words() });
    story.when("2026-11-21T10:00:00+08:00", waived);
    let items = vec![Item::Place, Item::Occupation];
    assert_eq!(
        story.try_at(at_ten, seal(items.clone())),
        Err(Rejection::Closing(ClosingRejection::ItemsMissing { items: items.clone() }))
    );
    story.when("2026-11-21T10:00:00+08:00", notice(None, None));
    assert_eq!(story.try_at(at_ten, seal(vec![])), Err(Rejection::Closing(ClosingRejection::ProceedingRuns)));
    // The same case, had it ended before the company's program asked for any of it.
    let terms = Terms { whole_since: at("2026-11-21T00:00:00+08:00"), ..Terms::default() };
    story.policies = story.policies.clone().with_terms(terms);
    assert_eq!(story.case.exempt(&terms), Some(Exemption::EndedBefore));
    story.when("2026-11-21T10:00:00+08:00", seal(items));
    assert_eq!(story.case.state(), State::Archived);
}
