//! Which records are somebody's, where the company keeps them by unit: those of
//! their unit and the ones below it. What belongs to no unit is the whole company's.

use super::{ALL, Noun, UNITS, View, key_of, view};
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::secrets::Secrets;
use crate::registers::unit_tree;
use homeward_store::{Db, registers as rows};
use serde_json::{Map, Value};

/// The field of a record that names its unit.
pub(super) const UNIT: &str = "unit";

/// The units whose records of a noun are the caller's; `None` where all are.
pub(super) fn of(db: &Db, secrets: &Secrets, caller: &Caller, noun: Noun) -> Result<Option<Vec<String>>, AppError> {
    let Some((own, field)) = caller.units().zip(noun.kept_by_unit) else { return Ok(None) };
    let companies = key_of(secrets, "kind", "company");
    let company = rows::list(db, UNITS.name, &companies, None, 0, 1)?.pop().map(view).transpose()?;
    let says = company.is_some_and(|company| company.body.get(field).and_then(Value::as_bool) == Some(true));
    Ok(says.then(|| own.to_vec()))
}

/// The keys of the records of these units.
pub(super) fn keys(secrets: &Secrets, units: &[String]) -> Vec<String> {
    units.iter().flat_map(|unit| key_of(secrets, UNIT, unit)).collect()
}

/// Whether a record is of one of these units.
pub(super) fn holds(units: Option<&[String]>, unit: Option<&str>) -> bool {
    units.is_none_or(|own| unit.is_some_and(|unit| own.iter().any(|one| one == unit)))
}

/// Refuses a unit that would give its writer sight of more: one that is not theirs,
/// or one of theirs that takes a unit of others below it.
pub(super) fn check_unit(caller: &Caller, old: Option<&View>, new: &Map<String, Value>) -> Result<(), AppError> {
    if caller.units().is_none() {
        return Ok(());
    }
    let was_company = old.is_some_and(|old| unit_tree::is_company(&old.body));
    if was_company || unit_tree::is_company(new) {
        // Its name, what it keeps by unit, and that its people set the rules of all.
        return caller.must_set(None);
    }
    let parent = new.get("parent").and_then(Value::as_str);
    let is_theirs = |unit: Option<&str>| unit.is_some_and(|unit| caller.reaches(unit));
    let stays = old.is_some_and(|old| text(old, "parent") == parent && caller.reaches(&old.reference));
    let moves = old.is_none_or(|old| caller.reaches(&old.reference)) && is_theirs(parent);
    if stays || moves {
        return Ok(());
    }
    Err(AppError::Beyond(vec![FieldError::new("parent", "not_your_unit")]))
}

/// Refuses to say of a branch what only the company says.
pub(super) fn only_the_company(body: &Map<String, Value>) -> Result<(), AppError> {
    let is_company = body.get("kind").and_then(Value::as_str) == Some("company");
    let told = ALL.iter().filter_map(|noun| noun.kept_by_unit).filter(|field| body.get(*field) == Some(&true.into()));
    let wrong: Vec<_> = told.map(|field| FieldError::new(field, "only_of_the_company")).collect();
    if is_company || wrong.is_empty() { Ok(()) } else { Err(AppError::Invalid(wrong)) }
}

/// Whether a record names another in a field of this path; which of a list is all one.
pub(super) fn names(body: &Map<String, Value>, path: &str, reference: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or_default();
    body.iter().any(|(field, value)| match value {
        Value::String(told) => field == last && told == reference,
        Value::Array(items) => items.iter().filter_map(Value::as_object).any(|item| names(item, last, reference)),
        _ => false,
    })
}

/// A field of a record that holds text.
pub(super) fn text<'a>(view: &'a View, field: &str) -> Option<&'a str> {
    view.body.get(field).and_then(Value::as_str)
}
