//! On which terms the company handles cases, in every version, and their change.
//! Which day the first of use was, the first start fills.

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::form::{self, Fields};
use crate::policies::{self as in_force, Written};
use homeward_domain::case::Rejection;
pub use homeward_domain::terms::{DAYS_MAX, HOURS_MAX, Terms};
use homeward_domain::time::Timestamp;
use homeward_store::policies::{self, Definition, Policy};
use homeward_store::{Db, StoreError, cases};
use serde_json::Value;

/// There is one set of them, and this is its name.
const ID: &str = "terms";

/// Every version, in order; the first was filled by the first start.
pub async fn versions(app: &App) -> Result<Vec<Written<Terms>>, AppError> {
    in_force::written(app, Policy::Terms, in_force::parse::<Terms>).await
}

/// Changes them; what was done on the terms before stays done. Refused where they
/// have changed since the version that was read, if that is told.
pub async fn change(app: &App, caller: &Caller, body: &Value, read: Option<i64>) -> Result<Terms, AppError> {
    let (now, policies) = (app.clock().now(), app.policies());
    let before = *policies.terms();
    let after = form::read(body, |fields| terms(fields, &before, now))?;
    if read.is_some_and(|version| version != before.version) {
        return Err(AppError::Stale(before.version));
    }
    if (Terms { version: before.version, ..after }) == before {
        return Err(Rejection::NothingToChange.into());
    }
    let definition = in_force::definition((ID, after.version), &after, caller.actor, app)?;
    in_force::write(app, Policy::Terms, definition).await?;
    Ok(after)
}

fn terms(fields: &Fields, before: &Terms, now: Timestamp) -> Option<Terms> {
    let days = |name| fields.required(name, fields.number(name, 1, DAYS_MAX));
    let (extension, pause, objection) = (days("extension_days_max"), days("pause_days_max"), days("objection_days"));
    let later = fields.required("entered_later_hours_max", fields.number("entered_later_hours_max", 1, HOURS_MAX));
    let first_use_at = fields.required("first_use_at", fields.time("first_use_at"));
    if first_use_at.is_some_and(|at| at > now) {
        return fields.fail(FieldError::new("first_use_at", "in_future"));
    }
    Some(Terms {
        version: before.version + 1,
        first_use_at: first_use_at?,
        extension_days_max: extension?,
        pause_days_max: pause?,
        objection_days: objection?,
        entered_later_hours_max: later?,
        whole_since: before.whole_since,
    })
}

/// Fills them at the first start: a folder that is new is used from now on, one of
/// an earlier version has been since its first case.
pub(crate) fn seed(db: &Db, now: Timestamp, actor: String) -> Result<(), StoreError> {
    if policies::newest_version(db, Policy::Terms, ID)? > 0 {
        return Ok(());
    }
    let first_use_at = Timestamp(cases::first_created(db)?.unwrap_or(now.0).min(now.0));
    let terms = Terms { first_use_at, whole_since: now, ..Terms::default() };
    let text = serde_json::to_string(&terms).map_err(StoreError::corrupt)?;
    policies::add(db, Policy::Terms, &Definition { id: ID.into(), version: 1, text, actor, added_at: now.0 })
}
