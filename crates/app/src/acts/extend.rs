//! Gives the settlement more time, once, telling the complainant.

use super::{Done, Request, act, telling};
use crate::app::App;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::catalogue::ExtensionReason;
use serde_json::Value;

/// Body: `reason`; `due_at`, the new date; `text`, what the complainant is told;
/// `told` and `channel`, how it came to them: on their page where it is not told.
pub async fn extend(app: &App, request: Request, body: &Value) -> Done {
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        let reason = fields.spelled("reason", ExtensionReason::parse, ExtensionReason::SPELLINGS);
        let reason = fields.required("reason", reason);
        let due_at = fields.required("due_at", fields.time("due_at"));
        let text = fields.required("text", fields.long_text("text"));
        let how = telling(fields, sealer, at_night);
        Some(Command::Clocks(ClockCommand::ExtendSettlement {
            reason: reason?,
            due_at: due_at?,
            words: sealer.seal(text?),
            how,
        }))
    })
    .await
}
