//! Puts on record what was seen on site.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use serde_json::Value;

/// Body: `text`, what was seen.
pub async fn report_site_check(app: &App, request: Request, check: i64, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Investigation(InvestigationCommand::ReportSiteCheck { check, words: sealer.seal(text?) }))
    })
    .await
}
