//! Restricts abusive contact to writing, until it is looked at again.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;
use serde_json::Value;

/// Body: `review_at`; `text`, what happened and that they were warned.
pub async fn restrict_contact(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let review_at = fields.required("review_at", fields.time("review_at"));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Conversation(ConversationCommand::RestrictContact { review_at: review_at?, words: text? }))
    })
    .await
}
