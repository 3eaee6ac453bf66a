//! Gives a case to another unit, or to none.

use super::{Done, Request, act};
use crate::app::App;
use crate::units;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use serde_json::Value;

/// Body: `unit`, by its reference, or null; `reason` where another unit had it.
pub async fn move_to_unit(app: &App, request: Request, body: &Value) -> Done {
    let unit = body.get("unit").and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    app.store().read(move |db| units::must_be_known(db, &unit)).await?;
    act(app, request, body, |fields, sealer| {
        let unit = fields.short_text("unit");
        let reason = fields.long_text("reason").map(|text| sealer.seal(text));
        Some(Command::Team(TeamCommand::MoveToUnit { unit, reason }))
    })
    .await
}
