//! Decides whether a nameless result is published.

use super::{Done, Request, act, telling};
use crate::app::App;
use crate::quiet;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use serde_json::Value;

/// Body: `publish`; `text`, what those concerned are told, or why it is withheld;
/// `told` and `channel`, how it came to the complainant: on their page where it is
/// not told.
pub async fn decide_publication(app: &App, request: Request, body: &Value) -> Done {
    let at_night = quiet::must_be_asked(app, &request, body).await?;
    act(app, request, body, |fields, sealer| {
        let publish = fields.required("publish", fields.optional_truth("publish"));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        let how = telling(fields, sealer, at_night);
        Some(Command::Publication(PublicationCommand::Decide { publish: publish?, words: text?, how }))
    })
    .await
}
