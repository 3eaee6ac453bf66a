//! Categories of the company, and their change.

use super::body::Json;
use super::caller::{Anyone, if_match, made};
use super::problem::{Failed, Problem};
use super::schema::categories::{CategoryBody, CategoryPage, CategoryPreview, NewCategory};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use homeward_app::{Scope, categories};

/// The newest version of each category.
#[utoipa::path(get, operation_id = "list_categories", path = "/api/v1/categories", tag = "settings",
    responses((status = 200, body = CategoryPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<CategoryPage>, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let policies = web.app.policies();
    Ok(axum::Json(CategoryPage { items: policies.categories().all().iter().map(CategoryBody::from).collect() }))
}

/// Adds a category of the company's own.
#[utoipa::path(post, operation_id = "make_category",
    path = "/api/v1/categories", tag = "settings", request_body = NewCategory,
    responses((status = 201, body = CategoryBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 412, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn make(State(web): State<Web>, caller: Anyone, body: Json) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let new = categories::add(&web.app, &caller.0, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, CategoryBody::from(&new)))
}

/// What a change of a category would touch; changes nothing.
#[utoipa::path(post, operation_id = "preview_category",
    path = "/api/v1/categories/{id}/preview", tag = "settings", request_body = NewCategory,
    params(("id" = String, Path)),
    responses((status = 200, body = CategoryPreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    body: Json,
) -> Result<axum::Json<CategoryPreview>, Failed> {
    let language = caller.allow_setting()?;
    let preview = categories::preview(&web.app, &id, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(preview.into()))
}

/// Changes a category: its name, and whether it is offered.
#[utoipa::path(post, operation_id = "change_category",
    path = "/api/v1/categories/{id}/versions", tag = "settings", request_body = NewCategory,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 201, body = CategoryBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let done = categories::change(&web.app, &caller.0, &id, &body.value, read).await;
    let new = done.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, CategoryBody::from(&new)))
}
