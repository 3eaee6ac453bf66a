//! Rules of the company: read, added, changed, tried on past cases.

use super::body::Json;
use super::caller::{Anyone, if_match};
use super::problem::{Failed, Problem};
use super::schema::rules::{NewRule, RuleBody, RulePage, RulePreview};
use crate::state::Web;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use homeward_app::rules::{self, CASES_MAX, Version};
use homeward_app::{AppError, FieldError, Scope};

/// Cases that a dry run looks at where nothing else is asked.
const CASES_USUAL: i64 = 500;

/// The newest version of each rule, by name.
#[utoipa::path(get, operation_id = "list_rules", path = "/api/v1/rules", tag = "settings",
    responses((status = 200, body = RulePage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<RulePage>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let all = rules::all(&web.app).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(RulePage { items: all.iter().map(RuleBody::from).collect() }))
}

/// Adds a rule.
#[utoipa::path(post, operation_id = "make_rule", path = "/api/v1/rules", tag = "settings", request_body = NewRule,
    responses((status = 201, body = RuleBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn make(State(web): State<Web>, caller: Anyone, body: Json) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let failed = |error| Failed(language, error);
    let definition = rules::parse(web.app.policies().categories(), &body.value).map_err(failed)?;
    let made = rules::add(&web.app, caller.0.actor, definition).await.map_err(failed)?;
    Ok(answer(StatusCode::CREATED, &made))
}

/// Changes a rule: a new version takes the place of the one before.
#[utoipa::path(put, operation_id = "change_rule", path = "/api/v1/rules/{id}", tag = "settings", request_body = NewRule,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 200, body = RuleBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 422, body = Problem), (status = 503, body = Problem)))]
pub async fn change(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let language = caller.allow_setting()?;
    let failed = |error| Failed(language, error);
    let definition = rules::parse(web.app.policies().categories(), &body.value).map_err(failed)?;
    if definition.id != id {
        return Err(failed(AppError::Invalid(vec![FieldError::new("id", "reference_fixed")])));
    }
    let read = if_match(&headers).map_err(failed)?;
    let changed = rules::change(&web.app, caller.0.actor, definition, read).await.map_err(failed)?;
    Ok(answer(StatusCode::OK, &changed))
}

/// Every version of a rule, in order.
#[utoipa::path(get, operation_id = "list_rule_versions",
    path = "/api/v1/rules/{id}/versions", tag = "settings", params(("id" = String, Path)),
    responses((status = 200, body = RulePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn versions(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<axum::Json<RulePage>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let all = rules::versions(&web.app, id).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(RulePage { items: all.iter().map(RuleBody::from).collect() }))
}

/// Tries a rule on the newest cases: what it would have done. Changes nothing.
#[utoipa::path(post, operation_id = "preview_rule",
    path = "/api/v1/rules/preview", tag = "settings", request_body = NewRule,
    params(("cases" = Option<i64>, Query, description = "How many cases are looked at, the newest first.",
        minimum = 1, maximum = 2000)),
    responses((status = 200, body = RulePreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub async fn preview(
    State(web): State<Web>,
    caller: Anyone,
    Query(parameters): Query<Vec<(String, String)>>,
    body: Json,
) -> Result<axum::Json<RulePreview>, Failed> {
    let language = caller.allow_setting()?;
    let failed = |error| Failed(language, error);
    let count = cases(&parameters).map_err(failed)?;
    let definition = rules::parse(web.app.policies().categories(), &body.value).map_err(failed)?;
    let preview = rules::preview(&web.app, &caller.0, &definition, count).await.map_err(failed)?;
    Ok(axum::Json(preview.into()))
}

fn answer(status: StatusCode, version: &Version) -> Response {
    let etag = format!("\"{}\"", version.version);
    (status, [(header::ETAG, etag)], axum::Json(RuleBody::from(version))).into_response()
}

fn cases(parameters: &[(String, String)]) -> Result<i64, AppError> {
    let mut count = CASES_USUAL;
    for (name, value) in parameters {
        if name != "cases" {
            return Err(AppError::BadQuery(vec![crate::parameters::unknown_parameter(name)]));
        }
        let told = value.parse().ok().filter(|told| (1..=CASES_MAX).contains(told));
        let wrong = || AppError::BadQuery(vec![FieldError::with("cases", "not_a_number", format!("1–{CASES_MAX}"))]);
        count = told.ok_or_else(wrong)?;
    }
    Ok(count)
}
