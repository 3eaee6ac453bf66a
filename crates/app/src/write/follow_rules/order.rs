//! What a rule does: what a person may do too, and nothing else.

use super::routing;
use crate::app::App;
use crate::app::rule_book::Act;
use crate::ground::error::AppError;
use crate::ground::words::Sealer;
use crate::write::step::Order;
use homeward_domain::CaseId;
use homeward_domain::case::command::{
    ConversationCommand, PlanCommand, PriorityChange, TeamCommand, Triage, TriageCommand, TriageSubject,
};
use homeward_domain::case::{Case, Command};
use homeward_domain::time::Span;
use homeward_store::Db;

impl Act {
    /// The command of this act on a case; nothing where there is nothing to do.
    pub(super) fn order(
        &self,
        db: &Db,
        app: &App,
        id: CaseId,
        case: &Case,
        title: &str,
    ) -> Result<Option<Order>, AppError> {
        let mut sealer = Sealer::default();
        let command = match self {
            Self::Assign { staff } => {
                Some(Command::Team(TeamCommand::Assign { owner: Some(*staff), reason: Some(sealer.seal(title)) }))
            }
            Self::Route { unit, skill, speaks, present, how } => {
                let wanted = routing::Wanted {
                    unit: unit.as_deref(),
                    skill: skill.as_deref(),
                    speaks: *speaks,
                    present: *present,
                };
                let found = routing::find(db, app, id, &wanted, *how)?;
                found.map(|owner| {
                    Command::Team(TeamCommand::Assign { owner: Some(owner), reason: Some(sealer.seal(title)) })
                })
            }
            Self::Unit { unit } => Some(Command::Team(TeamCommand::MoveToUnit {
                unit: Some(unit.clone()),
                reason: Some(sealer.seal(title)),
            })),
            Self::Escalate { to } => Some(Command::Team(TeamCommand::Escalate { to: *to, words: sealer.seal(title) })),
            Self::Note { text } => {
                Some(Command::Conversation(ConversationCommand::AddNote { words: sealer.seal(text) }))
            }
            Self::Measure { text, within_minutes } => {
                let due_at = within_minutes.map(|minutes| app.clock().now() + Span::minutes(minutes));
                Some(Command::Plans(PlanCommand::AddMeasure {
                    words: Some(sealer.seal(text)),
                    template: None,
                    owner: None,
                    due_at,
                }))
            }
            Self::Triage { .. } if case.triage.decided.is_some() => None,
            Self::Triage { category, handling_type } => {
                let subject = TriageSubject {
                    category: category.clone(),
                    other_categories: Vec::new(),
                    handling_type: *handling_type,
                    motives: Vec::new(),
                };
                Some(triage(Some(subject), None, sealer.seal(title)))
            }
            Self::Nature { nature } => {
                let pressure =
                    PriorityChange { nature: *nature, danger: case.triage.danger, carried_by: 1, by_lead: false };
                Some(triage(None, Some(pressure), sealer.seal(title)))
            }
        };
        Ok(command.map(|command| Order::new(command, sealer.into_contents())))
    }
}

fn triage(
    subject: Option<TriageSubject>,
    pressure: Option<PriorityChange>,
    reason: homeward_domain::record::ContentRef,
) -> Command {
    Command::Triage(TriageCommand::Triage(Box::new(Triage {
        subject,
        pressure,
        judgement: None,
        own_grade: None,
        reason,
    })))
}
