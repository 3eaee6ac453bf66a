//! Proceedings outside the company (journey §4).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::ProceedingCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: ProceedingCommand) -> Result<(), Rejection> {
    match command {
        ProceedingCommand::OpenProceeding(notice) => rules::open(draft, *notice),
        ProceedingCommand::MoveProceeding { proceeding, step, at, words } => {
            rules::advance(draft, proceeding, step, at, words)
        }
        ProceedingCommand::DateProceeding { proceeding, topic, at, words } => {
            rules::tell_date(draft, proceeding, topic, at, words)
        }
    }
}
