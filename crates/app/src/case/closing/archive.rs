//! Seals the file of a case.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::request::Request;
use crate::read;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "archive",
    on: On::Case,
    about: "Seals the file.",
    body: ("NewArchive", "What was learned."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(3)),
    concerns: |case| !case.state().is_open(),
    fields: &[must("text", Takes::Words, "What went well, and what did not.")
        .such_as("响应及时；行程单与实际不符的问题已反馈产品部。")],
    run: Run::Whole(|app, request, body, asked| Box::pin(archive(app, request, body, asked))),
};

async fn archive(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let missing = dossier.matter().missing();
    command(app, asked.fields, request, body, |fields, sealer| {
        let text = fields.required("text", fields.long_text("text"));
        Some(Command::Closing(ClosingCommand::Archive { summary: sealer.seal(text?), missing }))
    })
    .await
}
