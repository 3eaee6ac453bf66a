//! Who answers for what (journey §6).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;

use crate::case::command::ResponsibilityCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ResponsibilityCommand) -> Result<(), Rejection> {
    match command {
        ResponsibilityCommand::SetResponsibility { shares } => rules::set(decision, shares),
        ResponsibilityCommand::NameStaffResponsibility { details } => {
            rules::name_staff_responsibility(decision, details)
        }
    }
}
