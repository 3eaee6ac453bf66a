//! What is asked of those who sign in, its change, and the log of sign-ins.

use super::body::Json;
use super::caller::{Anyone, if_match, made, versioned};
use super::problem::{Failed, Problem};
use super::schema::access::{AccessBody, AccessPreview, NewAccess, SignInPage};
use crate::state::Web;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use homeward_app::sign_in::Place;
use homeward_app::{AppError, FieldError, Scope, access, sign_in};

/// The entries of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

/// How long sessions last and which roles need a second factor.
#[utoipa::path(get, operation_id = "read_access", path = "/api/v1/access", tag = "settings",
    responses((status = 200, body = AccessBody, headers(("ETag" = String))), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn read(State(web): State<Web>, caller: Anyone) -> Result<Response, Failed> {
    caller.allow(Scope::SettingsRead)?;
    let access = web.app.access();
    Ok(versioned(StatusCode::OK, access.version, AccessBody::from(access.as_ref())))
}

/// Whom a change of it would concern; changes nothing.
#[utoipa::path(post, operation_id = "preview_access",
    path = "/api/v1/access/preview", tag = "settings", request_body = NewAccess,
    responses((status = 200, body = AccessPreview), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 409, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn preview(State(web): State<Web>, caller: Anyone, body: Json) -> Result<axum::Json<AccessPreview>, Failed> {
    let language = caller.allow_setting()?;
    let preview = access::preview(&web.app, &body.value).await.map_err(|e| Failed(language, e))?;
    Ok(axum::Json(AccessPreview { without_factor: preview.without_factor }))
}

/// Changes it, for everybody who is signed in as well.
#[utoipa::path(post, operation_id = "change_access",
    path = "/api/v1/access/versions", tag = "settings", request_body = NewAccess,
    params(("If-Match" = Option<String>, Header)),
    responses((status = 201, body = AccessBody, headers(("ETag" = String))), (status = 400, body = Problem), (status = 401, body = Problem),
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
    let new = access::change(&web.app, &caller.0, &body.value, read).await.map_err(|e| Failed(language, e))?;
    Ok(made(new.version, AccessBody::from(&new)))
}

/// Who signed in by which proof, who was refused, who had to wait, of the caller's units; the newest first.
#[utoipa::path(get, operation_id = "list_sign_ins", path = "/api/v1/sign_ins", tag = "staff",
    params(("staff" = Option<i64>, Query, description = "Of one member of staff; 0 where nobody has the address."),
        ("before" = Option<String>, Query, description = "Before the entry of this id."),
        ("limit" = Option<i64>, Query, description = "1 to 200, 50 where it is not told.")),
    responses((status = 200, body = SignInPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn sign_ins(
    State(web): State<Web>,
    caller: Anyone,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<axum::Json<SignInPage>, Failed> {
    let language = caller.allow(Scope::LogRead)?;
    let failed = |error| Failed(language, error);
    let (staff, before, limit) = read_log(&parameters).map_err(failed)?;
    let log = sign_in::log(&web.app, &caller.0, staff, before, limit).await.map_err(failed)?;
    Ok(axum::Json(SignInPage { items: log.into_iter().map(Into::into).collect() }))
}

fn read_log(parameters: &[(String, String)]) -> Result<(Option<i64>, Option<Place>, i64), AppError> {
    let (mut staff, mut before, mut limit, mut errors) = (None, None, LIMIT_USUAL, Vec::new());
    for (name, value) in parameters {
        let whole = value.parse::<i64>().ok().filter(|n| *n >= 0);
        match (name.as_str(), whole) {
            ("staff", Some(n)) => staff = Some(n),
            ("limit", Some(n)) if (1..=sign_in::LOG_LIMIT_MAX).contains(&n) => limit = n,
            ("limit", _) => {
                errors.push(FieldError::with("limit", "not_a_number", format!("1–{}", sign_in::LOG_LIMIT_MAX)));
            }
            ("before", _) => match sign_in::read_place(value) {
                Some(place) => before = Some(place),
                None => errors.push(FieldError::new("before", "unknown_value")),
            },
            ("staff", None) => errors.push(FieldError::with(name, "not_a_number", "0–")),
            _ => errors.push(super::cases::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((staff, before, limit)) } else { Err(AppError::BadQuery(errors)) }
}
