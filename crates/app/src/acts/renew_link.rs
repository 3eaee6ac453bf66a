//! Gives a complainant a new private link; the one before opens nothing any more.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `complainant`, who of a group, from 1.
pub async fn renew_link(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |fields, _| {
        let complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
        Some(Command::RenewLink { complainant })
    })
    .await
}
