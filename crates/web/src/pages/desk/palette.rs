//! What the command palette finds besides places and acts: cases.

use super::visit::Visit;
use crate::frame::{Frame, PageError, page};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use homeward_app::read;
use homeward_app::view::CaseView;

/// The most cases that are offered.
const CASES_MAX: usize = 8;

#[derive(Template)]
#[template(path = "desk/palette.html")]
struct Found {
    cases: Vec<FoundCase>,
}

struct FoundCase {
    number: String,
    who: String,
    gist: String,
}

/// The words to look for.
#[derive(serde::Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// Cases by number, name, telephone or words, as options of the palette.
pub async fn cases(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let words = asked.q.trim().to_owned();
    let found = if words.is_empty() {
        Vec::new()
    } else {
        let found = read::search(visit.app(), &visit.signed_in.caller, words, CASES_MAX).await;
        found.map_err(|error| visit.failed(error))?
    };
    let frame = Frame::new(visit.language, "palette-label", &visit.uri);
    page(&Found { cases: found.iter().map(|view| case(&frame, view)).collect() })
}

fn case(frame: &Frame, view: &CaseView) -> FoundCase {
    let row = &view.row;
    FoundCase {
        number: row.number.clone(),
        who: super::queue::who(frame, row),
        gist: row.gist.clone().unwrap_or_else(|| frame.t(if row.restricted { "restricted-title" } else { "erased" })),
    }
}
