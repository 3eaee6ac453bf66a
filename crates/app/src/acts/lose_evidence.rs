//! Says that evidence is gone.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `text`, why it could not be secured.
pub async fn lose_evidence(app: &App, request: Request, evidence: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::LoseEvidence { evidence, words: sealer.seal(text?) })
    })
    .await
}
