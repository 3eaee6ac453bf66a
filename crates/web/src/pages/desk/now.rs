//! The board: what needs somebody now, readable from three metres.

use super::queue::{Row, row};
use super::shell::Shell;
use crate::frame::{PageError, page};
use crate::language::Language;
use crate::pages::session::SignedIn;
use crate::state::Web;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use homeward_app::desk::{self, Now as Board};
use homeward_domain::time::Span;
use std::collections::HashMap;

/// What is due within this time is due soon.
const SOON: Span = Span::hours(1);
/// Rows of the cases that are due first.
const ROWS: i64 = 10;

#[derive(Template)]
#[template(path = "desk/now.html")]
struct Now {
    shell: Shell,
    tiles: Vec<Tile>,
    loads: Vec<(String, i64)>,
    load_max: i64,
    rows: Vec<Row>,
}

struct Tile {
    count: i64,
    label: String,
    href: &'static str,
    class: &'static str,
}

pub async fn now(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let shell = Shell::new(&web, language, &uri, &signed_in, "now-title").await?;
    let now = web.app.clock().now();
    let Board { board, loads, first } =
        desk::now(&web.app, &signed_in.caller, now + SOON, ROWS).await.map_err(failed)?;
    let names: HashMap<i64, String> = loads.iter().map(|(staff, _)| (staff.id, staff.name.clone())).collect();
    let tile = |count: i64, label: &str, href: &'static str, class: &'static str| Tile {
        count,
        label: shell.t(label),
        href,
        class: if count > 0 { class } else { "" },
    };
    let tiles = vec![
        tile(board.late, "now-late", "/desk?view=late", "late"),
        tile(board.due_soon, "now-soon", "/desk?view=soon", "soon"),
        tile(board.unowned, "now-unowned", "/desk?view=unassigned", "soon"),
        tile(board.grave, "now-grave", "/desk?view=open&sort=grade", "late"),
        tile(board.urgent, "now-urgent", "/desk?view=open", "late"),
        tile(board.open, "now-open", "/desk?view=open", ""),
    ];
    let load_max = loads.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let policies = web.app.policies();
    page(&Now {
        rows: first.iter().map(|view| row(&shell.frame, policies.categories(), view, now, &names)).collect(),
        loads: loads.into_iter().filter(|(_, count)| *count > 0).map(|(staff, count)| (staff.name, count)).collect(),
        load_max,
        tiles,
        shell,
    })
}
