//! Puts on record that what the strategy of a case asks for was done, or is not
//! needed.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use crate::caller::{Role, Scope};
use crate::error::{AppError, FieldError};
use homeward_domain::case::Command;
use homeward_domain::case::command::{TakesPart, TeamCommand};
use homeward_domain::triage::strategy::Duty;
use homeward_store::people;
use serde_json::Value;

/// Body: `duty`; `staff`, who takes part by it or was told; `at`, when a review was;
/// `text`; `waived`, where it is not needed here and the text says why.
pub async fn fulfil_duty(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    let who = takes_part(app, body).await?;
    act(app, request, body, |fields, sealer| {
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
