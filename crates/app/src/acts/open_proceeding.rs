//! Attaches a procedure outside the company to a case.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::{OpenProceeding, ProceedingCommand};
use homeward_domain::catalogue::Authority;
use serde_json::Value;

/// Body: `body`, whose procedure; `name` of the body; `reference`, their
/// number; `text`, what it is about and what was received; `law`, as
/// `cn_tourism_complaint`; `received_at`; `answer_due_at`.
pub async fn open_proceeding(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let kind = fields.required("body", fields.spelled("body", Authority::parse, Authority::SPELLINGS));
        let name = fields.required("name", fields.short_text("name")).map(|name| sealer.seal(name));
        let reference = fields.short_text("reference").map(|reference| sealer.seal(reference));
        let text = fields.required("text", fields.long_text("text")).map(|text| sealer.seal(text));
        let law = fields.short_text("law");
        let (received_at, answer_due_at) = (fields.time("received_at"), fields.time("answer_due_at"));
        Some(Command::Proceedings(ProceedingCommand::OpenProceeding(Box::new(OpenProceeding {
            body: kind?,
            law,
            received_at,
            answer_due_at,
            name: name?,
            reference,
            words: text?,
        }))))
    })
    .await
}
