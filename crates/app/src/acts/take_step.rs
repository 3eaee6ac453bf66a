//! Takes a step of the procedure that the category of a case has.

use super::{Done, Request, act};
use crate::app::App;
use crate::error::FieldError;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use serde_json::Value;

/// Body: `step`, by its name; `text`, what was done.
pub async fn take_step(app: &App, request: Request, body: &Value) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let policies = app.policies();
    let case = dossier.case();
    let sop = policies.sops().of(case.as_ref().and_then(|case| case.category.as_ref()));
    let steps = sop.map_or(&[][..], |sop| &sop.steps);
    act(app, request, body, |fields, sealer| {
        let step = fields.required("step", fields.short_text("step"));
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        let step = step?;
        if !steps.iter().any(|known| known.id == step) {
            let known: Vec<&str> = steps.iter().map(|known| known.id.as_str()).collect();
            return fields.fail(FieldError::with("step", "unknown_value", known.join(", ")));
        }
        Some(Command::Team(TeamCommand::TakeStep { step, words }))
    })
    .await
}
