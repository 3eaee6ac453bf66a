//! Says that evidence is safe.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use serde_json::Value;

/// Body: `text`, where it is kept.
pub async fn secure_evidence(app: &App, request: Request, evidence: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Investigation(InvestigationCommand::SecureEvidence { evidence, words: sealer.seal(text?) }))
    })
    .await
}
