//! Lets every paused clock count again.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClockCommand;
use serde_json::Value;

/// Body: `{}`.
pub async fn resume(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |_, _| Some(Command::Clocks(ClockCommand::ResumeClocks))).await
}
