//! Says how a case belongs to another one; both carry the link.

use super::pair::{self, Both};
use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, may, must};
use crate::ground::form;
use crate::ground::request::Request;
use crate::ground::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConnectionCommand;
use homeward_domain::catalogue::LinkKind;
use homeward_store::Db;
use serde_json::Value;

/// What staff may say; where a part came from only a split says.
const KINDS: &[&str] = &["related", "same_matter", "same_incident", "follow_up"];

pub const ACT: Act = Act {
    name: "links",
    on: On::Case,
    about: "Says how the case belongs to another one.",
    body: ("NewLink", "A link to another case."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(1)),
    concerns: |_| true,
    fields: &[
        must("other", Takes::Line, "The other case.").such_as("HW-2611-000123-7"),
        must(
            "how",
            Takes::One("link", LinkKind::SPELLINGS),
            "`related`, `same_matter`, `same_incident` or `follow_up`.",
        )
        .such_as("same_incident"),
        may("text", Takes::Words, "Why.").such_as("同一车次的另一位旅客"),
    ],
    run: Run::Whole(|app, request, body, asked| Box::pin(link(app, request, body, asked))),
};

async fn link(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let mut sealer = Sealer::default();
    let (other, how, words) = form::read_as(body, asked.fields, |fields| {
        let other = pair::other(fields, "other");
        let parse = |text: &str| LinkKind::parse(text).filter(|kind| KINDS.contains(&kind.as_str()));
        let how = fields.required("how", fields.spelled("how", parse, KINDS));
        let words = fields.long_text("text").map(|text| sealer.seal(text));
        Some((other?, how?, words))
    })?;
    pair::on_both(app, request, other, sealer.into_contents(), move |_: &Db, both: &Both| {
        let mine = Command::Connections(ConnectionCommand::Link { other: both.other_number, how, words });
        let theirs = Command::Connections(ConnectionCommand::Link { other: both.number, how, words: None });
        Ok((mine, theirs))
    })
    .await
}
