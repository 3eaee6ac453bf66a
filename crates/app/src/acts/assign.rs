//! Makes somebody the owner of a case, or nobody.

use super::{Done, Request, act};
use crate::app::App;
use crate::error::{AppError, FieldError};
use homeward_domain::case::Command;
use homeward_store::people;
use serde_json::Value;

/// Body: `owner`, a member of staff by number or null; `reason` where somebody
/// else owned the case.
pub async fn assign(app: &App, request: Request, body: &Value) -> Done {
    if let Some(owner) = body.get("owner").and_then(Value::as_i64) {
        let known = app.store().read(move |db| people::staff(db, owner)).await?;
        if known.is_none() {
            return Err(AppError::Invalid(vec![FieldError::new("owner", "no_such_staff")]));
        }
    }
    act(app, request, body, |fields, sealer| {
        let owner = fields.number("owner", 1, i64::MAX);
        let reason = fields.long_text("reason").map(|text| sealer.seal(text));
        Some(Command::Assign { owner, reason })
    })
    .await
}
