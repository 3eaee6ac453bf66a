//! Seals the file of a case.

use super::{Done, Request, act};
use crate::app::App;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: `text`: what went well, and what did not.
pub async fn archive(app: &App, request: Request, body: &Value) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let missing = dossier.matter().missing();
    act(app, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Closing(ClosingCommand::Archive { summary: sealer.seal(text?), missing }))
    })
    .await
}
