//! Opens every way of contact again.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;
use serde_json::Value;

/// Body: `text`, why.
pub async fn free_contact(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Conversation(ConversationCommand::FreeContact { words: sealer.seal(text?) }))
    })
    .await
}
