//! Taking a case in, and what is told of the matter later (journey §1).

pub(in crate::case) mod additions;
pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::IntakeCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: IntakeCommand) -> Result<(), Rejection> {
    match command {
        IntakeCommand::AddToMatter(added) => additions::add(draft, *added),
        IntakeCommand::CorrectContacts(told) => additions::correct_contacts(draft, *told),
    }
}
