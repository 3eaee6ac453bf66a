//! Puts an objection to a refusal on record, told by word.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::AcceptanceCommand;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use serde_json::Value;

/// Body: `text`, why; `complainant`, who of a group objects, from 1.
pub async fn object_to_refusal(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
        let complainant = fields.number("complainant", 1, most).unwrap_or(1);
        let text = fields.required("text", fields.long_text("text"))?;
        Some(Command::Acceptance(AcceptanceCommand::ObjectToRefusal { complainant, words: sealer.seal(text) }))
    })
    .await
}
