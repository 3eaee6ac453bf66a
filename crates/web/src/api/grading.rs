//! How the company grades, and its change.

use super::body::Json;
use super::caller::{Anyone, if_match, made, versioned};
use super::problem::{Failed, Problem};
use super::schema::grading::{ChangedGrading, GradingBody, GradingPreview, NewGrading};
use super::schema::settings::JobBody;
use crate::state::Web;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::{Scope, grading};

/// How severity is reckoned and what a grade brings.
#[utoipa::path(get, operation_id = "read_grading", path = "/api/v1/grading", tag = "settings",
    responses((status = 200, body = GradingBody, headers(("ETag" = String))), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(State(web): State<Web>, caller: Anyone) -> Result<Response, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let policies = web.app.policies();
    let grading = policies.grading();
    Ok(versioned(StatusCode::OK, grading.version, GradingBody::from(grading)))
}

/// What a change of it would do to open cases; changes nothing.
#[utoipa::path(post, operation_id = "preview_grading",
    path = "/api/v1/grading/preview", tag = "settings", request_body = NewGrading,
    responses((status = 200, body = GradingPreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview(State(web): State<Web>, caller: Anyone, body: Json) -> Result<axum::Json<GradingPreview>, Failed> {
    let language = caller.allow_setting()?;
    let preview = grading::preview(&web.app, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(preview.into()))
}

/// Changes it; open cases are judged anew in the background.
#[utoipa::path(post, operation_id = "change_grading",
    path = "/api/v1/grading/versions", tag = "settings", request_body = NewGrading,
    params(("If-Match" = Option<String>, Header)),
    responses((status = 201, body = ChangedGrading, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn change(
    State(web): State<Web>,
    caller: Anyone,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let read = if_match(&headers).map_err(|e| Failed(language, e))?;
    let done = grading::change(&web.app, &caller.0, &body.value, read).await;
    let (new, job) = done.map_err(|e| Failed(language, e))?;
    let body = ChangedGrading { grading: GradingBody::from(&new), job: JobBody::from(&job) };
    Ok(made(new.version, body))
}
