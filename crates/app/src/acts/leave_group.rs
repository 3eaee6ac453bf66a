//! One of a group goes on without us.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use serde_json::Value;

/// Body: `complainant`, who of the group, from 1; `text`, why.
pub async fn leave_group(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let complainant = fields.required("complainant", fields.number("complainant", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Complainants(ComplainantCommand::LeaveGroup {
            complainant: complainant?,
            words: sealer.seal(text?),
        }))
    })
    .await
}
