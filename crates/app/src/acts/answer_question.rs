//! Puts the answer of a supplier or department on record.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::Position;
use serde_json::Value;

/// Body: `position`, `confirmed`, `partly_confirmed` or `disputed`; `text`, their answer.
pub async fn answer_question(app: &App, request: Request, question: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let position = fields.required("position", fields.spelled("position", Position::parse, Position::SPELLINGS));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Investigation(InvestigationCommand::AnswerQuestion {
            question,
            position: position?,
            words: text?,
        }))
    })
    .await
}
