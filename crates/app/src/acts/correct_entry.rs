//! Says what is right where an entry was wrong. The entry stays.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::Correcting;
use serde_json::Value;

/// Body: `entry`, the place of the wrong one; `text`, what is right.
pub async fn correct_entry(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let corrects = fields.required("entry", fields.number("entry", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::CorrectEntry(Correcting { corrects: corrects?, words: sealer.seal(text?) }))
    })
    .await
}
