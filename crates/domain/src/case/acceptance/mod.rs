//! Whether a case is handled, and the objection to a refusal (journey §1).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::AcceptanceCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: AcceptanceCommand) -> Result<(), Rejection> {
    match command {
        AcceptanceCommand::Accept => rules::accept(decision),
        AcceptanceCommand::Refuse { ground, words, how } => rules::refuse(decision, ground, words, how),
        AcceptanceCommand::ObjectToRefusal { complainant, words } => rules::object(decision, complainant, words),
        AcceptanceCommand::DecideObjection(decided) => rules::decide_objection(decision, &decided),
    }
}
