//! Says that a measure is done.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use serde_json::Value;

/// Body: `text`, what shows it.
pub async fn complete_measure(app: &App, request: Request, measure: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Plans(PlanCommand::CompleteMeasure { measure, proof: sealer.seal(text?) }))
    })
    .await
}
