//! Members of staff.

use super::body::Json;
use super::caller::{Anyone, if_match};
use super::problem::{Failed, Problem};
use super::schema::registers::{ChangeBody, ChangePage};
use super::schema::team::{NewStaff, SignInLink, StaffBody, StaffPage};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::{AppError, Scope, Staff, sign_in, staff};

/// Everybody, those who left included.
#[utoipa::path(get, operation_id = "list_staff", path = "/api/v1/staff", tag = "staff",
    responses((status = 200, body = StaffPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<StaffPage>, Failed> {
    let language = caller.allow(Scope::StaffRead)?;
    let all = staff::list(&web.app).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(StaffPage { items: all.iter().map(StaffBody::from).collect() }))
}

/// Adds a member of staff.
#[utoipa::path(post, operation_id = "make_staff", path = "/api/v1/staff", tag = "staff", request_body = NewStaff,
    responses((status = 201, body = StaffBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn make(
    State(web): State<Web>,
    caller: Anyone,
    body: Json,
) -> Result<(StatusCode, axum::Json<StaffBody>), Failed> {
    let language = caller.allow(Scope::StaffWrite)?;
    let failed = |error| Failed(language, error);
    let new = staff::parse(&body.value, web.app.clock().now().0).map_err(failed)?;
    let made = staff::make(&web.app, &caller.0, new).await.map_err(failed)?;
    Ok((StatusCode::CREATED, axum::Json(StaffBody::from(&made))))
}

/// One member of staff.
#[utoipa::path(get, operation_id = "read_staff", path = "/api/v1/staff/{id}", tag = "staff", params(("id" = i64, Path)),
    responses((status = 200, body = StaffBody, headers(("ETag" = String))), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(State(web): State<Web>, caller: Anyone, Path(id): Path<String>) -> Result<Response, Failed> {
    let language = caller.allow(Scope::StaffRead)?;
    let failed = |error| Failed(language, error);
    let (found, version) = staff::with_version(&web.app, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(answer(&found, version))
}

/// Changes a member of staff. Whoever has left is signed out.
#[utoipa::path(put, operation_id = "change_staff", path = "/api/v1/staff/{id}", tag = "staff", request_body = NewStaff,
    params(("id" = i64, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = StaffBody, headers(("ETag" = String))), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn change(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let language = caller.allow(Scope::StaffWrite)?;
    let failed = |error| Failed(language, error);
    let id = number(&id).map_err(failed)?;
    let new = staff::parse(&body.value, web.app.clock().now().0).map_err(failed)?;
    let read = if_match(&headers).map_err(failed)?;
    let (changed, version) = staff::change(&web.app, &caller.0, id, new, read).await.map_err(failed)?;
    Ok(answer(&changed, version))
}

fn answer(staff: &Staff, version: i64) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], axum::Json(StaffBody::from(staff))).into_response()
}

/// Who changed which of their fields when.
#[utoipa::path(get, operation_id = "list_staff_changes",
    path = "/api/v1/staff/{id}/changes", tag = "staff", params(("id" = i64, Path)),
    responses((status = 200, body = ChangePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn changes(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<axum::Json<ChangePage>, Failed> {
    let language = caller.allow(Scope::StaffRead)?;
    let failed = |error| Failed(language, error);
    let changes = staff::changes(&web.app, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(axum::Json(ChangePage { items: changes.into_iter().map(ChangeBody::from).collect() }))
}

/// A fresh one-time link by which a member of staff signs in.
#[utoipa::path(post, operation_id = "make_staff_sign_in_link",
    path = "/api/v1/staff/{id}/links", tag = "staff", params(("id" = i64, Path)),
    responses((status = 201, body = SignInLink), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn links(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<SignInLink>), Failed> {
    let language = caller.allow(Scope::StaffWrite)?;
    let failed = |error| Failed(language, error);
    let id = number(&id).map_err(failed)?;
    let url = staff::link(&web.app, &caller.0, id).await.map_err(failed)?;
    Ok((StatusCode::CREATED, axum::Json(SignInLink { url })))
}

/// Takes password, second factor and sessions from a member of staff who lost
/// theirs; they sign in by a new link.
#[utoipa::path(post, operation_id = "reset_staff_sign_in",
    path = "/api/v1/staff/{id}/sign_in_reset", tag = "staff", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn sign_in_reset(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<StatusCode, Failed> {
    let language = caller.allow(Scope::StaffWrite)?;
    let failed = |error| Failed(language, error);
    sign_in::reset(&web.app, &caller.0, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}

fn number(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}
