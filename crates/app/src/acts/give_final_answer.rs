//! Says the company's last word.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `text`: position, reasons, the offer that stays open, the ways outside.
pub async fn give_final_answer(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::GiveFinalAnswer { words: sealer.seal(text?) })
    })
    .await
}
