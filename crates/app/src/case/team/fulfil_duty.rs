//! Puts on record that what the strategy of a case asks for was done, or is not
//! needed.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::ground::caller::{Role, Scope};
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Takes, may, must};
use crate::ground::request::Request;
use homeward_domain::case::Command;
use homeward_domain::case::command::{TakesPart, TeamCommand};
use homeward_domain::triage::strategy::Duty;
use homeward_store::people;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "duties",
    on: On::Case,
    about: "Says that what the strategy asks for was done.",
    body: ("NewDuty", "A duty that was done."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Triage.at(5)),
    concerns: |_| true,
    fields: &[
        must(
            "duty",
            Takes::One("duty", Duty::SPELLINGS),
            "One of the duties of the strategy in force, as `daily_review`.",
        )
        .such_as("manager_takes_part"),
        may(
            "staff",
            Takes::Staff,
            "Who takes part by it or was told, a member of staff by number: for `team`, `legal_adviser` and \
             `tell_department` anybody, for `tell_lead` a lead, for `manager_takes_part` a manager. \
             `confirm_problem`, `solve`, `alternatives`, `named_person`, `one_owner` and `ask_whether_content` are \
             shown by other entries, and can only be waived here.",
        )
        .such_as("2"),
        may("at", Takes::Time, "When a `daily_review` was, within the last 24 hours."),
        must("text", Takes::Words, "What was done.").such_as("值班经理已接手，统一对外沟通"),
        may("waived", Takes::Truth, "Where it is not needed in this case; `text` says why."),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(fulfil_duty(app, request, body, asked))),
};

async fn fulfil_duty(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let who = takes_part(app, body).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let duty = fields.required("duty", fields.spelled("duty", Duty::parse, Duty::SPELLINGS));
        fields.number("staff", 1, i64::MAX);
        let at = fields.time("at");
        let text = fields.required("text", fields.long_text("text"));
        if fields.truth("waived") {
            return Some(Command::Team(TeamCommand::WaiveDuty { duty: duty?, reason: sealer.seal(text?) }));
        }
        Some(Command::Team(TeamCommand::FulfilDuty { duty: duty?, staff: who, at, words: sealer.seal(text?) }))
    })
    .await
}

/// The member of staff who is named, with what their role lets them. Whoever has left
/// takes part in nothing.
async fn takes_part(app: &App, body: &Value) -> Result<Option<TakesPart>, AppError> {
    let Some(named) = body.get("staff").and_then(Value::as_i64) else { return Ok(None) };
    let found = app.store().read(move |db| people::staff(db, named)).await?;
    let gone = || AppError::Invalid(vec![FieldError::new("staff", "no_such_staff")]);
    let found = found.filter(|staff| staff.left_at.is_none()).ok_or_else(gone)?;
    let scopes = Role::parse(&found.role).map(Role::scopes).unwrap_or_default();
    let may = |scope: Scope| scopes.contains(&scope) || scopes.contains(&Scope::All);
    let (leads, manages) = (may(Scope::ExtensionsWrite), may(Scope::DecisionsWrite));
    Ok(Some(TakesPart { staff: named, leads, manages }))
}
