//! Adds a thing to do to a case.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `text`; `owner`, a member of staff by number; `due_at`.
pub async fn add_measure(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        let (owner, due_at) = (fields.number("owner", 1, i64::MAX), fields.time("due_at"));
        Some(Command::AddMeasure { words: sealer.seal(text?), owner, due_at })
    })
    .await
}
