//! Accepts a case for handling.

use super::{Done, Request, act};
use crate::app::App;
use homeward_domain::case::Command;
use serde_json::Value;

/// Body: `{}`.
pub async fn accept(app: &App, request: Request, body: &Value) -> Done {
    act(app, request, body, |_, _| Some(Command::Accept)).await
}
