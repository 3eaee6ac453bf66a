//! Who looked at whose contact points, for programs that may read the logs.

use super::caller::Anyone;
use super::problem::{Failed, Problem};
use super::schema::looks::{LookBody, LookPage};
use crate::state::Web;
use axum::extract::{Path, Query, State};
use homeward_app::looks::{self, LIMIT_MAX, Log, Look, read_place};
use homeward_app::{AppError, FieldError, Scope};

/// The entries of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

type Parameters = Query<Vec<(String, String)>>;

/// Looks at contact points by a case, the newest first: those who saw them by what
/// they are to the case, and those who told a reason.
#[utoipa::path(get, operation_id = "list_case_looks", path = "/api/v1/cases/{number}/looks", tag = "cases",
    params(("number" = String, Path), ("before" = Option<String>, Query, description = "Before the entry of this id."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = LookPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn of_case(
    State(web): State<Web>,
    caller: Anyone,
    Path(number): Path<String>,
    Query(parameters): Parameters,
) -> Result<axum::Json<LookPage>, Failed> {
    let language = caller.allow(Scope::LogRead)?;
    let failed = |error| Failed(language, error);
    let (before, limit) = read_log(&parameters).map_err(failed)?;
    let log = looks::of_case_log(&web.app, &caller.0, number, before, limit).await.map_err(failed)?;
    Ok(axum::Json(page(&log)))
}

/// Looks at the contact points of a customer, the newest first.
#[utoipa::path(get, operation_id = "list_customer_looks",
    path = "/api/v1/customers/{reference}/looks", tag = "registers",
    params(("reference" = String, Path), ("before" = Option<String>, Query, description = "Before the entry of this id."),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, body = LookPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn of_customer(
    State(web): State<Web>,
    caller: Anyone,
    Path(reference): Path<String>,
    Query(parameters): Parameters,
) -> Result<axum::Json<LookPage>, Failed> {
    let language = caller.allow(Scope::LogRead)?;
    let failed = |error| Failed(language, error);
    let (before, limit) = read_log(&parameters).map_err(failed)?;
    let log = looks::of_customer_log(&web.app, &caller.0, reference, before, limit).await.map_err(failed)?;
    Ok(axum::Json(page(&log)))
}

fn page(log: &Log) -> LookPage {
    LookPage { items: log.looks.iter().map(|look| LookBody::new(log, look)).collect() }
}

fn read_log(parameters: &[(String, String)]) -> Result<(Option<Look>, i64), AppError> {
    let (mut before, mut limit, mut errors) = (None, LIMIT_USUAL, Vec::new());
    for (name, value) in parameters {
        match name.as_str() {
            "limit" => match value.parse::<i64>().ok().filter(|n| (1..=LIMIT_MAX).contains(n)) {
                Some(told) => limit = told,
                None => errors.push(FieldError::with("limit", "not_a_number", format!("1–{LIMIT_MAX}"))),
            },
            "before" => match read_place(value) {
                Some(place) => before = Some(place),
                None => errors.push(FieldError::new("before", "unknown_value")),
            },
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((before, limit)) } else { Err(AppError::BadQuery(errors)) }
}
