//! The act that puts an entry right which cannot be withdrawn.

use crate::common::{Story, answers, assigned, at, by_voice, complaint, reply, slight, untrue, words};
use crate::withdrawal_words::{LEAD, plan, resolve};
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ConnectionCommand, ConversationCommand, InvestigationCommand, ObjectionDecision,
    PlanCommand, PrivacyCommand, TeamCommand, TriageCommand,
};
use homeward_domain::case::event::PlanFact;
use homeward_domain::case::rejection::{AcceptanceRejection, ConnectionRejection, CorrectionRejection, PlanRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Cause, Kind, PlanAnswer, RefusalGround};
use homeward_domain::triage::strategy::Duty;

/// The command of an act that a refusal names, as far as it is one of the case alone.
fn named(act: &str, about: &Fact) -> Option<Command> {
    let measure = if let Fact::Plans(PlanFact::MeasureAdded(f)) = about { f.measure } else { 1 };
    let decision = ObjectionDecision { upheld: false, words: words(), how: by_voice(), alone: true };
    Some(match act {
        "assignment" => Command::Team(TeamCommand::Assign { owner: Some(8), reason: Some(words()) }),
        "notes" => Command::Conversation(ConversationCommand::AddNote { words: words() }),
        "acceptance" => Command::Acceptance(AcceptanceCommand::Refuse {
            ground: RefusalGround::NotOurs,
            words: words(),
            how: by_voice(),
        }),
        "objection_decision" => Command::Acceptance(AcceptanceCommand::DecideObjection(decision)),
        "causes" => {
            Command::Investigation(InvestigationCommand::NameCauses { causes: vec![Cause::Process], words: words() })
        }
        "plans" => plan(),
        "measures" => {
            Command::Plans(PlanCommand::AddMeasure { words: Some(words()), template: None, owner: None, due_at: None })
        }
        "measure_waiver" => Command::Plans(PlanCommand::WaiveMeasure { measure, reason: words() }),
        "resolution" => resolve(),
        "reopening" => Command::Closing(ClosingCommand::Reopen { new_facts: true, reason: words() }),
        "result_notice" => Command::Closing(ClosingCommand::GiveResultNotice {
            words: words(),
            changed: None,
            how: by_voice(),
            complainants: vec![],
        }),
        "triage" => slight(),
        "kind" => Command::Triage(TriageCommand::ChangeKind { to: Kind::Feedback, reason: words() }),
        "duties" => crate::common::regret(),
        "corrections" => untrue(1, true),
        "hold" => Command::Privacy(PrivacyCommand::SetHold { words: words() }),
        "hold_release" => Command::Privacy(PrivacyCommand::LiftHold { words: words() }),
        _ => return None,
    })
}

/// The stages of a case, each with everything before it.
fn stages() -> Vec<Command> {
    let answered = answers(1, PlanAnswer::Accepted);
    let waive = Command::Team(TeamCommand::WaiveDuty { duty: Duty::AskWhetherContent, reason: words() });
    vec![
        assigned(),
        Command::Acceptance(AcceptanceCommand::Accept),
        slight(),
        reply(),
        crate::common::regret(),
        Command::Investigation(InvestigationCommand::NameCauses { causes: vec![Cause::Process], words: words() }),
        plan(),
        answered,
        Command::Plans(PlanCommand::AddMeasure { words: Some(words()), template: None, owner: None, due_at: None }),
        Command::Plans(PlanCommand::WaiveMeasure { measure: 1, reason: words() }),
        Command::Plans(PlanCommand::WaiveMeasure { measure: 2, reason: words() }),
        Command::Closing(ClosingCommand::GiveResultNotice {
            words: words(),
            changed: None,
            how: by_voice(),
            complainants: vec![],
        }),
        resolve(),
        Command::Closing(ClosingCommand::RecordSatisfaction {
            content: true,
            rating: None,
            words: None,
            happened_at: None,
        }),
        Command::Privacy(PrivacyCommand::SetHold { words: words() }),
        waive,
        Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
        Command::Closing(ClosingCommand::Reopen { new_facts: true, reason: words() }),
        Command::Closing(ClosingCommand::Withdraw { words: words() }),
    ]
}

#[test]
fn the_act_that_a_refusal_names_is_one_that_the_case_takes_as_it_stands() {
    let refuse = Command::Acceptance(AcceptanceCommand::Refuse {
        ground: RefusalGround::NotOurs,
        words: words(),
        how: by_voice(),
    });
    let object = Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant: 1, words: words() });
    let decision = ObjectionDecision { upheld: true, words: words(), how: by_voice(), alone: true };
    let other = vec![refuse, object, Command::Acceptance(AcceptanceCommand::DecideObjection(decision))];
    let into = homeward_domain::number::CaseNumber::new(7, at("2026-11-20T15:00:00+08:00"));
    let merged = vec![
        Command::Acceptance(AcceptanceCommand::Accept),
        reply(),
        plan(),
        Command::Connections(ConnectionCommand::MergeInto { into, words: words() }),
    ];
    let mut named_so_far = std::collections::BTreeSet::new();
    for stages in [stages(), other, merged] {
        let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
        for stage in stages {
            story.when("2026-11-20T16:00:00+08:00", stage);
            for event in story.events.clone() {
                let now = at("2026-11-20T17:00:00+08:00");
                let mut tried = Story { policies: crate::common::shipped(), case: story.case.clone(), events: vec![] };
                let Err(Rejection::Corrections(CorrectionRejection::PutRightBy { act })) =
                    tried.try_as(LEAD, now, untrue(event.seq, true))
                else {
                    continue;
                };
                named_so_far.insert(act);
                let Some(command) = named(act, &event.fact) else { continue };
                let done = tried.try_as(LEAD, now, command);
                let is_shut = matches!(
                    done,
                    Err(Rejection::State { .. }
                        | Rejection::Connections(ConnectionRejection::GoesOn { .. })
                        | Rejection::History
                        | Rejection::Acceptance(AcceptanceRejection::NoObjection)
                        | Rejection::Plans(PlanRejection::NoOpenMeasure(_)))
                );
                let (kind, state) = (event.fact.kind(), story.case.state());
                assert!(!is_shut, "{kind} names {act}, and the case is {state:?}: {done:?}");
            }
        }
    }
    assert!(named_so_far.len() > 8, "{named_so_far:?}");
}
