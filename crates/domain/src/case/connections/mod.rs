//! How cases belong to each other: links, merges, parts (journey §4).

pub mod command;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod links;
pub(in crate::case) mod merging;
pub mod named;
pub mod rejection;
pub(in crate::case) mod state;

use crate::case::command::ConnectionCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ConnectionCommand) -> Result<(), Rejection> {
    match command {
        ConnectionCommand::Link { other, how, words } => links::link(decision, other, how, words),
        ConnectionCommand::Unlink { other } => links::unlink(decision, other),
        ConnectionCommand::Split { parts, words } => links::split(decision, parts, words),
        ConnectionCommand::MergeInto { into, words } => merging::merge(decision, into, words),
        ConnectionCommand::Absorb(absorbed) => merging::absorb(decision, *absorbed),
        ConnectionCommand::PassOn(passed_on) => {
            decision.push(passed_on);
            Ok(())
        }
        ConnectionCommand::Unmerge { met, brought, words } => merging::unmerge(decision, &met, brought, words),
        ConnectionCommand::Release { other } => merging::release(decision, other),
    }
}
