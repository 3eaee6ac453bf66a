//! How long what is kept stays, its change, and what each daily run did.

use super::body::Json;
use super::caller::{Anyone, if_match, made, versioned};
use super::problem::{Failed, Problem};
use super::schema::retention::{NewRetention, RetentionBody, RetentionPreview, RetentionRunPage};
use crate::state::Web;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::retention::{self, RUNS_MAX};
use homeward_app::{AppError, FieldError, Scope};

/// The runs of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

/// After how many days what is kept goes by itself; null where it does not.
#[utoipa::path(get, operation_id = "read_retention", path = "/api/v1/retention", tag = "settings",
    responses((status = 200, body = RetentionBody, headers(("ETag" = String))), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(State(web): State<Web>, caller: Anyone) -> Result<Response, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let policies = web.app.policies();
    let retention = policies.retention();
    Ok(versioned(StatusCode::OK, retention.version, RetentionBody::from(retention)))
}

/// Of how many cases the time would be over now, as far as their ends tell; changes nothing.
#[utoipa::path(post, operation_id = "preview_retention",
    path = "/api/v1/retention/preview", tag = "settings", request_body = Option<NewRetention>,
    responses((status = 200, body = RetentionPreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview(
    State(web): State<Web>,
    caller: Anyone,
    body: Json,
) -> Result<axum::Json<RetentionPreview>, Failed> {
    let language = caller.allow_setting()?;
    let over = retention::preview(&web.app, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(RetentionPreview { words: over.words, proof: over.proof }))
}

/// Changes it; the next daily run goes by it.
#[utoipa::path(post, operation_id = "change_retention",
    path = "/api/v1/retention/versions", tag = "settings", request_body = Option<NewRetention>,
    params(("If-Match" = Option<String>, Header)),
    responses((status = 201, body = RetentionBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let new = retention::change(&web.app, &caller.0, &body.value, read).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, RetentionBody::from(&new)))
}

/// What the daily runs did, the newest first: counts and numbers of cases.
#[utoipa::path(get, operation_id = "list_retention_runs", path = "/api/v1/retention/runs", tag = "settings",
    params(("before" = Option<i64>, Query, description = "Runs before this day."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = RetentionRunPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn runs(
    State(web): State<Web>,
    caller: Anyone,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<axum::Json<RetentionRunPage>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let failed = |error| Failed(language, error);
    let (before, limit) = asked(&parameters).map_err(failed)?;
    let runs = retention::runs(&web.app, before, limit).await.map_err(failed)?;
    Ok(axum::Json(RetentionRunPage { items: runs.into_iter().map(Into::into).collect() }))
}

fn asked(parameters: &[(String, String)]) -> Result<(Option<i64>, i64), AppError> {
    let (mut before, mut limit, mut errors) = (None, LIMIT_USUAL, Vec::new());
    for (name, value) in parameters {
        match (name.as_str(), value.parse::<i64>().ok()) {
            ("before", Some(day)) => before = Some(day),
            ("limit", Some(n)) if (1..=RUNS_MAX).contains(&n) => limit = n,
            ("limit", _) => errors.push(FieldError::with("limit", "not_a_number", format!("1–{RUNS_MAX}"))),
            ("before", None) => errors.push(FieldError::new("before", "unknown_value")),
            _ => errors.push(super::cases::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((before, limit)) } else { Err(AppError::BadQuery(errors)) }
}
