//! Puts a translation beside an entry.

use super::{Done, Request, act};
use crate::app::App;
use crate::intake::is_language;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConversationCommand;
use serde_json::Value;

/// Body: `entry`, whose words it renders; `language`; `text`.
pub async fn add_translation(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let of = fields.required("entry", fields.number("entry", 1, i64::MAX));
        let language = fields.checked_text("language", "not_a_language", is_language);
        let language = fields.required("language", language);
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Conversation(ConversationCommand::AddTranslation { of: of?, language: language?, words: text? }))
    })
    .await
}
