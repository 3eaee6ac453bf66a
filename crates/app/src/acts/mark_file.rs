//! Says whether a file of a case is the scan of an identity paper.

use super::{Done, Request, act};
use crate::app::App;
use crate::papers;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::FileCommand;
use serde_json::Value;

/// Body: `is_paper`, whether it is one. Whoever works on a case may close a file; it is
/// opened again by those alone who may see it.
pub async fn mark_file(app: &App, request: Request, file: i64, body: &Value) -> Done {
    if body.get("is_paper").and_then(Value::as_bool) == Some(false) {
        let dossier = read::dossier(app, &request.caller, request.number.clone(), 0).await?;
        papers::must_be_open_to(app, &request.caller, &dossier).await?;
    }
    act(app, request, body, |fields, _| {
        let is_paper = fields.required("is_paper", fields.optional_truth("is_paper"))?;
        Some(Command::Files(FileCommand::MarkFile { file, is_paper }))
    })
    .await
}
