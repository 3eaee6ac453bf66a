//! Closes a case with its result.

use super::{Done, Request, act, telling};
use crate::apologies;
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `text`, the result notice as the complainant is told it; `told` and
/// `channel`, how it came to them: on their page where it is not told.
/// `send_anyway` where the writer has seen that their apology was sent before.
pub async fn resolve(app: &App, request: Request, body: &Value) -> Done {
    apologies::must_be_own(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        let text = fields.required("text", fields.long_text("text"));
        let how = telling(fields);
        Some(Command::Resolve { words: sealer.seal(text?), how })
    })
    .await
}
