//! Proposes a nameless result for publication. Personal data in it is found and refused.

use crate::act::{Act, Asked, Done, Menu, On, Run, command};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
use crate::ground::request::Request;
use crate::read::{self, named};
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use homeward_domain::privacy::Known;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "publication",
    on: On::Case,
    about: "Proposes a nameless result for publication.",
    body: ("NewPublication", "A nameless result."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::End.at(4)),
    concerns: |case| !case.state().is_open(),
    fields: &[
        must("matter", Takes::Words, "What it was about, without personal data.").such_as("旅客反映行程外安排购物。"),
        must("result", Takes::Words, "How it ended, without personal data.")
            .such_as("查实后退还购物款，停止与该地接社合作。"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(propose_publication(app, request, body, asked))),
};

async fn propose_publication(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let known = named::in_case(app, &dossier).await?;
    command(app, asked.fields, request, body, |fields, sealer| {
        let mut nameless = |field: &'static str| {
            let text = fields.required(field, fields.long_text(field))?;
            without_personal_data(fields, field, &text, &known)?;
            Some(sealer.seal(text))
        };
        let (matter, result) = (nameless("matter"), nameless("result"));
        Some(Command::Publication(PublicationCommand::Propose { matter: matter?, result: result? }))
    })
    .await
}

/// Refuses a text that tells of a person, naming what was found.
pub(in crate::case) fn without_personal_data(fields: &Fields, field: &str, text: &str, known: &Known) -> Option<()> {
    let found = named::find(text, known);
    if found.is_empty() {
        return Some(());
    }
    let words: Vec<String> = found.into_iter().map(|found| found.words).collect();
    fields.fail(FieldError::with(fields.name(field), "personal_data", words.join(", ")))
}
