//! The log of sign-ins.

use super::caller::Anyone;
use super::problem::{Failed, Problem};
use super::schema::sign_ins::SignInPage;
use crate::state::Web;
use axum::extract::{Query, State};
use homeward_app::sign_in::Place;
use homeward_app::{AppError, FieldError, Scope, sign_in};

/// The entries of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

/// Who signed in by which proof, who was refused, who had to wait, of the caller's units; the newest first.
#[utoipa::path(get, operation_id = "list_sign_ins", path = "/api/v1/sign_ins", tag = "staff",
    params(("staff" = Option<i64>, Query, description = "Of one member of staff; 0 where nobody has the address."),
        ("before" = Option<String>, Query, description = "Before the entry of this id."),
        ("limit" = Option<i64>, Query, description = "1 to 200, 50 where it is not told.")),
    responses((status = 200, body = SignInPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn list(
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
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((staff, before, limit)) } else { Err(AppError::BadQuery(errors)) }
}
