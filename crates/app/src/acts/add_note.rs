//! Writes something for colleagues.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;
use serde_json::Value;

/// Body: `text`.
pub async fn add_note(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"))?;
        Some(Command::Conversation(ConversationCommand::AddNote { words: sealer.seal(text) }))
    })
    .await
}
