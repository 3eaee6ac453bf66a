//! Names evidence that disappears unless it is secured.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::EvidenceKind;
use serde_json::Value;

/// Body: `what`, its kind; `text`, where it is and why it disappears.
pub async fn name_evidence(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let what = fields.required("what", fields.spelled("what", EvidenceKind::parse, EvidenceKind::SPELLINGS));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Investigation(InvestigationCommand::NameEvidence { what: what?, words: text? }))
    })
    .await
}
