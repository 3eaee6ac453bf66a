//! Publishes an approved result.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::PublicationCommand;
use serde_json::Value;

/// Body: nothing.
pub async fn publish(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |_, _| Some(Command::Publication(PublicationCommand::Release))).await
}
