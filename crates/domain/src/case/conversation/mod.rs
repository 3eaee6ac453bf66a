//! Words between people and for colleagues (journey §§3, 4).

pub mod command;
pub(in crate::case) mod contact;
pub mod event;
pub(in crate::case) mod fold;
pub(in crate::case) mod incoming;
pub(in crate::case) mod messages;
pub mod rejection;
pub(in crate::case) mod state;
pub(in crate::case) mod telling;
pub(in crate::case) mod tellings;
pub(in crate::case) mod ways;

use crate::case::command::ConversationCommand;
use crate::case::decision::Decision;
use crate::case::event::NoteAdded;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: ConversationCommand) -> Result<(), Rejection> {
    match command {
        ConversationCommand::AddNote { words } => {
            let via = decision.via();
            decision.push(NoteAdded { words, via });
            Ok(())
        }
        ConversationCommand::RecordMessage(message) => incoming::record(decision, &message),
        ConversationCommand::RestrictContact { review_at, words } => {
            contact::restrict_contact(decision, review_at, words)
        }
        ConversationCommand::FreeContact { words } => contact::free_contact(decision, words),
        ConversationCommand::AddTranslation { of, language, words } => {
            contact::add_translation(decision, of, language, words)
        }
    }
}
