//! Proceedings outside the company (journey §4).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::ProceedingCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ProceedingCommand) -> Result<(), Rejection> {
    match command {
        ProceedingCommand::OpenProceeding(notice) => rules::open(decision, *notice),
        ProceedingCommand::MoveProceeding { proceeding, step, at, words } => {
            rules::advance(decision, proceeding, step, at, words)
        }
        ProceedingCommand::DateProceeding { proceeding, topic, at, words } => {
            rules::tell_date(decision, proceeding, topic, at, words)
        }
    }
}
