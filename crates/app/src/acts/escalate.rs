//! Lets a case go up the chain of owner, lead, manager.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use homeward_domain::catalogue::EscalationLevel;
use serde_json::Value;

/// Body: `to`, `lead` or `manager`; `text`, why.
pub async fn escalate(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let to = fields.required("to", fields.spelled("to", EscalationLevel::parse, EscalationLevel::SPELLINGS));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Team(TeamCommand::Escalate { to: to?, words: text? }))
    })
    .await
}
