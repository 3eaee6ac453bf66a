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
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: PrivacyCommand) -> Result<(), Rejection> {
    match command {
        PrivacyCommand::EraseContents(erasing) => erasure::erase(draft, erasing),
        PrivacyCommand::EraseWrong(wrong) => erasure::erase_wrong(draft, wrong),
        PrivacyCommand::Restriction(restricting) => erasure::restrict(draft, restricting),
        PrivacyCommand::GivePersonData(given) => erasure::give_data(draft, given),
        PrivacyCommand::SetHold { words } => holds::set_hold(draft, words),
        PrivacyCommand::LiftHold { words } => holds::lift_hold(draft, words),
    }
}
