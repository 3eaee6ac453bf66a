//! Promises and their change, jobs in the background, notices.

use super::body::Json;
use super::caller::{Anyone, Lead, if_match, made};
use super::problem::{Failed, Problem};
use super::schema::settings::{
    ChangedPromise, JobBody, NewPromise, NewUnitPromise, NoticeBody, NoticePage, PreviewBody, ProfileBody, ProfilePage,
    PromiseBody, PromisePage,
};
use crate::state::Web;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::{AppError, FieldError, Scope, notices, profiles, promises};

/// The most rows of a page.
const LIMIT_MAX: i64 = 200;
/// The rows of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

type Parameters = Query<Vec<(String, String)>>;

/// The profiles with their everyday types, named in the reader's language.
#[utoipa::path(get, operation_id = "list_profiles", path = "/api/v1/profiles", tag = "settings",
    responses((status = 200, body = ProfilePage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn all_profiles(caller: Anyone) -> Result<axum::Json<ProfilePage>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let items = profiles::all().iter().map(|profile| ProfileBody::new(language, profile)).collect();
    Ok(axum::Json(ProfilePage { items }))
}

/// The promises in force.
#[utoipa::path(get, operation_id = "list_promises", path = "/api/v1/promises", tag = "settings",
    responses((status = 200, body = PromisePage), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn all(State(web): State<Web>, caller: Anyone) -> Result<axum::Json<PromisePage>, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let items = promises::current(&web.app).iter().map(PromiseBody::from).collect();
    Ok(axum::Json(PromisePage { items }))
}

/// Adds a unit's own promise, stricter than the one that all make.
#[utoipa::path(post, operation_id = "make_unit_promise",
    path = "/api/v1/promises", tag = "settings", request_body = NewUnitPromise,
    responses((status = 201, body = PromiseBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn add_for_unit(State(web): State<Web>, caller: Anyone, body: Json) -> Result<Response, Failed> {
    let language = caller.allow(Scope::SettingsWrite)?;
    let promise = promises::add_for_unit(&web.app, &caller.0, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(made(promise.version, PromiseBody::from(&promise)))
}

/// What a change of a promise would do to the clocks that run; changes nothing.
#[utoipa::path(post, operation_id = "preview_promise",
    path = "/api/v1/promises/{id}/preview", tag = "settings", request_body = NewPromise,
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
    let language = caller.allow(Scope::SettingsWrite)?;
    let preview = promises::preview(&web.app, &caller.0, &id, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(preview.into()))
}

/// Changes a promise; clocks that run are brought along in the background.
#[utoipa::path(post, operation_id = "change_promise",
    path = "/api/v1/promises/{id}/versions", tag = "settings", request_body = NewPromise,
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 201, body = ChangedPromise, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let language = caller.allow(Scope::SettingsWrite)?;
    let read = if_match(&headers).map_err(|e| Failed(language, e))?;
    let done = promises::change(&web.app, &caller.0, &id, &body.value, read).await;
    let (promise, job) = done.map_err(|e| Failed(language, e))?;
    let body = ChangedPromise { promise: PromiseBody::from(&promise), job: JobBody::from(&job) };
    Ok(made(promise.version, body))
}

/// A job in the background.
#[utoipa::path(get, operation_id = "read_job", path = "/api/v1/jobs/{id}", tag = "settings", params(("id" = i64, Path)),
    responses((status = 200, body = JobBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn job(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<axum::Json<JobBody>, Failed> {
    let language = caller.allow(Scope::SettingsRead)?;
    let failed = |error| Failed(language, error);
    let job = promises::job(&web.app, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(axum::Json(JobBody::from(&job)))
}

/// Ends a job before its time; what it has done stays.
#[utoipa::path(post, operation_id = "cancel_job",
    path = "/api/v1/jobs/{id}/cancellation", tag = "settings", params(("id" = i64, Path)),
    responses((status = 200, body = JobBody), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn cancellation(
    State(web): State<Web>,
    caller: Anyone,
    Path(id): Path<String>,
) -> Result<axum::Json<JobBody>, Failed> {
    let language = caller.allow_setting()?;
    let failed = |error| Failed(language, error);
    let job = promises::cancel(&web.app, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(axum::Json(JobBody::from(&job)))
}

/// What a member of staff is told, one notice for each case and cause, those told last first; for who has the rights of their
/// lead, `extensions:write`.
#[utoipa::path(get, operation_id = "list_notices", path = "/api/v1/notices", tag = "notices",
    params(("staff" = i64, Query, description = "A member of staff by number."),
        ("unread" = Option<bool>, Query), ("before" = Option<i64>, Query, description = "Only notices told before this one."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = NoticePage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn told(
    State(web): State<Web>,
    Lead(caller, language): Lead,
    Query(parameters): Parameters,
) -> Result<axum::Json<NoticePage>, Failed> {
    let failed = |error| Failed(language, error);
    let (staff, unread, before, limit) = read_notices(&parameters).map_err(failed)?;
    let notices = notices::list(&web.app, &caller, staff, unread, before, limit).await.map_err(failed)?;
    Ok(axum::Json(NoticePage { items: notices.iter().map(NoticeBody::from).collect() }))
}

/// Marks a notice as read, for who has the rights of a lead.
#[utoipa::path(post, operation_id = "mark_notice_read",
    path = "/api/v1/notices/{id}/reading", tag = "notices", params(("id" = i64, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn reading(
    State(web): State<Web>,
    Lead(caller, language): Lead,
    Path(id): Path<String>,
) -> Result<StatusCode, Failed> {
    let failed = |error| Failed(language, error);
    notices::read(&web.app, &caller, number(&id).map_err(failed)?).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks all notices of a member of staff as read, for who has the rights of a lead.
#[utoipa::path(post, operation_id = "mark_all_notices_read",
    path = "/api/v1/notices/reading", tag = "notices",
    params(("staff" = i64, Query, description = "A member of staff by number.")),
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 503, body = Problem)))]
pub async fn reading_all(
    State(web): State<Web>,
    Lead(caller, language): Lead,
    Query(parameters): Parameters,
) -> Result<StatusCode, Failed> {
    let failed = |error| Failed(language, error);
    let (staff, ..) = read_notices(&parameters).map_err(failed)?;
    notices::read_all(&web.app, &caller, staff).await.map_err(failed)?;
    Ok(StatusCode::NO_CONTENT)
}

fn number(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn read_notices(parameters: &[(String, String)]) -> Result<(i64, bool, Option<i64>, i64), AppError> {
    let (mut staff, mut unread, mut before, mut limit) = (None, false, None, LIMIT_USUAL);
    let mut errors = Vec::new();
    for (name, value) in parameters {
        let whole = value.parse::<i64>().ok().filter(|n| *n > 0);
        match (name.as_str(), whole, value.as_str()) {
            ("staff", Some(n), _) => staff = Some(n),
            ("before", Some(n), _) => before = Some(n),
            ("limit", Some(n), _) if n <= LIMIT_MAX => limit = n,
            ("unread", _, "true") => unread = true,
            ("unread", _, "false") => unread = false,
            ("unread", _, _) => errors.push(FieldError::new("unread", "not_a_truth")),
            ("staff" | "before", _, _) => errors.push(FieldError::with(name, "not_a_number", "1–")),
            ("limit", _, _) => errors.push(FieldError::with("limit", "not_a_number", format!("1–{LIMIT_MAX}"))),
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    match staff {
        Some(staff) if errors.is_empty() => Ok((staff, unread, before, limit)),
        Some(_) => Err(AppError::BadQuery(errors)),
        None => {
            errors.push(FieldError::new("staff", "required"));
            Err(AppError::BadQuery(errors))
        }
    }
}
