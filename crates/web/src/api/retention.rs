//! What each daily run of retention did.

use super::caller::Anyone;
use super::problem::{Failed, Problem};
use super::schema::retention::RetentionRunPage;
use crate::state::Web;
use axum::extract::{Query, State};
use homeward_app::retention::{self, RUNS_MAX};
use homeward_app::{AppError, FieldError, Scope};

/// The runs of a page where nothing else is asked.
const LIMIT_USUAL: i64 = 50;

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
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((before, limit)) } else { Err(AppError::BadQuery(errors)) }
}
