//! Working calendars and their change.

use super::body::Json;
use super::caller::{Anyone, if_match, made};
use super::problem::{Failed, Problem};
use super::schema::calendars::{CalendarBody, CalendarPage, ChangedCalendar, NewCalendar};
use super::schema::settings::{JobBody, PreviewBody};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use homeward_app::{Scope, calendars};

/// The newest version of each working calendar.
#[utoipa::path(get, operation_id = "list_calendars", path = "/api/v1/calendars", tag = "settings",
    responses((status = 200, body = CalendarPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<CalendarPage>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let all = calendars::current(&web.app).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(CalendarPage { items: all.iter().map(|written| CalendarBody::from(&written.what)).collect() }))
}

/// Adds a working calendar.
#[utoipa::path(post, operation_id = "make_calendar",
    path = "/api/v1/calendars", tag = "settings", request_body = NewCalendar,
    responses((status = 201, body = CalendarBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn make(State(web): State<Web>, caller: Anyone, body: Json) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let new = calendars::add(&web.app, caller.0.actor, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, CalendarBody::from(&new)))
}

/// What a change of a calendar would do to the clocks that count by it; changes nothing.
#[utoipa::path(post, operation_id = "preview_calendar",
    path = "/api/v1/calendars/{id}/preview", tag = "settings", request_body = NewCalendar,
    params(("id" = String, Path)),
    responses((status = 200, body = PreviewBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    body: Json,
) -> Result<axum::Json<PreviewBody>, Failed> {
    let language = caller.allow_setting()?;
    let preview = calendars::preview(&web.app, &id, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(preview.into()))
}

/// Changes a calendar; clocks that count by it are brought along in the background.
#[utoipa::path(post, operation_id = "change_calendar",
    path = "/api/v1/calendars/{id}/versions", tag = "settings", request_body = NewCalendar,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 201, body = ChangedCalendar, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn change(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let read = if_match(&headers).map_err(|e| Failed(language, e))?;
    let done = calendars::change(&web.app, &caller.0, &id, &body.value, read).await;
    let (pack, job) = done.map_err(|e| Failed(language, e))?;
    let body = ChangedCalendar { calendar: CalendarBody::from(&pack), job: JobBody::from(&job) };
    Ok(made(pack.version, body))
}
