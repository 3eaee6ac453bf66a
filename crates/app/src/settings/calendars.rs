//! Working calendars in every version: what a change would do to the clocks that
//! count by one, and the change itself.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::settings::policies::{self as in_force, CALENDAR};
use crate::settings::promises::{self, Preview};
use crate::settings::versions::{Written, must_be_newest, written, written_of};
use homeward_domain::actor::Actor;
use homeward_domain::case::Rejection;
pub use homeward_domain::promises::outlook::ShortCalendar;
use homeward_domain::promises::outlook::short_calendars;
use homeward_domain::promises::pack;
pub use homeward_domain::promises::pack::CalendarPack;
use homeward_store::StoreError;
use homeward_store::jobs::Job;
use homeward_store::policies::Definition;
use jiff::civil::Date;
use serde_json::Value;

/// The names of the days, from Monday.
pub const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// The most intervals of a day.
const INTERVALS_MAX: usize = 10;
/// The most dates and stretches of a calendar.
const STRETCHES_MAX: usize = 1_000;

/// The newest version of each calendar.
pub async fn current(app: &App) -> Result<Vec<Written<CalendarPack>>, AppError> {
    let mut newest: Vec<Written<CalendarPack>> = Vec::new();
    // By name and version, so that a newer one stands after the one it replaces.
    for written in written(app, CALENDAR, parse).await? {
        newest.retain(|known| known.what.id != written.what.id);
        newest.push(written);
    }
    Ok(newest)
}

/// Every version of a calendar, in order; none where there is no such calendar.
pub async fn versions(app: &App, id: &str) -> Result<Vec<Written<CalendarPack>>, AppError> {
    written_of(app, CALENDAR, id, parse).await
}

fn parse(text: &str) -> Result<CalendarPack, StoreError> {
    CalendarPack::read(text).map_err(StoreError::corrupt)
}

/// The calendars whose holidays are about to be unknown to running clocks.
pub fn short(app: &App) -> Vec<ShortCalendar> {
    short_calendars(&app.policies(), app.clock().now())
}

/// What the change in the body would do.
pub async fn preview(app: &App, id: &str, body: &Value) -> Result<Preview, AppError> {
    let changed = changed(app, id, body).await?;
    let calendar = changed.calendar().map_err(StoreError::corrupt)?;
    let policies = app.policies().as_ref().clone().with_calendar(calendar);
    let counts_by_it = policies.current().filter(|promise| promise.calendar.as_deref() == Some(id));
    let concerned = counts_by_it.map(|promise| promise.id.clone()).collect();
    promises::effect(app, policies, concerned).await
}

/// Adds a calendar. Body: `id`, `week`; `time_zone`, `workday`, `holidays`,
/// `makeup_workdays`, `holidays_until`.
pub async fn add(app: &App, actor: Actor, body: &Value) -> Result<CalendarPack, AppError> {
    let new = form::read(body, |fields| {
        let id = fields.required("id", fields.name_text("id"));
        read(fields, id?, 1)
    })?;
    let definition = definition(&new, actor, app.clock().now().0)?;
    if app.policies().newest_calendar(&new.id).is_some() {
        return Err(AppError::Invalid(vec![FieldError::new("id", "reference_taken")]));
    }
    in_force::write(app, CALENDAR, definition).await?;
    Ok(new)
}

/// Changes a calendar: a new version, and a job that brings the clocks along which
/// count by it. Refused where it has changed since the version that was read, if
/// that is told.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: &str,
    body: &Value,
    read: Option<i64>,
) -> Result<(CalendarPack, Job), AppError> {
    let new = changed(app, id, body).await?;
    must_be_newest(read, new.version - 1)?;
    let definition = definition(&new, caller.actor, app.clock().now().0)?;
    let job = in_force::write_for_all(app, CALENDAR, definition).await?;
    Ok((new, job))
}

/// The next version of a calendar, as the body tells it whole.
async fn changed(app: &App, id: &str, body: &Value) -> Result<CalendarPack, AppError> {
    let before = versions(app, id).await?.pop().ok_or(AppError::NotFound)?.what;
    let after = form::read(body, |fields| read(fields, before.id.clone(), before.version + 1))?;
    let after = CalendarPack { sources: before.sources.clone(), ..after };
    let same = CalendarPack { version: before.version, ..after.clone() };
    if same == (CalendarPack { week: Some(before.days()), ..before }) {
        return Err(Rejection::NothingToChange.into());
    }
    Ok(after)
}

fn read(fields: &Fields, id: String, version: i64) -> Option<CalendarPack> {
    let usual_zone = || "Asia/Shanghai".to_owned();
    let zone = fields.checked_text("time_zone", "not_a_zone", |text| pack::zone(text).is_some());
    let week = fields.required("week", fields.object("week", |week| Some(DAYS.map(|day| intervals(week, day)))));
    if week.as_ref().is_some_and(|week| week.iter().all(Vec::is_empty)) {
        fields.fail::<()>(FieldError::new("week", "empty"));
    }
    let workday = intervals(fields, "workday");
    Some(CalendarPack {
        id,
        version,
        time_zone: zone.unwrap_or_else(usual_zone),
        workday,
        week: Some(week?),
        holidays: stretches(fields, "holidays"),
        makeup_workdays: stretches(fields, "makeup_workdays"),
        holidays_until: known_until(fields),
        sources: Vec::new(),
    })
}

/// The day up to which holidays are known, not before the last of them.
fn known_until(fields: &Fields) -> Option<Date> {
    let told = fields.checked_text("holidays_until", "not_a_date", |text| text.parse::<Date>().is_ok())?;
    told.parse().ok()
}

fn intervals<'a>(fields: &Fields<'a>, name: &'a str) -> Vec<String> {
    let told = fields.short_texts(name, INTERVALS_MAX).unwrap_or_default();
    if let Some(wrong) = told.iter().find(|text| !pack::is_interval(text)) {
        fields.fail::<()>(FieldError::with(fields.name(name), "not_an_interval", wrong.clone()));
    } else if !pack::is_day(&told) {
        fields.fail::<()>(FieldError::new(fields.name(name), "not_in_order"));
    }
    told
}

fn stretches<'a>(fields: &Fields<'a>, name: &'a str) -> Vec<String> {
    let told = fields.short_texts(name, STRETCHES_MAX).unwrap_or_default();
    if let Some(wrong) = told.iter().find(|text| !pack::is_stretch(text)) {
        fields.fail::<()>(FieldError::with(fields.name(name), "not_a_stretch", wrong.clone()));
    }
    told
}

fn definition(pack: &CalendarPack, actor: Actor, now: i64) -> Result<Definition, AppError> {
    let text = pack.write().map_err(StoreError::corrupt)?;
    Ok(Definition { id: pack.id.clone(), version: pack.version, text, actor: actor.to_string(), added_at: now })
}
