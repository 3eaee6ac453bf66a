//! Puts on record what a member of staff answers for, apart from the shares.

use super::{Done, Request, act, known_staff};
use crate::app::App;
use crate::dossier::StaffResponsibility;
use homeward_domain::case::Command;
use homeward_domain::case::command::ResponsibilityCommand;
use serde_json::Value;

/// Body: `staff`, a member of staff by number; `text`, for what.
pub async fn name_staff_responsibility(app: &App, request: Request, body: &Value) -> Done {
    known_staff(app, body).await?;
    act(app, request, body, |fields, sealer| {
        let staff = fields.required("staff", fields.number("staff", 1, i64::MAX));
        let text = fields.required("text", fields.long_text("text"));
        let details = StaffResponsibility { staff: staff?, text: text? };
        let json = serde_json::to_string(&details).expect("a number and a string always serialise");
        Some(Command::Responsibility(ResponsibilityCommand::NameStaffResponsibility { details: sealer.seal(json) }))
    })
    .await
}
