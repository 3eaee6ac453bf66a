//! What the complainant sees by their private link: where the matter stands
//! and what we promised, by when. Nothing that was said, and no name.

use super::frame::{Frame, PageError, page};
use super::words::{ClockWords, name, time};
use crate::language::Language;
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use homeward_app::read;
use homeward_domain::promises::Audience;

#[derive(Template)]
#[template(path = "follow.html")]
struct Follow {
    frame: Frame,
    number: String,
    received: String,
    state: String,
    clocks: Vec<ClockWords>,
}

pub async fn follow(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let view = read::followed(&web.app, &token).await.map_err(|e| PageError::new(language, &e))?;
    let frame = Frame::new(language, "follow-title", &uri, None);
    let now = web.app.clock().now();
    let is_public = |promise: &str, version: i64| {
        web.app.policies().promise(promise, version).is_some_and(|p| p.audience == Audience::Public)
    };
    let clocks = view.clocks.iter().filter(|c| is_public(&c.promise, c.version));
    page(&Follow {
        number: view.row.number.clone(),
        received: frame.t1("follow-received", "time", &time(language, view.row.received_at)),
        state: name(language, "state", &view.row.state),
        clocks: clocks.map(|clock| ClockWords::new(&frame, clock, now)).collect(),
        frame,
    })
}
