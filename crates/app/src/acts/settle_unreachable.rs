//! Settles a case whose complainant cannot be reached after all that was tried.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClosingCommand;
use serde_json::Value;

/// Body: nothing.
pub async fn settle_unreachable(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |_, _| Some(Command::Closing(ClosingCommand::SettleUnreachable))).await
}
