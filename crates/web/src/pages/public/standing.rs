//! Where a case stands, for whoever told its number and a telephone number. Both may
//! be known to others, so nothing can be done on this page, and what was said between
//! the two, the plan, the result and files are not on it: for those stands the private
//! link, which we hand out anew to whom it belongs.

use super::follow::asks;
use super::line::{Stop, journey, state};
use super::promised::{Promised, promised};
use super::story::{NextWord, next_word};
use crate::cookies::{kept, written};
use crate::frame::{Frame, PageError, page};
use crate::language::Language;
use crate::state::Web;
use crate::wording::grouped;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use homeward_app::follow::{self, READING_LIFE};
use homeward_app::{AppError, quiet};

/// The cookie that opens it.
const COOKIE: &str = "homeward_reading";
const PAGE: &str = "/follow/case";

#[derive(Template)]
#[template(path = "public/standing.html")]
struct Standing {
    frame: Frame,
    number: String,
    received: String,
    /// By whose clocks its times are told.
    zone: String,
    state: String,
    steps: Vec<Stop>,
    promised: Promised,
    next_word: Option<NextWord>,
    /// Whether something waits for an answer that only the private link takes.
    waits: bool,
    /// Where the link is asked for anew, as it is read and as it is called.
    phone: Option<(String, String)>,
}

/// Leads to the page, with what opens it.
pub fn opened(web: &Web, token: &str) -> Response {
    let cookie = written(web, COOKIE, token, "/follow", READING_LIFE.0);
    ([(header::SET_COOKIE, cookie)], Redirect::to(PAGE)).into_response()
}

pub async fn standing(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let failed = |error: AppError| PageError::new(language, &error);
    let Some(token) = kept(&web, &headers, COOKIE) else { return Ok(Redirect::to("/follow").into_response()) };
    let followed = match follow::read_only(&web.app, &token).await {
        Ok(followed) => followed,
        Err(AppError::NotFound | AppError::OldLink) => return Ok(Redirect::to("/follow?over=1").into_response()),
        Err(error) => return Err(failed(error)),
    };
    let zone = quiet::zone_of(&web.app, &followed.dossier).await.map_err(failed)?;
    let frame = super::frame(&web, language, "follow-title", &uri).await?.there(zone.as_deref());
    let own = &followed.dossier.view.row;
    let case = followed.journey().case();
    let now = web.app.clock().now();
    page(&Standing {
        number: own.number.clone(),
        received: frame.t1("follow-received", "time", &frame.time(followed.received_at().0)),
        state: state(&frame, &followed),
        steps: journey(&frame, &followed),
        next_word: next_word(&frame, &followed, now),
        promised: promised(&web, &frame, &followed),
        zone: frame.t1("follow-zone", "zone", &frame.zone_told(now.0)),
        waits: case.as_ref().is_some_and(|case| asks(case, &followed, now.0)),
        phone: super::phone(&web, language).await?.map(|phone| (grouped(&phone), phone)),
        frame,
    })
}
