//! Closes a case with its result.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `text`, the result notice as the complainant is told it.
pub async fn resolve(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Resolve { words: sealer.seal(text?) })
    })
    .await
}
