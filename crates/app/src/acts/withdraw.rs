//! The complainant takes the matter back.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `text`, their words.
pub async fn withdraw(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Closing(ClosingCommand::Withdraw { words: sealer.seal(text?) }))
    })
    .await
}
