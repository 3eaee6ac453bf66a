//! Names the causes: the facts are gathered.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::InvestigationCommand;
use homeward_domain::catalogue::Cause;
use serde_json::Value;

/// Body: `causes` from the tree, the root cause first; `text`: what it means
/// for the business, and the plan in mind.
pub async fn name_causes(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, sealer| {
        let causes = fields.spelled_list("causes", Cause::parse, Cause::SPELLINGS);
        let causes = fields.required("causes", causes.filter(|causes| !causes.is_empty()));
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Investigation(InvestigationCommand::NameCauses { causes: causes?, words: sealer.seal(text?) }))
    })
    .await
}
