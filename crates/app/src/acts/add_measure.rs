//! Adds a thing to do to a case.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use crate::error::FieldError;
use crate::usual_measures;
use homeward_domain::case::Command;
use homeward_domain::case::command::PlanCommand;
use serde_json::Value;

/// Body: `text`, or `template`, one of the usual measures of a handling type;
/// `owner`, a member of staff by number; `due_at`.
pub async fn add_measure(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let known = usual_measures::names();
        let template = fields.spelled("template", usual_measures::parse, &known);
        let text = fields.long_text("text");
        let (owner, due_at) = (fields.number("owner", 1, i64::MAX), fields.time("due_at"));
        if text.is_none() && !fields.has("template") {
            return fields.fail(FieldError::new("text", "required"));
        }
        let words = text.map(|text| sealer.seal(text));
        Some(Command::Plans(PlanCommand::AddMeasure { words, template, owner, due_at }))
    })
    .await
}
