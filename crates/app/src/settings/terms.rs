//! On which terms the company handles cases. Which day the first of use was, the first
//! start fills.

use super::setting::{About, Next, Setting, keep_first, kept, lift, said};
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, must};
use crate::ground::form::Fields;
pub use homeward_domain::terms::{DAYS_MAX, HOURS_MAX, Terms};
use homeward_domain::time::Timestamp;
use homeward_store::{Db, StoreError, cases, policies};
use serde_json::Value;

/// The terms; what was done on those before stays done.
pub static TERMS: Setting = Setting {
    name: "terms",
    type_name: "Terms",
    about: About {
        read: "Since when it counts, and how long what may be put off can be put off.",
        preview: "",
        change: "Changes them; what was done on the terms before stays done.",
    },
    fields: &[
        must(
            "first_use_at",
            Takes::Time,
            "The first day of use: what was received before stays out of kept-rates; not in the future.",
        )
        .such_as("2026-11-20T00:00:00+08:00"),
        must(
            "extension_days_max",
            Takes::Whole(1, DAYS_MAX),
            "The most days by which a settlement may be extended, once.",
        )
        .such_as("30"),
        must(
            "pause_days_max",
            Takes::Whole(1, DAYS_MAX),
            "The most days that pauses for one reason may add to without a lead.",
        )
        .such_as("30"),
        must(
            "objection_days",
            Takes::Whole(1, DAYS_MAX),
            "The days that those concerned have to object before a result is published.",
        )
        .such_as("3"),
        must(
            "entered_later_hours_max",
            Takes::Whole(1, HOURS_MAX),
            "The most hours after which a call or letter of ours may still be entered.",
        )
        .such_as("72"),
    ],
    besides: &[must(
        "whole_since",
        Takes::Time,
        "Cases that ended before need not be whole; the program did not ask then.",
    )],
    lift: lift::<Terms>,
    shipped: || kept(&Terms::default()),
    read,
    preview: None,
    is_followed: false,
};

fn read(fields: &Fields<'_>, next: &Next<'_>) -> Option<Value> {
    let before: Terms = said(next.before).ok()?;
    let days = |name| fields.required(name, fields.number(name, 1, DAYS_MAX));
    let (extension, pause, objection) = (days("extension_days_max"), days("pause_days_max"), days("objection_days"));
    let later = fields.required("entered_later_hours_max", fields.number("entered_later_hours_max", 1, HOURS_MAX));
    let first_use_at = fields.required("first_use_at", fields.time("first_use_at"));
    if first_use_at.is_some_and(|at| at > next.now) {
        return fields.fail(FieldError::new("first_use_at", "in_future"));
    }
    Some(kept(&Terms {
        version: next.version,
        first_use_at: first_use_at?,
        extension_days_max: extension?,
        pause_days_max: pause?,
        objection_days: objection?,
        entered_later_hours_max: later?,
        whole_since: before.whole_since,
    }))
}

/// Fills them at the first start: a folder that is new is used from now on, one of
/// an earlier version has been since its first case.
pub(crate) fn seed(db: &Db, now: Timestamp, actor: String) -> Result<(), StoreError> {
    if policies::newest_version(db, TERMS.kind(), TERMS.name)? > 0 {
        return Ok(());
    }
    let first_use_at = Timestamp(cases::first_created(db)?.unwrap_or(now.0).min(now.0));
    let terms = Terms { first_use_at, whole_since: now, ..Terms::default() };
    keep_first(db, &TERMS, &terms, now, actor)
}
