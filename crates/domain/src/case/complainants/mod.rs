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
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ComplainantCommand) -> Result<(), Rejection> {
    match command {
        ComplainantCommand::NameRepresentative(named) => representatives::name_representative(decision, *named),
        ComplainantCommand::EndRepresentation { ended, at } => representatives::end_representation(decision, ended, at),
        ComplainantCommand::LeaveGroup { complainant, words } => leaving::leave(decision, complainant, words),
        ComplainantCommand::RenewLink { complainant } => links::renew_link(decision, complainant),
        ComplainantCommand::HandOutLink { complainant, way } => links::hand_out_link(decision, complainant, way),
    }
}
