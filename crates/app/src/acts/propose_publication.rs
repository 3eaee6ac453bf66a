//! Proposes a nameless result for publication. Personal data in it is found and refused.

use super::{Done, Request, act};
use crate::app::App;
use crate::error::FieldError;
use crate::form::Fields;
use crate::{named, read};
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::privacy::Known;
use serde_json::Value;

/// Body: `matter`, what it was about, and `result`, how it ended; neither with
/// personal data.
pub async fn propose_publication(app: &App, request: Request, body: &Value) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let known = named::in_case(app, &dossier).await?;
    act(app, request, body, |fields, sealer| {
        let mut nameless = |field: &'static str| {
            let text = fields.required(field, fields.long_text(field))?;
            without_personal_data(fields, field, &text, &known)?;
            Some(sealer.seal(text))
        };
        let (matter, result) = (nameless("matter"), nameless("result"));
        Some(Command::Publication(PublicationCommand::Propose { matter: matter?, result: result? }))
    })
    .await
}

/// Refuses a text that tells of a person, naming what was found.
pub(super) fn without_personal_data(fields: &Fields, field: &str, text: &str, known: &Known) -> Option<()> {
    let found = named::find(text, known);
    if found.is_empty() {
        return Some(());
    }
    let words: Vec<String> = found.into_iter().map(|found| found.words).collect();
    fields.fail(FieldError::with(fields.name(field), "personal_data", words.join(", ")))
}
