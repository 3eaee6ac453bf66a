//! Lets somebody near go and look.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::{InvestigationCommand, SiteCheck};
use serde_json::Value;

/// Body: `place`; `text`, what is looked at; `due_at`; `owner`, a member of
/// staff by number.
pub async fn order_site_check(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let place = fields.required("place", fields.short_text("place")).map(|place| sealer.seal(place));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        let due_at = fields.required("due_at", fields.time("due_at"));
        let owner = fields.number("owner", 1, i64::MAX);
        Some(Command::Investigation(InvestigationCommand::OrderSiteCheck(SiteCheck {
            owner,
            due_at: due_at?,
            place: place?,
            words: text?,
        })))
    })
    .await
}
