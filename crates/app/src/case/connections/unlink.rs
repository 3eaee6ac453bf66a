//! Takes a link between two cases back.

use super::pair::{self, Both};
use crate::act::{Act, Asked, Done, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::field::{Takes, must};
use crate::ground::form;
use crate::ground::request::Request;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConnectionCommand;
use homeward_store::Db;
use serde_json::Value;

pub const ACT: Act = Act {
    name: "link_removals",
    on: On::Case,
    about: "Takes a link back.",
    body: ("NewLinkRemoval", "A link that was wrong."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Others.at(2)),
    concerns: |case| !case.connections.links.is_empty(),
    fields: &[must("other", Takes::Line, "The other case.").such_as("HW-2611-000123-7")],
    run: Run::Whole(|app, request, body, asked| Box::pin(unlink(app, request, body, asked))),
};

async fn unlink(app: &App, request: Request, body: &Value, asked: Asked) -> Done {
    let other = form::read_as(body, asked.fields, |fields| pair::other(fields, "other"))?;
    pair::on_both(app, request, other, Vec::new(), |_: &Db, both: &Both| {
        Ok((
            Command::Connections(ConnectionCommand::Unlink { other: both.other_number }),
            Command::Connections(ConnectionCommand::Unlink { other: both.number }),
        ))
    })
    .await
}
