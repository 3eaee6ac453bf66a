//! The settlement, the result, the end and what comes after it (journey §§4, 7).

pub mod changed;
pub mod command;
pub(in crate::case) mod ending;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod letters;
pub(in crate::case) mod owed;
pub mod rejection;
pub(in crate::case) mod result;
pub(in crate::case) mod settlement;
pub(in crate::case) mod state;
pub(in crate::case) mod untrue_letters;

use crate::case::command::ClosingCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: ClosingCommand) -> Result<(), Rejection> {
    match command {
        ClosingCommand::GiveFinalAnswer { words, how, complainants } => {
            settlement::give_final_answer(draft, words, how, complainants)
        }
        ClosingCommand::SettleUnreachable => settlement::settle_unreachable(draft),
        ClosingCommand::GiveResultNotice { words, changed, how, complainants } => {
            result::give(draft, (words, changed), how, complainants)
        }
        ClosingCommand::Resolve { words, how } => ending::resolve(draft, words, how),
        ClosingCommand::RecordSatisfaction { content, rating, words, happened_at } => {
            ending::record_satisfaction(draft, content, rating, (words, happened_at))
        }
        ClosingCommand::Reopen { new_facts, reason } => ending::reopen(draft, new_facts, reason),
        ClosingCommand::Withdraw { words } => ending::withdraw(draft, words),
        ClosingCommand::Archive { summary, missing } => ending::archive(draft, summary, missing),
    }
}
