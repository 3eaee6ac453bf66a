//! Says that somebody acts for a complainant no more.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::case::event::RepresentationEnded;
use serde_json::Value;

/// Body: `representative`, whose right to act ended, by number; `text`, why;
/// `ended_at`, when, where it was not now. The private links of those for whom they
/// acted open nothing from then on.
pub async fn end_representation(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let representative = fields.required("representative", fields.number("representative", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        let at = fields.time("ended_at");
        let ended = RepresentationEnded { representative: representative?, words: sealer.seal(text?) };
        Some(Command::Complainants(ComplainantCommand::EndRepresentation { ended, at }))
    })
    .await
}
