//! Taking a case in, and what is told of the matter later (journey §1).

pub(in crate::case) mod additions;
pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::IntakeCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: IntakeCommand) -> Result<(), Rejection> {
    match command {
        IntakeCommand::AddToMatter(added) => additions::add(decision, *added),
        IntakeCommand::CorrectContacts(told) => additions::correct_contacts(decision, *told),
    }
}
