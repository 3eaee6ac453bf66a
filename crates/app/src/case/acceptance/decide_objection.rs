//! Decides on the objection to a refusal: the case is taken up, or refused for good.

use crate::act::shared::{CALL_REASON, NIGHT_REASON, SEND_ANYWAY, WAY};
use crate::act::{Act, Asked, Done, Menu, On, Run, command, telling};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::request::Request;
use crate::write::notices;
use homeward_domain::case::CaseStatus;
use homeward_domain::case::Command;
use homeward_domain::case::command::{AcceptanceCommand, ObjectionDecision};
use serde_json::Value;

pub const ACT: Act = Act {
    name: "objection_decision",
    on: On::Case,
    about: "Decides on it: the case is taken up, or refused for good.",
    body: ("NewObjectionDecision", "A decision on an objection."),
    scope: Scope::ExtensionsWrite,
    menu: Some(Menu::Triage.at(4)),
    concerns: |case| matches!(case.status, CaseStatus::Refused { .. }) && case.acceptance.objection.is_some(),
    fields: &[
        must("upheld", Takes::YesNo, "Whether the case is taken up after all."),
        must("text", Takes::Words, "The reasons, as the complainant is told.").such_as("付款记录核实无误,现予受理。"),
        WAY,
        NIGHT_REASON,
        CALL_REASON,
        SEND_ANYWAY,
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(decide_objection(app, request, body, asked))),
};

async fn decide_objection(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let alone = notices::nobody_else_leads(app, &request).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let upheld = fields.required("upheld", fields.optional_truth("upheld"));
        let text = fields.required("text", fields.long_text("text"));
        let how = telling(fields, sealer, asked.at_night);
        Some(Command::Acceptance(AcceptanceCommand::DecideObjection(ObjectionDecision {
            upheld: upheld?,
            words: sealer.seal(text?),
            how,
            alone,
        })))
    })
    .await
}
