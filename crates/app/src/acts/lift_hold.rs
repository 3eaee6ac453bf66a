//! Lets a case be deleted again when its time is over.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PrivacyCommand;
use serde_json::Value;

/// Body: `text`, why.
pub async fn lift_hold(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Privacy(PrivacyCommand::LiftHold { words: sealer.seal(text?) }))
    })
    .await
}
