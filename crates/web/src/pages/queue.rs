//! The queue: open cases by their next due time, all cases, or what a search found.

use super::frame::{Frame, PageError, page};
use super::session::SignedIn;
use super::words::{ClockWords, name, time};
use crate::api::cursor;
use crate::language::Language;
use crate::state::Web;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::view::CaseView;
use homeward_app::{Filter, Page, Sort, read};
use homeward_domain::time::Timestamp;

/// Rows of one page.
const ROWS: usize = 50;
/// Rows that are asked for: one more tells whether there is another page.
const PAGE: i64 = 51;

#[derive(Default, serde::Deserialize)]
pub struct Asked {
    view: Option<String>,
    q: Option<String>,
    cursor: Option<String>,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct Queue {
    frame: Frame,
    words: String,
    shows_all: bool,
    rows: Vec<Row>,
    next: Option<String>,
    is_later_page: bool,
}

struct Row {
    number: String,
    who: String,
    gist: String,
    state: String,
    nature: Option<(String, String)>,
    clock: Option<ClockWords>,
    received: String,
}

pub async fn queue(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let words = asked.q.unwrap_or_default().trim().to_owned();
    let shows_all = asked.view.as_deref() == Some("all");
    let list = if shows_all { "desk:all" } else { "desk:open" };
    let sort = if shows_all { Sort::Created } else { Sort::NextDue };
    let (views, next) = if words.is_empty() {
        let after = asked.cursor.as_deref().and_then(|c| cursor::read(list, c));
        let asked_page = Page { sort, descending: shows_all, after, limit: PAGE };
        let filter = Filter { open: !shows_all, ..Filter::default() };
        let mut views = read::list(&web.app, &signed_in.caller, filter, asked_page).await.map_err(failed)?;
        let has_more = views.len() > ROWS;
        views.truncate(ROWS);
        let next = views.last().filter(|_| has_more).map(|v| cursor::write(list, (sort.value(&v.row), v.row.case)));
        (views, next)
    } else {
        (read::search(&web.app, &signed_in.caller, words.clone(), ROWS).await.map_err(failed)?, None)
    };
    let frame = Frame::new(language, "queue-title", &uri, Some(signed_in.name));
    let now = web.app.clock().now();
    let rows = views.iter().map(|view| row(&frame, view, now)).collect();
    let is_later_page = asked.cursor.is_some() && words.is_empty();
    page(&Queue { words, shows_all, rows, next, is_later_page, frame })
}

fn row(frame: &Frame, view: &CaseView, now: Timestamp) -> Row {
    let (row, language) = (&view.row, frame.language);
    let presses = row.nature != "general";
    // Without a gist the words were erased; without a name alone nobody gave one.
    let who = match (&row.person_name, &row.gist) {
        (Some(name), _) => name.clone(),
        (None, Some(_)) => frame.t("anonymous"),
        (None, None) => frame.t("erased"),
    };
    Row {
        number: row.number.clone(),
        who,
        gist: row.gist.clone().unwrap_or_else(|| frame.t("erased")),
        state: name(language, "state", &row.state),
        nature: presses.then(|| (row.nature.clone(), name(language, "nature", &row.nature))),
        clock: view.next_clock().map(|clock| ClockWords::new(frame, clock, now)),
        received: time(language, row.received_at),
    }
}
