//! The company itself: the unit of that kind, which tells name, telephone and
//! what line of business it is in.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::profiles;
use crate::registers::{self, UNITS, View};
use serde_json::Value;

/// What a company is taken for as long as it has not told.
const USUAL_PROFILE: &str = "agency";

/// The company's unit; none before the first start is done.
pub async fn find(app: &App) -> Result<Option<View>, AppError> {
    let of_kind = [("kind".to_owned(), "company".to_owned())];
    Ok(registers::list(app, &Caller::machine(), &UNITS, &of_kind, 0, 1).await?.0.pop())
}

/// The everyday types of complaint in its line of business, as `agency.forced_shopping`.
pub async fn everyday_types(app: &App) -> Result<Vec<String>, AppError> {
    let company = find(app).await?;
    let told = company.as_ref().and_then(|unit| unit.body.get("profile")).and_then(Value::as_str);
    let told = told.unwrap_or(USUAL_PROFILE);
    let of_profile = profiles::all().iter().filter(|profile| profile.id == told);
    let names =
        of_profile.flat_map(|profile| profile.everyday.iter().map(move |one| format!("{}.{}", profile.id, one.id)));
    Ok(names.collect())
}
