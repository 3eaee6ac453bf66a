//! What it is about, how much it presses, how grave it is (journey §2).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod kind;
pub(in crate::case) mod nature;
pub mod rejection;
pub(in crate::case) mod rules;
pub(in crate::case) mod state;

use crate::case::command::TriageCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: TriageCommand) -> Result<(), Rejection> {
    match command {
        TriageCommand::ChangeKind { to, reason } => kind::change(decision, to, reason),
        TriageCommand::Triage(parts) => rules::triage(decision, *parts),
    }
}
