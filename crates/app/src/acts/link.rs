//! Says how a case belongs to another one; both carry the link.

use super::pair::{self, Both};
use super::{Done, Request};
use crate::app::App;
use crate::form;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConnectionCommand;
use homeward_domain::catalogue::LinkKind;
use homeward_store::Db;
use serde_json::Value;

/// What staff may say; where a part came from only a split says.
const KINDS: &[&str] = &["related", "same_matter", "same_incident", "follow_up"];

/// Body: `other`, a case by number; `how`; `text`, why.
pub async fn link(app: &App, request: Request, body: &Value) -> Done {
    let mut sealer = Sealer::default();
    let (other, how, words) = form::read(body, |fields| {
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
