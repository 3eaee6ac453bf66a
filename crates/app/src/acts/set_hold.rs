//! Lets nothing of a case be deleted.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PrivacyCommand;
use serde_json::Value;

/// Body: `text`, on what ground.
pub async fn set_hold(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Privacy(PrivacyCommand::SetHold { words: sealer.seal(text?) }))
    })
    .await
}
