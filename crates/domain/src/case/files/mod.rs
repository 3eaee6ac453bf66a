//! Files that belong to a case (journey §§1, 4).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod papers;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::FileCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: FileCommand) -> Result<(), Rejection> {
    match command {
        FileCommand::MarkFile { file, is_paper } => rules::mark(decision, file, is_paper),
        FileCommand::AttachFiles { about, files } => rules::attach(decision, about, files),
    }
}
