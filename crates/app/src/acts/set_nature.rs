//! Says how much a case presses, and which entry told so.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::catalogue::Nature;
use serde_json::Value;

/// Body: `nature`, `danger`; `entry`, the place of the entry that carries the
/// reason (1, the receipt, where it is not named); `reason` in words.
pub async fn set_nature(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let nature = fields.spelled("nature", Nature::parse, Nature::SPELLINGS);
        let nature = fields.required("nature", nature);
        let danger = fields.truth("danger");
        let carried_by = fields.number("entry", 1, i64::MAX).unwrap_or(1);
        let reason = fields.required("reason", fields.long_text("reason"));
        Some(Command::SetNature { nature: nature?, danger, carried_by, reason: sealer.seal(reason?) })
    })
    .await
}
