//! Takes a step of the procedure that the category of a case has.

use crate::act::{Act, Asked, Done, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may, must};
use crate::ground::request::Request;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::TeamCommand;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "steps",
    on: On::Case,
    about: "Takes a step of the procedure that the category has.",
    body: ("NewStep", "A step that was taken."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[
        must("step", Takes::Step, "One of the steps of the procedure, as `rescue`.").such_as("rescue"),
        may("text", Takes::Words, "What was done.").such_as("已送当地医院，家属已通知"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(take_step(app, request, body, asked))),
};

async fn take_step(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let policies = app.policies();
    let case = dossier.case();
    let sop = policies.sops().of(case.as_ref().and_then(|case| case.triage.category.as_ref()));
    let steps = sop.map_or(&[][..], |sop| &sop.steps);
    command(app, asked.fields, request, body, |fields, sealer| {
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
