//! Says whether a file of a case is the scan of an identity paper.

use crate::act::{Act, Asked, Done, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::request::Request;
use crate::read::{self, papers};
use homeward_domain::case::Command;
use homeward_domain::case::command::FileCommand;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "file_mark",
    on: On::Part { list: "files", leaf: "mark" },
    about: "Says whether a file is the scan of an identity paper. Whoever works on the case may close one so; it is \
        opened again by tokens that may see contact points alone.",
    body: ("NewFileMark", "Whether a file is an identity paper."),
    scope: Scope::CasesWrite,
    menu: None,
    concerns: |_| true,
    fields: &[must(
        "is_paper",
        Takes::YesNo,
        "Whether it is the scan of a passport, an identity card, a household register, a visa or the like.",
    )
    .such_as("true")],
    run: Run::Whole(|app, request, body, asked| Box::pin(mark_file(app, request, body, asked))),
};

async fn mark_file(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    if body.get("is_paper").and_then(Value::as_bool) == Some(false) {
        let dossier = read::dossier(app, &request.caller, request.number.clone(), 0).await?;
        papers::must_be_open_to(app, &request.caller, &dossier).await?;
    }
    command(app, asked.fields, request, body, |fields, _| {
        let is_paper = fields.required("is_paper", fields.optional_truth("is_paper"))?;
        Some(Command::Files(FileCommand::MarkFile { file: asked.part, is_paper }))
    })
    .await
}
