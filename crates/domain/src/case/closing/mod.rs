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
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ClosingCommand) -> Result<(), Rejection> {
    match command {
        ClosingCommand::GiveFinalAnswer { words, how, complainants } => {
            settlement::give_final_answer(decision, words, how, complainants)
        }
        ClosingCommand::SettleUnreachable => settlement::settle_unreachable(decision),
        ClosingCommand::GiveResultNotice { words, changed, how, complainants } => {
            result::give(decision, (words, changed), how, complainants)
        }
        ClosingCommand::Resolve { words, how } => ending::resolve(decision, words, how),
        ClosingCommand::RecordSatisfaction { content, rating, words, happened_at } => {
            ending::record_satisfaction(decision, content, rating, (words, happened_at))
        }
        ClosingCommand::Reopen { new_facts, reason } => ending::reopen(decision, new_facts, reason),
        ClosingCommand::Withdraw { words } => ending::withdraw(decision, words),
        ClosingCommand::Archive { summary, missing } => ending::archive(decision, summary, missing),
    }
}
