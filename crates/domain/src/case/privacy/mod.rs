//! What is kept, erased, restricted and handed out (trust, "Privacy").

pub mod command;
pub mod due;
pub(in crate::case) mod erasure;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod holds;
pub mod keeping;
pub mod of_one;
pub mod proofs;
pub mod rejection;
pub(in crate::case) mod state;

use crate::case::command::PrivacyCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: PrivacyCommand) -> Result<(), Rejection> {
    match command {
        PrivacyCommand::EraseContents(erasing) => erasure::erase(decision, erasing),
        PrivacyCommand::EraseWrong(wrong) => erasure::erase_wrong(decision, wrong),
        PrivacyCommand::Restriction(restricting) => erasure::restrict(decision, restricting),
        PrivacyCommand::GivePersonData(given) => erasure::give_data(decision, given),
        PrivacyCommand::SetHold { words } => holds::set_hold(decision, words),
        PrivacyCommand::LiftHold { words } => holds::lift_hold(decision, words),
    }
}
