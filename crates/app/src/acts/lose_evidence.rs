//! Says that evidence is gone.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use serde_json::Value;

/// Body: `text`, why it could not be secured.
pub async fn lose_evidence(app: &App, request: Request, evidence: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Investigation(InvestigationCommand::LoseEvidence { evidence, words: sealer.seal(text?) }))
    })
    .await
}
