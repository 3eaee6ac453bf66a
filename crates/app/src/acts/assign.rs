//! Makes somebody the owner of a case, or nobody.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use serde_json::Value;

/// Body: `owner`, a member of staff by number or null; `reason` where somebody
/// else owned the case.
pub async fn assign(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let owner = fields.number("owner", 1, i64::MAX);
        let reason = fields.long_text("reason").map(|text| sealer.seal(text));
        Some(Command::Team(TeamCommand::Assign { owner, reason }))
    })
    .await
}
