//! Puts an objection to a publication on record.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::catalogue::ObjectorKind;
use serde_json::Value;

/// Body: `by`, `complainant` or `supplier`; `text`, why.
pub async fn object_to_publication(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let by = fields.required("by", fields.spelled("by", ObjectorKind::parse, ObjectorKind::SPELLINGS));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Publication(PublicationCommand::Object { by: by?, words: text? }))
    })
    .await
}
