//! Says that a case is another kind of matter than was thought.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::TriageCommand;
use homeward_domain::catalogue::Kind;
use serde_json::Value;

/// Body: `kind`; `reason`.
pub async fn change_kind(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let to = fields.required("kind", fields.spelled("kind", Kind::parse, Kind::SPELLINGS));
        let reason = fields.required("reason", fields.long_text("reason")).map(|text| sealer.seal(text));
        Some(Command::Triage(TriageCommand::ChangeKind { to: to?, reason: reason? }))
    })
    .await
}
