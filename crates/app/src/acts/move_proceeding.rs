//! Puts on record what happened in an outside proceeding.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ProceedingCommand;
use homeward_domain::catalogue::ProceedingStep;
use serde_json::Value;

/// Body: `step`; `text`, what the document says; `at`, its date.
pub async fn move_proceeding(app: &App, request: Request, proceeding: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let step = fields.spelled("step", ProceedingStep::parse, ProceedingStep::SPELLINGS);
        let step = fields.required("step", step);
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        let at = fields.time("at");
        Some(Command::Proceedings(ProceedingCommand::MoveProceeding { proceeding, step: step?, at, words: text? }))
    })
    .await
}
