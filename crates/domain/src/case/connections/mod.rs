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
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: ConnectionCommand) -> Result<(), Rejection> {
    match command {
        ConnectionCommand::Link { other, how, words } => links::link(draft, other, how, words),
        ConnectionCommand::Unlink { other } => links::unlink(draft, other),
        ConnectionCommand::Split { parts, words } => links::split(draft, parts, words),
        ConnectionCommand::MergeInto { into, words } => merging::merge(draft, into, words),
        ConnectionCommand::Absorb(absorbed) => merging::absorb(draft, *absorbed),
        ConnectionCommand::PassOn(passed_on) => {
            draft.push(passed_on);
            Ok(())
        }
        ConnectionCommand::Unmerge { met, brought, words } => merging::unmerge(draft, &met, brought, words),
        ConnectionCommand::Release { other } => merging::release(draft, other),
    }
}
