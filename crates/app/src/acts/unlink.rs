//! Takes a link between two cases back.

use super::pair::{self, Both};
use super::{Done, Request};
use crate::app::App;
use crate::form;
use homeward_domain::case::Command;
use homeward_domain::case::command::ConnectionCommand;
use homeward_store::Db;
use serde_json::Value;

/// Body: `other`, a case by number.
pub async fn unlink(app: &App, request: Request, body: &Value) -> Done {
    let other = form::read(body, |fields| pair::other(fields, "other"))?;
    pair::on_both(app, request, other, Vec::new(), |_: &Db, both: &Both| {
        Ok((
            Command::Connections(ConnectionCommand::Unlink { other: both.other_number }),
            Command::Connections(ConnectionCommand::Unlink { other: both.number }),
        ))
    })
    .await
}
