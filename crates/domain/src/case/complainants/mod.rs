//! Who complains, who acts for them, and their private links (journey §1).

pub(in crate::case) mod addressed;
pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod group;
pub(in crate::case) mod hearing;
pub(in crate::case) mod leaving;
pub(in crate::case) mod links;
pub mod part;
pub mod rejection;
pub(in crate::case) mod representatives;
pub(in crate::case) mod speaker;
pub(in crate::case) mod stance;
pub(in crate::case) mod state;

use crate::case::command::ComplainantCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: ComplainantCommand) -> Result<(), Rejection> {
    match command {
        ComplainantCommand::NameRepresentative(named) => representatives::name_representative(draft, *named),
        ComplainantCommand::EndRepresentation { ended, at } => representatives::end_representation(draft, ended, at),
        ComplainantCommand::LeaveGroup { complainant, words } => leaving::leave(draft, complainant, words),
        ComplainantCommand::RenewLink { complainant } => links::renew_link(draft, complainant),
        ComplainantCommand::HandOutLink { complainant, way } => links::hand_out_link(draft, complainant, way),
    }
}
