//! Acts on cases, as a story does them.

use homeward_app::App;
use homeward_app::act::{Done, Request, carry_out};
use homeward_app::case;
use serde_json::Value;

/// Does an act by its name, of the case or of its first part.
pub async fn act(app: &App, name: &str, request: Request, body: &Value) -> Done {
    let act = case::act(name).unwrap_or_else(|| panic!("there is no act {name}"));
    carry_out(app, act, request, 1, body).await
}
