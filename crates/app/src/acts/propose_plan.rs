//! Puts a plan with its alternatives to the complainant.

use super::{Done, Request, act, addressed, known_staff, telling_of_then};
use crate::apologies;
use crate::app::App;
use crate::form::Fields;
use crate::quiet;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use homeward_domain::case::decide::OPTIONS_MAX;
use homeward_domain::case::event::{PlanOption, PlannedMeasure};
use serde_json::Value;

/// The most measures of one option.
const MEASURES_MAX: usize = 20;

/// Body: `text`, what the complainant is told; `options`, each with its `text`
/// and `measures` (`text`, `owner`, `due_at`); `told` and `channel`, how it came to
/// them: on their page where it is not told; `complainants`, to whom of a group it is
/// put, which an option may tell as well.
/// `send_anyway` where the writer has seen that their apology was sent before.
pub async fn propose_plan(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    apologies::must_be_own(app, &request, body).await?;
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        fields.optional_truth("send_anyway");
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        let options = fields.objects("options", OPTIONS_MAX, |option| plan_option(option, sealer));
        let options = fields.required("options", options);
        let how = telling_of_then(fields, sealer, at_night);
        let complainants = addressed(fields);
        Some(Command::Plans(PlanCommand::ProposePlan { options: options?, words: text?, how, complainants }))
    })
    .await
}

fn plan_option(fields: &Fields, sealer: &mut Sealer) -> Option<PlanOption> {
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let measures = fields.objects("measures", MEASURES_MAX, |measure| planned(measure, sealer));
    let measures = if fields.has("measures") { measures? } else { Vec::new() };
    Some(PlanOption { words: text?, measures, complainants: addressed(fields) })
}

fn planned(fields: &Fields, sealer: &mut Sealer) -> Option<PlannedMeasure> {
    let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
    let (owner, due_at) = (fields.number("owner", 1, i64::MAX), fields.time("due_at"));
    Some(PlannedMeasure { words: text?, owner, due_at })
}
