//! Puts on record that what the strategy of a case asks for was done, or is not
//! needed.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::triage::strategy::Duty;
use serde_json::Value;

/// Body: `duty`; `staff`, who takes part by it; `text`; `waived`, where it is not
/// needed here and the text says why.
pub async fn fulfil_duty(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let duty = fields.required("duty", fields.spelled("duty", Duty::parse, Duty::SPELLINGS));
        let staff = fields.number("staff", 1, i64::MAX);
        let text = fields.required("text", fields.long_text("text"));
        if fields.truth("waived") {
            return Some(Command::WaiveDuty { duty: duty?, reason: sealer.seal(text?) });
        }
        Some(Command::FulfilDuty { duty: duty?, staff, words: sealer.seal(text?) })
    })
    .await
}
