//! Units as they lie one in another: company, region, branch, desk.

use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::registers::{self, UNITS};
use homeward_store::{Db, registers as rows};
use serde_json::{Map, Value};

/// The most units that are read at once.
const UNITS_MAX: i64 = 10_000;

/// A caller who belongs to a unit; to the whole company where it is empty.
pub(crate) fn bound(db: &Db, caller: Caller, unit: &str) -> Result<Caller, AppError> {
    if unit.is_empty() {
        return Ok(caller);
    }
    let is_head = registers::find_in(db, &UNITS, unit)?.is_some_and(|unit| is_company(&unit.body));
    Ok(caller.within(below(db, unit)?).at_the_head(is_head))
}

/// Whether a unit is the company itself: of that kind, and with none above it.
pub(crate) fn is_company(body: &Map<String, Value>) -> bool {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    text("kind") == Some("company") && text("parent").is_none()
}

/// A unit and every one below it, by their references.
pub(crate) fn below(db: &Db, unit: &str) -> Result<Vec<String>, AppError> {
    let all = rows::list(db, UNITS.name, &[], None, 0, UNITS_MAX)?;
    let parent = |body: &str| {
        let body: Value = serde_json::from_str(body).ok()?;
        Some(body.get("parent")?.as_str()?.to_owned())
    };
    let all: Vec<(String, Option<String>)> = all.into_iter().map(|r| (r.reference, parent(&r.body))).collect();
    let mut found = vec![unit.to_owned()];
    let mut next = 0;
    while let Some(above) = found.get(next).cloned() {
        // Each unit is taken once, so that a circle comes to its end.
        let children = all.iter().filter(|(one, parent)| parent.as_ref() == Some(&above) && !found.contains(one));
        let children: Vec<String> = children.map(|(one, _)| one.clone()).collect();
        found.extend(children);
        next += 1;
    }
    Ok(found)
}

/// Refuses a unit that is not on the register; an empty one stands for none.
pub(crate) fn must_be_known(db: &Db, unit: &str) -> Result<(), AppError> {
    must_be_known_as(db, unit, "unit")
}

/// [`must_be_known`], naming the field.
pub(crate) fn must_be_known_as(db: &Db, unit: &str, field: &str) -> Result<(), AppError> {
    if unit.is_empty() || registers::find_in(db, &UNITS, unit)?.is_some() {
        return Ok(());
    }
    Err(AppError::Invalid(vec![FieldError::with(field, "no_such_record", UNITS.name)]))
}
