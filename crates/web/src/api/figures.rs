//! Figures counted over all cases.

use super::caller::Reader;
use super::problem::{Failed, Problem};
use super::schema::figures::{KeptPage, TimesBody};
use crate::state::Web;
use axum::extract::{Query, State};
use homeward_app::{AppError, FieldError, figures, kept};
use homeward_domain::catalogue::Kind;
use homeward_domain::time::Timestamp;

/// How long cases took from receipt to their end.
#[utoipa::path(get, operation_id = "read_times_to_end", path = "/api/v1/figures/times_to_end", tag = "figures",
    params(("kind" = Option<String>, Query, description = "`complaint` where it is not told."),
        ("received_from" = Option<String>, Query), ("received_until" = Option<String>, Query)),
    responses((status = 200, body = TimesBody), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem)))]
pub async fn times_to_end(
    State(web): State<Web>,
    Reader(_caller, language): Reader,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Result<axum::Json<TimesBody>, Failed> {
    let failed = |error| Failed(language, error);
    let (kind, from, until) = read_times(&parameters).map_err(failed)?;
    let times = figures::times_to_end(&web.app, kind, from, until).await.map_err(failed)?;
    Ok(axum::Json(TimesBody::from(times)))
}

/// How often public promises were kept in the last 30 and 365 days, as the
/// public page shows it: counted at most ten minutes ago.
#[utoipa::path(get, operation_id = "read_kept_promises", path = "/api/v1/figures/kept_promises", tag = "figures",
    responses((status = 200, body = KeptPage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 503, body = Problem)))]
pub async fn kept_promises(
    State(web): State<Web>,
    Reader(_caller, language): Reader,
) -> Result<axum::Json<KeptPage>, Failed> {
    let rates = kept::rates(&web.app).await.map_err(|error| Failed(language, error))?;
    Ok(axum::Json(KeptPage::new(&web.app, &rates)))
}

fn read_times(parameters: &[(String, String)]) -> Result<(Kind, Timestamp, Timestamp), AppError> {
    let (mut kind, mut from, mut until) = (Kind::Complaint, Timestamp::EARLIEST, Timestamp::LATEST);
    let mut errors = Vec::new();
    for (name, value) in parameters {
        let time = || Timestamp::parse(value).map_err(|_| FieldError::new(name, "not_a_time"));
        match name.as_str() {
            "kind" => match Kind::parse(value) {
                Some(told) => kind = told,
                None => errors.push(FieldError::with("kind", "unknown_value", Kind::SPELLINGS.join(", "))),
            },
            "received_from" => time().map_or_else(|error| errors.push(error), |told| from = told),
            "received_until" => time().map_or_else(|error| errors.push(error), |told| until = told),
            _ => errors.push(crate::parameters::unknown_parameter(name)),
        }
    }
    if errors.is_empty() { Ok((kind, from, until)) } else { Err(AppError::BadQuery(errors)) }
}
