//! On which terms cases are handled, and their change.

use super::body::Json;
use super::caller::{Anyone, if_match, made, versioned};
use super::problem::{Failed, Problem};
use super::schema::terms::{NewTerms, TermsBody};
use crate::state::Web;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::{Scope, terms};

/// Since when it counts, and how long what may be put off can be put off.
#[utoipa::path(get, operation_id = "read_terms", path = "/api/v1/terms", tag = "settings",
    responses((status = 200, body = TermsBody, headers(("ETag" = String))), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(State(web): State<Web>, caller: Anyone) -> Result<Response, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let policies = web.app.policies();
    Ok(versioned(StatusCode::OK, policies.terms().version, TermsBody::from(policies.terms())))
}

/// Changes them; what was done on the terms before stays done.
#[utoipa::path(post, operation_id = "change_terms",
    path = "/api/v1/terms/versions", tag = "settings", request_body = NewTerms,
    params(("If-Match" = Option<String>, Header)),
    responses((status = 201, body = TermsBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let new = terms::change(&web.app, &caller.0, &body.value, read).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, TermsBody::from(&new)))
}
