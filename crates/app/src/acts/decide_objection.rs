//! Decides on the objection to a refusal: the case is taken up, or refused for good.

use super::{Done, Request, act, telling};
use crate::app::App;
use crate::notices;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::{AcceptanceCommand, ObjectionDecision};
use serde_json::Value;

/// By somebody else than refused the case, as long as the company has another who may.
/// Body: `upheld`; `text`, the reasons, as the complainant is told; `told` and
/// `channel`, how; `night_reason` where they are rung up at night.
pub async fn decide_objection(app: &App, request: Request, body: &Value) -> Done {
    let alone = notices::nobody_else_leads(app, &request).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        let upheld = fields.required("upheld", fields.optional_truth("upheld"));
        let text = fields.required("text", fields.long_text("text"));
        let how = telling(fields, sealer, at_night);
        Some(Command::Acceptance(AcceptanceCommand::DecideObjection(ObjectionDecision {
            upheld: upheld?,
            words: sealer.seal(text?),
            how,
            alone,
        })))
    })
    .await
}
