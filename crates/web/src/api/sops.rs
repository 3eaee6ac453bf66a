//! Procedures of categories, and their change.

use super::body::Json;
use super::caller::{Anyone, if_match, made};
use super::problem::{Failed, Problem};
use super::schema::sops::{NewSop, SopBody, SopPage, SopPreview};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use homeward_app::{Scope, sops};

/// The newest version of each procedure.
#[utoipa::path(get, operation_id = "list_sops", path = "/api/v1/sops", tag = "settings",
    responses((status = 200, body = SopPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<SopPage>, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let policies = web.app.policies();
    Ok(axum::Json(SopPage { items: policies.sops().current().map(SopBody::from).collect() }))
}

/// Adds a procedure of the company's own.
#[utoipa::path(post, operation_id = "make_sop", path = "/api/v1/sops", tag = "settings", request_body = NewSop,
    responses((status = 201, body = SopBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn make(State(web): State<Web>, caller: Anyone, body: Json) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let new = sops::add(&web.app, &caller.0, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, SopBody::from(&new)))
}

/// What a change of a procedure would touch; changes nothing.
#[utoipa::path(post, operation_id = "preview_sop",
    path = "/api/v1/sops/{id}/preview", tag = "settings", request_body = NewSop,
    params(("id" = String, Path)),
    responses((status = 200, body = SopPreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    body: Json,
) -> Result<axum::Json<SopPreview>, Failed> {
    let language = caller.allow_setting()?;
    let preview = sops::preview(&web.app, &id, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(preview.into()))
}

/// Changes a procedure: every case of its categories follows the new version at once.
#[utoipa::path(post, operation_id = "change_sop",
    path = "/api/v1/sops/{id}/versions", tag = "settings", request_body = NewSop,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 201, body = SopBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let done = sops::change(&web.app, &caller.0, &id, &body.value, read).await;
    let new = done.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, SopBody::from(&new)))
}
