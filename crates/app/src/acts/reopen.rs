//! Takes a matter up again.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `text`, why; `new_facts`, whether something new came up.
pub async fn reopen(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let new_facts = fields.truth("new_facts");
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Closing(ClosingCommand::Reopen { new_facts, reason: sealer.seal(text?) }))
    })
    .await
}
