//! Confirms a call or letter that somebody else has entered later.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::CorrectionCommand;
use serde_json::Value;

/// Body: `entry`, its place; `text`, what shows it.
pub async fn confirm_entry(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let entry = fields.required("entry", fields.number("entry", 1, i64::MAX));
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        Some(Command::Corrections(CorrectionCommand::ConfirmEntry { entry: entry?, words }))
    })
    .await
}
