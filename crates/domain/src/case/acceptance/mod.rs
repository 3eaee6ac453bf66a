//! Whether a case is handled, and the objection to a refusal (journey §1).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::AcceptanceCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: AcceptanceCommand) -> Result<(), Rejection> {
    match command {
        AcceptanceCommand::Accept => rules::accept(draft),
        AcceptanceCommand::Refuse { ground, words, how } => rules::refuse(draft, ground, words, how),
        AcceptanceCommand::ObjectToRefusal { complainant, words } => rules::object(draft, complainant, words),
        AcceptanceCommand::DecideObjection(decision) => rules::decide_objection(draft, &decision),
    }
}
