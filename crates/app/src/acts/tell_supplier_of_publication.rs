//! Puts on record that a supplier concerned was told what is to be published.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::catalogue::Channel;
use serde_json::Value;

/// Body: `channel`, how it came to them; `text`, what they were told and who took it.
pub async fn tell_supplier_of_publication(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let channel = fields.required("channel", fields.spelled("channel", Channel::parse, Channel::SPELLINGS));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        Some(Command::Publication(PublicationCommand::TellSupplier { channel: channel?, words: text? }))
    })
    .await
}
