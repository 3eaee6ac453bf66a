//! Does not accept a case, on a ground of the closed list.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::catalogue::RefusalGround;
use serde_json::Value;

/// Body: `ground`; `text`, what the complainant is told and where they can go.
pub async fn refuse(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let ground = fields.spelled("ground", RefusalGround::parse, RefusalGround::SPELLINGS);
        let ground = fields.required("ground", ground);
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Refuse { ground: ground?, words: sealer.seal(text?) })
    })
    .await
}
