//! Accepts a case for handling, or refuses it on a ground of the closed list.

use super::{Done, Request, act, telling_of_then};
use crate::app::App;
use crate::error::FieldError;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::AcceptanceCommand;
use homeward_domain::catalogue::RefusalGround;
use serde_json::Value;

/// The two decisions.
pub const DECISIONS: [&str; 2] = ["accepted", "refused"];

/// Body: `decision`; for a refusal `ground`, and `text`: what the complainant
/// is told and where they can go; `told` and `channel`, how, and `happened_at`, when, where
/// that is written down later; `night_reason` where they are rung up at night.
pub async fn decide_acceptance(app: &App, request: Request, body: &Value) -> Done {
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        let decision = fields.spelled("decision", |text| DECISIONS.iter().position(|d| *d == text), &DECISIONS);
        let decision = fields.required("decision", decision);
        let ground = fields.spelled("ground", RefusalGround::parse, RefusalGround::SPELLINGS);
        let text = fields.long_text("text");
        let how = telling_of_then(fields, sealer, at_night);
        if decision? == 0 {
            if ground.is_some() || text.is_some() || how.told.is_some() || how.happened_at.is_some() {
                return fields.fail(FieldError::new("decision", "ground_without_refusal"));
            }
            return Some(Command::Acceptance(AcceptanceCommand::Accept));
        }
        let (ground, text) = (fields.required("ground", ground), fields.required("text", text));
        Some(Command::Acceptance(AcceptanceCommand::Refuse { ground: ground?, words: sealer.seal(text?), how }))
    })
    .await
}
