//! Plans, their answers, and measures (journey §§4, 5).

pub(in crate::case) mod asked;
pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod measures;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::PlanCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: PlanCommand) -> Result<(), Rejection> {
    match command {
        PlanCommand::ProposePlan { options, words, how, complainants } => {
            rules::propose(decision, options, (words, how), complainants)
        }
        PlanCommand::AnswerPlan { version, complainant, answer: says, option, way, words, happened_at } => {
            let given = rules::Answer { version, complainant, says, option, way, words, happened_at };
            rules::answer(decision, given)
        }
        PlanCommand::AddMeasure { words, template, owner, due_at } => {
            measures::add(decision, words, template, (owner, due_at))
        }
        PlanCommand::CompleteMeasure { measure, proof } => measures::complete(decision, measure, proof),
        PlanCommand::WaiveMeasure { measure, reason } => measures::waive(decision, measure, reason),
    }
}
