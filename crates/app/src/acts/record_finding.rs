//! Puts on record what was found out, and whose word it is.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::WhoseWord;
use serde_json::Value;

/// Body: `source`, whose word it is; `text`; `happened_at`; `contradicts`, the
/// place of an earlier finding that says otherwise.
pub async fn record_finding(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let whose = fields.required("source", fields.spelled("source", WhoseWord::parse, WhoseWord::SPELLINGS));
        let happened_at = fields.time("happened_at");
        let contradicts = fields.number("contradicts", 1, i64::MAX);
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Investigation(InvestigationCommand::RecordFinding {
            whose: whose?,
            happened_at,
            contradicts,
            words: sealer.seal(text?),
        }))
    })
    .await
}
