//! What one is told: the newest first, until it is read.

use super::shell::Shell;
use crate::frame::{PageError, page};
use crate::guard::is_own_form;
use crate::language::Language;
use crate::pages::desk::short_calendars::ShortCalendar;
use crate::pages::desk::short_calendars::short_calendars;
use crate::pages::session::SignedIn;
use crate::state::Web;
use crate::wording::{name, time};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::notices;
use homeward_domain::actor::Actor;

/// The most notices of a page.
const ROWS: i64 = 100;

#[derive(Template)]
#[template(path = "desk/notices.html")]
struct Notices {
    shell: Shell,
    /// Calendars that need more holidays, for whoever may enter them.
    short_calendars: Vec<ShortCalendar>,
    rows: Vec<Row>,
    has_unread: bool,
}

struct Row {
    id: i64,
    number: String,
    what: String,
    /// How often, where it was more than once.
    times: Option<String>,
    /// Where the case stands now.
    state: String,
    when: String,
    is_read: bool,
}

pub async fn list(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
) -> Result<Response, PageError> {
    let failed = |error| PageError::new(language, &error);
    let shell = Shell::new(&web, language, &uri, &signed_in, "notices-title").await?;
    let Actor::Staff(staff) = signed_in.caller.actor else { return Err(PageError::not_found(language)) };
    let told = notices::list(&web.app, &signed_in.caller, staff, false, None, ROWS).await.map_err(failed)?;
    let row = |notice: notices::Notice| Row {
        id: notice.id,
        what: name(language, "notice-kind", &notice.kind),
        times: (notice.times > 1).then(|| shell.t1("notices-times", "times", &notice.times.to_string())),
        state: name(language, "state", &notice.state),
        number: notice.number,
        when: time(language, notice.told_at),
        is_read: notice.read_at.is_some(),
    };
    let rows: Vec<Row> = told.into_iter().map(row).collect();
    let may_set = signed_in.caller.may_set(None);
    let short_calendars = if may_set { short_calendars(language, &web.app) } else { Vec::new() };
    page(&Notices { short_calendars, has_unread: rows.iter().any(|row| !row.is_read), rows, shell })
}

/// Goes to the case of a notice, which is read by that.
pub async fn open(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    Path(id): Path<i64>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let failed = |error| PageError::new(language, &error);
    let notice = notices::read_own(&web.app, &signed_in.caller, id).await.map_err(failed)?;
    Ok(Redirect::to(&format!("/desk/cases/{}#entry-{}", notice.number, notice.seq)).into_response())
}

/// Marks all of one's own notices as read.
pub async fn read_all(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let Actor::Staff(staff) = signed_in.caller.actor else { return Err(PageError::not_found(language)) };
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let read = notices::read_all(&web.app, &signed_in.caller, staff).await;
    read.map_err(|error| PageError::new(language, &error))?;
    Ok(Redirect::to("/desk/notices").into_response())
}
