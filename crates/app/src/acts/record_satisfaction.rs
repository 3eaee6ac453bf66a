//! Puts on record whether the complainant is content with the result.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `content`, true or false; `rating` from 1 to 5; `text`, their words,
/// needed where they are not content; `happened_at`, when they said it, where that is
/// written down later.
pub async fn record_satisfaction(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let content = fields.required("content", fields.optional_truth("content"));
        let rating = fields.number("rating", 1, 5);
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        let happened_at = fields.time("happened_at");
        Some(Command::Closing(ClosingCommand::RecordSatisfaction { content: content?, rating, words, happened_at }))
    })
    .await
}
