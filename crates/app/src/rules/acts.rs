//! What a rule may do: what a person may do too, and nothing else.

use super::routing;
use crate::app::App;
use crate::error::AppError;
use crate::execute::Order;
use crate::words::Sealer;
use homeward_domain::CaseId;
use homeward_domain::case::command::{
    ConversationCommand, PlanCommand, PriorityChange, TeamCommand, Triage, TriageCommand, TriageSubject,
};
use homeward_domain::case::{Case, Command};
use homeward_domain::catalogue::{Category, EscalationLevel, HandlingType, Nature};
use homeward_domain::time::Span;
use homeward_store::Db;
use serde::{Deserialize, Serialize};

/// How one of several members of staff is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Whoever has the fewest open cases.
    LeastLoaded,
    /// One after the other.
    RoundRobin,
    /// Whoever had the last case of this complainant, or has the fewest open ones.
    LastHandler,
}

impl How {
    /// The spellings of the API.
    pub const SPELLINGS: &'static [&'static str] = &["least_loaded", "round_robin", "last_handler"];

    /// The way of a spelling.
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::LeastLoaded, Self::RoundRobin, Self::LastHandler];
        Self::SPELLINGS.iter().zip(all).find(|(spelling, _)| **spelling == text).map(|(_, how)| how)
    }
}

/// One act of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Makes this member of staff the owner.
    Assign {
        /// By number.
        staff: i64,
    },
    /// Finds an owner among those who fit.
    Route {
        /// Of this unit or one below it; of the whole company where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// Who have this skill or certificate.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skill: Option<String>,
        /// Who speak the complainant's language.
        #[serde(default)]
        speaks: bool,
        /// Who are at work now.
        #[serde(default)]
        present: bool,
        /// Which one of them.
        how: How,
    },
    /// Gives the case to a unit.
    Unit {
        /// By its reference.
        unit: String,
    },
    /// Lets it go up the chain.
    Escalate {
        /// How far.
        to: EscalationLevel,
    },
    /// Writes something for colleagues.
    Note {
        /// The words.
        text: String,
    },
    /// Adds a thing to do.
    Measure {
        /// What.
        text: String,
        /// By when, in minutes from then.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        within_minutes: Option<i64>,
    },
    /// Says what it is about, as long as nobody has.
    Triage {
        /// The category.
        category: Category,
        /// How it is handled.
        handling_type: HandlingType,
    },
    /// Says that it presses.
    Nature {
        /// How much.
        nature: Nature,
    },
}

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
