//! How long what is kept stays, in every version, and the daily run that lets go of
//! what has had its time (trust, "Privacy"; law §9).

mod due;
mod report;
mod run;

pub use report::{NAMED_MAX, RUNS_MAX, Report, Run, run_of, runs};
pub use run::{Today, look_ahead, run_now, work};

use crate::app::App;
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::form::{self, Fields};
use crate::policies::{self as in_force, Written};
use homeward_domain::case::Rejection;
pub use homeward_domain::retention::{DAYS_MAX, LOOKS_DAYS_MIN, PROOF_DAYS_MIN, Retention, WORDS_DAYS_MIN};
use homeward_domain::time::Timestamp;
use homeward_store::policies::Policy;
use homeward_store::{Db, cases};
use serde_json::Value;

/// There is one set of them, and this is its name.
const ID: &str = "retention";

/// Of how many cases the time is over by some settings, as far as their ends tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over {
    /// Those of which the words go.
    pub words: i64,
    /// Those among them of which everything goes.
    pub proof: i64,
}

/// Every version, in order; none where the company has said nothing.
pub async fn versions(app: &App) -> Result<Vec<Written<Retention>>, AppError> {
    in_force::written(app, Policy::Retention, in_force::parse::<Retention>).await
}

/// Changes it. Refused where it has changed since the version that was read, if that
/// is told.
pub async fn change(app: &App, caller: &Caller, body: &Value, read: Option<i64>) -> Result<Retention, AppError> {
    let before = *app.policies().retention();
    let after = form::read(body, |fields| retention(fields, before.version + 1))?;
    if read.is_some_and(|version| version != before.version) {
        return Err(AppError::Stale(before.version));
    }
    if (Retention { version: before.version, ..after }) == before {
        return Err(Rejection::NothingToChange.into());
    }
    let definition = in_force::definition((ID, after.version), &after, caller.actor, app)?;
    in_force::write(app, Policy::Retention, definition).await?;
    Ok(after)
}

/// Of how many cases the time would be over now.
pub async fn preview(app: &App, body: &Value) -> Result<Over, AppError> {
    let asked = form::read(body, |fields| retention(fields, 0))?;
    let now = app.clock().now();
    app.store().read(move |db| over(db, &asked, now)).await
}

fn over(db: &Db, asked: &Retention, now: Timestamp) -> Result<Over, AppError> {
    let count = |until: Option<Timestamp>| until.map_or(Ok(0), |until| cases::count_ended_until(db, until.0));
    let words = asked.begins(Timestamp::EARLIEST).map(|begins| Timestamp(now.0 - (begins - Timestamp::EARLIEST).0));
    let proof = asked.proof_days.map(|_| Timestamp(now.0 - asked.proof_for().0));
    Ok(Over { words: count(words)?, proof: count(proof)? })
}

fn retention(fields: &Fields, version: i64) -> Option<Retention> {
    let words_days = fields.number("words_days", WORDS_DAYS_MIN, DAYS_MAX);
    let proof_days = fields.number("proof_days", PROOF_DAYS_MIN, DAYS_MAX);
    let looks_days = fields.number("looks_days", LOOKS_DAYS_MIN, DAYS_MAX);
    if words_days.is_some() && !fields.has("proof_days") {
        return fields.fail(FieldError::new("proof_days", "required"));
    }
    if let (Some(words), Some(proof)) = (words_days, proof_days)
        && proof < words
    {
        return fields.fail(FieldError::new("proof_days", "shorter_than_words"));
    }
    Some(Retention { version, words_days, proof_days, looks_days })
}
