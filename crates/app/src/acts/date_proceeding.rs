//! Tells a date of an outside proceeding.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ProceedingCommand;
use homeward_domain::catalogue::DateTopic;
use serde_json::Value;

/// Body: `topic`; `at`, the date; `text`, where it was told.
pub async fn date_proceeding(app: &App, request: Request, proceeding: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let topic = fields.required("topic", fields.spelled("topic", DateTopic::parse, DateTopic::SPELLINGS));
        let at = fields.required("at", fields.time("at"));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Proceedings(ProceedingCommand::DateProceeding {
            proceeding,
            topic: topic?,
            at: at?,
            words: text?,
        }))
    })
    .await
}
