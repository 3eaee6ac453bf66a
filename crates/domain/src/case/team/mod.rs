//! Who at the company does what for a case (journey §§2, 4).

pub(in crate::case) mod assignment;
pub mod command;
pub mod duties;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;
pub mod steps;

use crate::case::command::TeamCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: TeamCommand) -> Result<(), Rejection> {
    match command {
        TeamCommand::Assign { owner, reason } => assignment::assign(decision, owner, reason),
        TeamCommand::Escalate { to, words } => assignment::escalate(decision, to, words),
        TeamCommand::FulfilDuty { duty, staff, at, words } => rules::fulfil_duty(decision, duty, (staff, at), words),
        TeamCommand::WaiveDuty { duty, reason } => rules::waive_duty(decision, duty, reason),
        TeamCommand::TakeStep { step, words } => rules::take_step(decision, step, words),
        TeamCommand::MoveToUnit { unit, reason } => rules::move_to_unit(decision, unit, reason),
        TeamCommand::StopRules { rules, depth } => {
            rules::stop_rules(decision, rules, depth);
            Ok(())
        }
    }
}
