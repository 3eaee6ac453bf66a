//! The promises in force, a preview of what a change would do to open cases,
//! and the change itself, whose clocks a background job then brings along.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::model::replay;
use crate::model::view::ClockView;
use crate::registers::unit_tree;
use crate::settings::policies::{self as in_force, PROMISE};
use crate::settings::versions::{Written, definition, must_be_newest, parse, written_of};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::case::event::ClockFact;
use homeward_domain::case::{Command, DecisionContext, Fact, Rejection, decide};
use homeward_domain::catalogue::PauseReason;
use homeward_domain::policies::Policies;
use homeward_domain::promises::{Audience, Promise, pack};
use homeward_domain::time::Timestamp;
use homeward_store::cases::{self, CaseRow};
use homeward_store::jobs;
pub use homeward_store::jobs::Job;
use homeward_store::policies;
use homeward_store::{Db, Lane, StoreError};
use serde_json::Value;

/// The longest limit of a promise, in minutes: two years.
pub const MINUTES_MAX: i64 = 2 * 366 * 24 * 60;
/// Open cases read in one piece.
const PIECE: i64 = 256;

/// What a change of a promise would do to the clocks that run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Open cases on which it runs.
    pub cases: i64,
    /// Due earlier than now.
    pub earlier: i64,
    /// Due later than now.
    pub later: i64,
    /// Would be broken at once.
    pub late: i64,
}

/// Every version of a promise, in order; none where there is no such promise.
pub async fn versions(app: &App, id: &str) -> Result<Vec<Written<Promise>>, AppError> {
    written_of(app, PROMISE, id, parse::<Promise>).await
}

/// The newest version of each promise.
pub fn current(app: &App) -> Vec<Promise> {
    app.policies().current().cloned().collect()
}

/// What the change in the body would do.
pub async fn preview(app: &App, caller: &Caller, id: &str, body: &Value) -> Result<Preview, AppError> {
    let changed = changed(app, caller, id, body)?;
    let policies = app.policies().as_ref().clone().with_promise(changed.clone());
    effect(app, policies, vec![changed.id]).await
}

/// What policies would do to the clocks of some promises, if they were in force.
pub(crate) async fn effect(app: &App, policies: Policies, promises: Vec<String>) -> Result<Preview, AppError> {
    let now = app.clock().now();
    let worker = app.clone();
    app.store()
        .read(move |db| {
            let (mut preview, mut after) = (Preview::default(), 0);
            loop {
                let rows = cases::open_after(db, after, PIECE)?;
                let Some(last) = rows.last() else { return Ok(preview) };
                after = last.case;
                for row in rows {
                    count(&mut preview, db, &worker, &row, &promises, &policies, now)?;
                }
            }
        })
        .await
}

fn count(
    preview: &mut Preview,
    db: &Db,
    app: &App,
    row: &CaseRow,
    promises: &[String],
    policies: &Policies,
    now: Timestamp,
) -> Result<(), AppError> {
    let clocks: Vec<ClockView> = serde_json::from_str(&row.clocks).map_err(StoreError::corrupt)?;
    let counts = |c: &&ClockView| promises.contains(&c.promise) && matches!(c.state.as_str(), "running" | "paused");
    if !clocks.iter().any(|c| counts(&c)) {
        return Ok(());
    }
    preview.cases += 1;
    // The rule itself judges, on the case as it stands, and nothing is kept.
    let (case, _) = replay::load(db, row.case, Seq::MAX)?;
    let now = now.max(case.updated_at);
    let in_force = app.policies();
    let moment = |policies| DecisionContext { now, actor: Actor::System, policies };
    let settled = decide(&case, Command::Clocks(ClockCommand::ReadClocks), &moment(&in_force))?;
    let mut case = case;
    for (place, new) in (case.seq + 1..).zip(settled) {
        case = case.apply(&replay::placed(place, Actor::System, now, new));
    }
    let events = match decide(&case, Command::Clocks(ClockCommand::FollowPolicies), &moment(policies)) {
        Ok(events) => events,
        Err(Rejection::NothingToChange) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    for event in &events {
        match &event.fact {
            Fact::Clocks(ClockFact::ClockRetargeted(f)) if promises.contains(&f.clock.promise) => {
                let before = case.clock(&f.clock).map(|clock| clock.schedule.due_at);
                let after = f.target.schedule.due_at;
                preview.earlier += i64::from(before.is_some_and(|before| after < before));
                preview.later += i64::from(before.is_some_and(|before| after > before));
            }
            Fact::Clocks(ClockFact::ClockBreached(f)) if promises.contains(&f.clock.promise) => preview.late += 1,
            _ => {}
        }
    }
    Ok(())
}

/// Changes a promise: a new version for what starts from now on, and a job that
/// brings the clocks along which run. Refused where it has changed since the
/// version that was read, if that is told.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: &str,
    body: &Value,
    read: Option<i64>,
) -> Result<(Promise, Job), AppError> {
    let promise = changed(app, caller, id, body)?;
    must_be_newest(read, promise.version - 1)?;
    let definition = definition((&promise.id, promise.version), &promise, caller.actor, app)?;
    let job = in_force::write_for_all(app, PROMISE, definition).await?;
    Ok((promise, job))
}

/// Adds a unit's own promise: an existing one, kept by its cases within a
/// stricter time (journey §3: never looser than the public limit). Body: `of`,
/// `unit`, `within_minutes`; `urgent_within_minutes`, `danger_within_minutes`,
/// `calendar`. It holds for what comes from now on.
pub async fn add_for_unit(app: &App, caller: &Caller, body: &Value) -> Result<Promise, AppError> {
    let all = current(app);
    let ids: Vec<&str> = all.iter().filter(|p| p.unit.is_none()).map(|p| p.id.as_str()).collect();
    let policies = app.policies();
    let promise = form::read(body, |fields| {
        let of = fields.spelled("of", |id| all.iter().find(|p| p.id == id && p.unit.is_none()).cloned(), &ids);
        let (of, unit) = (fields.required("of", of), fields.required("unit", fields.short_text("unit")));
        let within = fields.required("within_minutes", fields.number("within_minutes", 1, MINUTES_MAX));
        let urgent = fields.number("urgent_within_minutes", 1, MINUTES_MAX);
        let danger = fields.number("danger_within_minutes", 1, MINUTES_MAX);
        let calendar = fields.short_text("calendar");
        if calendar.as_deref().is_some_and(|id| policies.newest_calendar(id).is_none()) {
            fields.fail::<()>(FieldError::new("calendar", "no_such_calendar"));
        }
        let (of, unit, within) = (of?, unit?, within?);
        if !caller.may_set(Some(&unit)) {
            return fields.fail(FieldError::new("unit", "not_your_unit"));
        }
        if within > of.within_minutes {
            return fields.fail(FieldError::with(
                "within_minutes",
                "looser_than_promised",
                of.within_minutes.to_string(),
            ));
        }
        for (field, told) in [("urgent_within_minutes", urgent), ("danger_within_minutes", danger)] {
            if told.is_some_and(|minutes| minutes > within) {
                return fields.fail(FieldError::new(field, "looser_when_urgent"));
            }
        }
        Some(Promise {
            id: format!("{}@{unit}", of.id),
            version: 1,
            audience: Audience::Internal,
            within_minutes: within,
            urgent_within_minutes: urgent.or(of.urgent_within_minutes.map(|minutes| minutes.min(within))),
            danger_within_minutes: danger.or(of.danger_within_minutes.map(|minutes| minutes.min(within))),
            calendar: calendar.or_else(|| of.calendar.clone()),
            unit: Some(unit),
            ..of
        })
    })?;
    let definition = definition((&promise.id, 1), &promise, caller.actor, app)?;
    let unit = promise.unit.clone().unwrap_or_default();
    app.store()
        .write(Lane::Acts, move |db| {
            unit_tree::must_be_known(db, &unit)?;
            if policies::newest_version(db, PROMISE, &definition.id)? > 0 {
                return Err(AppError::Invalid(vec![FieldError::new("unit", "reference_taken")]));
            }
            policies::add(db, PROMISE, &definition)?;
            Ok(policies::changed(db)?)
        })
        .await?;
    in_force::refresh(app).await?;
    Ok(promise)
}

/// A job by its number.
pub async fn job(app: &App, id: i64) -> Result<Job, AppError> {
    app.store().read(move |db| jobs::find(db, id)).await?.ok_or(AppError::NotFound)
}

/// Ends a job before its time. What it has done stays.
pub async fn cancel(app: &App, id: i64) -> Result<Job, AppError> {
    let now = app.clock().now();
    app.store().write(Lane::Acts, move |db| jobs::cancel(db, id, now.0)).await?;
    job(app, id).await
}

/// The next version of a promise, as the body changes it.
fn changed(app: &App, caller: &Caller, id: &str, body: &Value) -> Result<Promise, AppError> {
    let policies = app.policies();
    let before = policies.current().find(|p| p.id == id).cloned().ok_or(AppError::NotFound)?;
    caller.must_set(before.unit.as_deref())?;
    let after = form::read(body, |fields| Some(read(fields, before.clone(), &policies)))?;
    if (Promise { version: before.version, ..after.clone() }) == before {
        return Err(Rejection::NothingToChange.into());
    }
    match pack::check(&after) {
        Ok(()) => Ok(after),
        Err(_) => Err(AppError::Invalid(vec![FieldError::new("urgent_within_minutes", "looser_when_urgent")])),
    }
}

fn read(fields: &Fields, before: Promise, policies: &Policies) -> Promise {
    let minutes = |name| fields.number(name, 1, MINUTES_MAX);
    // An explicit null takes a limit away; one that is not named stays.
    let special = |name, before| minutes(name).or(if fields.is_null(name) { None } else { before });
    let within_minutes = minutes("within_minutes").unwrap_or(before.within_minutes);
    let urgent_within_minutes = special("urgent_within_minutes", before.urgent_within_minutes);
    let danger_within_minutes = special("danger_within_minutes", before.danger_within_minutes);
    let waiting_within_minutes = special("waiting_within_minutes", before.waiting_within_minutes);
    let calendar = fields.short_text("calendar");
    if let Some(calendar) = &calendar
        && policies.newest_calendar(calendar).is_none()
    {
        fields.fail::<()>(FieldError::new("calendar", "no_such_calendar"));
    }
    let wall_time = fields.truth("wall_time");
    let pausable = fields.spelled_list("pausable_for", PauseReason::parse, PauseReason::SPELLINGS);
    let extendable = fields.optional_truth("extendable").unwrap_or(before.extendable);
    Promise {
        version: before.version + 1,
        within_minutes,
        urgent_within_minutes,
        danger_within_minutes,
        waiting_within_minutes,
        calendar: if wall_time { None } else { calendar.or(before.calendar.clone()) },
        pausable_for: pausable.unwrap_or_else(|| before.pausable_for.clone()),
        extendable,
        ..before
    }
}
