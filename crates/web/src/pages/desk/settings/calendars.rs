//! Working calendars: a look at the effect on running clocks, versions, the way back.

use super::super::editor::{About, Editor, mistakes, version_read};
use super::super::visit::Visit;
use super::promises::effect;
use super::{Asked, Outcome, Row, begins, history, known, listing, outcome};
use crate::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::pages::desk::short_calendars::short_calendars;
use crate::wording::calendar;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::calendars::{self, CalendarPack, DAYS};
use homeward_app::versions::Written;
use homeward_app::{FieldError, Scope};
use serde_json::{Value, json};

const LIST: &str = "/desk/settings/calendars";
pub const FIELDS: &[Field] = &[
    must("id", Takes::Line),
    may("time_zone", Takes::Line),
    may("week.monday", Takes::List),
    may("week.tuesday", Takes::List),
    may("week.wednesday", Takes::List),
    may("week.thursday", Takes::List),
    may("week.friday", Takes::List),
    may("week.saturday", Takes::List),
    may("week.sunday", Takes::List),
    may("workday", Takes::List),
    may("holidays", Takes::Lines),
    may("makeup_workdays", Takes::Lines),
    may("holidays_until", Takes::Date),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let all = calendars::current(visit.app()).await.map_err(|e| visit.failed(e))?;
    let open = |day: &[String]| if day.is_empty() { visit.say("closed", &[]) } else { day.join(" ") };
    let row = |written: &Written<CalendarPack>| {
        let pack = &written.what;
        let cells = vec![
            calendar(visit.language, &pack.id),
            pack.time_zone.clone(),
            open(&pack.days()[0]),
            open(&pack.days()[5]),
            pack.known_until().map(|day| day.to_string()).unwrap_or_default(),
            pack.version.to_string(),
        ];
        Row { href: Some(format!("{LIST}/{}", pack.id)), cells }
    };
    let rows = all.iter().map(row).collect();
    let add = visit.may_set().then_some(("/desk/settings/calendars/new", "settings-calendars-new"));
    let columns = ["calendar", "time-zone", "monday", "saturday", "known-until", "version"];
    let mut listing = listing(&visit, &asked, add, &columns, rows).await?;
    listing.warnings = short_calendars(visit.language, visit.app()).into_iter().map(|short| short.words).collect();
    listing.answer()
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let usual = "09:00-12:00 13:00-18:00".to_owned();
    let week = DAYS[..5].iter().map(|day| (format!("week.{day}"), usual.clone()));
    let others = [("time_zone".to_owned(), "Asia/Shanghai".to_owned()), ("workday".to_owned(), usual.clone())];
    page(&editor(&visit, &[], &week.chain(others).collect(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    match calendars::add(visit.app(), visit.actor(), &told(&typed, FIELDS)).await {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}?done=added")).into_response()),
        Err(error) => editor(&visit, &[], &typed, &mistakes(&visit, error)?).await?.answer(),
    }
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit, &id).await?;
    let begins = begins(&visit, &versions, &asked)?;
    let typed = typed_of(begins);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let told = told(&typed, &FIELDS[1..]);
    let app = visit.app();
    let look = calendars::preview(app, &id, &told);
    let change = calendars::change(app, &visit.signed_in.caller, &id, &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{LIST}/{id}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = editor(&visit, &versions(&visit, &id).await?, &typed, &[]).await?;
            shown.effect = Some(effect(&visit, preview));
            page(&shown)
        }
        Outcome::Refused(errors) => editor(&visit, &versions(&visit, &id).await?, &typed, &errors).await?.answer(),
    }
}

/// The body of the form. It shows everything, so a day that is empty is closed.
fn told(typed: &Typed, fields: &[Field]) -> Value {
    let mut told = body(fields, typed);
    if let Value::Object(map) = &mut told {
        map.entry("week").or_insert_with(|| json!({}));
    }
    told
}

fn typed_of(pack: &CalendarPack) -> Typed {
    let days = DAYS.iter().zip(pack.days()).map(|(day, open)| (format!("week.{day}"), open.join(" ")));
    let others = [
        ("time_zone", pack.time_zone.clone()),
        ("workday", pack.workday.join(" ")),
        ("holidays", pack.holidays.join("\n")),
        ("makeup_workdays", pack.makeup_workdays.join("\n")),
        ("holidays_until", pack.holidays_until.map(|day| day.to_string()).unwrap_or_default()),
    ];
    days.chain(others.into_iter().map(|(path, value)| (path.to_owned(), value))).collect()
}

async fn versions(visit: &Visit, id: &str) -> Result<Vec<Written<CalendarPack>>, PageError> {
    known(visit, calendars::versions(visit.app(), id).await)
}

async fn editor(
    visit: &Visit,
    versions: &[Written<CalendarPack>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let writes = visit.may_set();
    let newest = versions.last().map(|written| &written.what);
    let (title, action) = match newest {
        Some(pack) => (calendar(visit.language, &pack.id), format!("{LIST}/{}", pack.id)),
        None => (visit.say("settings-calendars-new", &[]), format!("{LIST}/new")),
    };
    let is_new = newest.is_none();
    let fields = if is_new { FIELDS } else { &FIELDS[1..] };
    let about = About { form: "calendars", back: LIST, action: action.clone(), title, fields, is_new, writes };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    let Some(newest) = newest else { return Ok(shown) };
    shown.version = Some(newest.version);
    let short = short_calendars(visit.language, visit.app()).into_iter().filter(|short| short.id == newest.id);
    shown.warnings = short.map(|short| short.words).collect();
    shown.previews = true;
    let words = |written: &Written<CalendarPack>| {
        let (number, count) = (written.version.to_string(), written.what.holidays.len().to_string());
        visit.say("settings-calendar-version", &[("version", &number), ("count", &count)])
    };
    shown.history = history(visit, versions, &action, visit.may_set(), words).await?;
    Ok(shown)
}
