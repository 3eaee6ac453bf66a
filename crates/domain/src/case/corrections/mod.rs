//! Corrections and confirmations of entries (journey §1, "Rules of the record").

pub mod command;
pub(in crate::case) mod confirming;
pub(in crate::case) mod effective_record;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod put_right;
pub mod rejection;
pub(in crate::case) mod resting;
pub(in crate::case) mod untrue;
pub mod withdrawable;
pub(in crate::case) mod withdrawn;

use crate::case::command::CorrectionCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: CorrectionCommand) -> Result<(), Rejection> {
    match command {
        CorrectionCommand::CorrectEntry(correcting) => untrue::correct(decision, correcting),
        CorrectionCommand::ConfirmEntry { entry, words } => confirming::confirm(decision, entry, words),
    }
}
