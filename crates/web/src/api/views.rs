//! Views of the queue that people keep. A program sees and keeps everybody's.

use super::body::Json;
use super::caller::Anyone;
use super::problem::{Failed, Problem};
use super::schema::settings::{NewView, ViewBody, ViewPage};
use crate::state::Web;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use homeward_app::{AppError, Scope, views};

/// Everybody's views of the queue, and those of who asks.
#[utoipa::path(get, operation_id = "list_views", path = "/api/v1/views", tag = "settings",
    responses((status = 200, body = ViewPage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<ViewPage>, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(Scope::CasesRead).map_err(failed)?;
    let all = views::of(&web.app, &caller).await.map_err(failed)?;
    Ok(axum::Json(ViewPage { items: all.into_iter().map(ViewBody::from).collect() }))
}

/// Keeps a view; `extensions:write` keeps one for everybody.
#[utoipa::path(post, operation_id = "make_view", path = "/api/v1/views", tag = "settings", request_body = NewView,
    responses((status = 201, body = ViewBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn make(
    State(web): State<Web>,
    caller: Anyone,
    body: Json,
) -> Result<(StatusCode, axum::Json<ViewBody>), Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(Scope::ExtensionsWrite).map_err(failed)?;
    let new = views::parse(&body.value).map_err(failed)?;
    let view = views::keep(&web.app, &caller, new).await.map_err(failed)?;
    Ok((StatusCode::CREATED, axum::Json(view.into())))
}

/// Removes a view.
#[utoipa::path(post, operation_id = "remove_view",
    path = "/api/v1/views/{id}/removal", tag = "settings", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn removal(State(web): State<Web>, caller: Anyone, Path(id): Path<String>) -> Result<StatusCode, Failed> {
    let Anyone(caller, language) = caller;
    let failed = |error| Failed(language, error);
    caller.must(Scope::ExtensionsWrite).map_err(failed)?;
    let id = id.parse().map_err(|_| failed(AppError::NotFound))?;
    views::remove(&web.app, &caller, id).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}
