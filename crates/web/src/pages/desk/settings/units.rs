//! Units: company, regions, branches, desks.

use super::super::visit::Visit;
use super::editor::{About, Editor, mistakes, past, version_read};
use super::{Asked, Row, shown};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::pages::frame::{PageError, page};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::registers::{self, How, Noun, View};
use homeward_app::{FieldError, Lane, Scope};
use serde_json::Value;

const LIST: &str = "/desk/settings/units";
/// The most units of a page.
const UNITS_MAX: i64 = 200;
const KINDS: &[&str] = &["company", "region", "branch", "property", "shop", "desk", "team"];
const PROFILES: &[&str] = &["agency", "platform", "hotel", "desk"];
pub const FIELDS: &[Field] = &[
    must("reference", Takes::Line),
    must("name", Takes::Line),
    must("kind", Takes::One("unit-kind", KINDS)),
    may("parent", Takes::Unit),
    may("profile", Takes::One("profile", PROFILES)),
    may("calendar", Takes::Calendar),
    may("phone", Takes::Line),
    may("email", Takes::Email("off")),
    may("address", Takes::Line),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let all = registers::list(visit.app(), Noun::Units, &[], 0, UNITS_MAX).await;
    let all = all.map_err(|e| visit.failed(e))?.0;
    let row = |unit: &View| {
        let kind = visit.name("unit-kind", text(unit, "kind"));
        let cells = vec![
            unit.reference.clone(),
            unit.name.clone(),
            kind,
            text(unit, "parent").to_owned(),
            text(unit, "calendar").to_owned(),
        ];
        Row { href: Some(format!("{LIST}/{}", unit.reference)), cells }
    };
    let rows = all.iter().map(row).collect();
    let add = visit.may(Scope::SettingsWrite).then_some(("/desk/settings/units/new", "settings-units-new"));
    let columns = ["reference", "name", "kind", "parent", "calendar"];
    shown(&visit, &asked, add, &columns, rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    page(&editor(&visit, None, &Typed::new(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    write(&visit, None, &typed).await
}

pub async fn one(
    visit: Visit,
    Path(reference): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let unit = find(&visit, reference).await?;
    let stands = |field: &Field| {
        let value = match field.path {
            "reference" => &unit.reference,
            "name" => &unit.name,
            path => text(&unit, path),
        };
        (field.path.to_owned(), value.to_owned())
    };
    let typed: Typed = FIELDS.iter().map(stands).collect();
    page(&editor(&visit, Some(&unit), &typed, &[]).await?.after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(reference): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let unit = find(&visit, reference).await?;
    write(&visit, Some(&unit), &typed).await
}

async fn write(visit: &Visit, known: Option<&View>, typed: &Typed) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    let how = if known.is_some() { How::Change(version_read(typed)) } else { How::Make };
    let mut told = body(FIELDS, typed);
    if let (Some(unit), Value::Object(told)) = (known, &mut told) {
        told.insert("reference".into(), unit.reference.clone().into());
    }
    let written = match registers::parse(Noun::Units, &told) {
        Ok(sent) => registers::write(visit.app(), Lane::Acts, visit.actor(), Noun::Units, sent, how).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match written {
        Ok(()) => {
            let done = if known.is_some() { "changed" } else { "added" };
            Ok(Redirect::to(&format!("{LIST}?done={done}")).into_response())
        }
        Err(error) => {
            let errors = mistakes(visit, error)?;
            editor(visit, known, typed, &errors).await?.answer()
        }
    }
}

async fn editor(
    visit: &Visit,
    known: Option<&View>,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let failed = |error| visit.failed(error);
    let title = known.map_or_else(|| visit.say("settings-units-new", &[]), |unit| unit.name.clone());
    let action = known.map_or_else(|| format!("{LIST}/new"), |unit| format!("{LIST}/{}", unit.reference));
    // The reference is what cases and staff name it by, so it stays.
    let fields = if known.is_some() { &FIELDS[1..] } else { FIELDS };
    let writes = visit.may(Scope::SettingsWrite);
    let about = About { form: "units", back: LIST, action, title, fields, is_new: known.is_none(), writes };
    let mut offered = Offered::units(visit.app()).await.map_err(failed)?;
    offered.calendars = Offered::calendars(visit.app());
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    if let Some(unit) = known {
        shown.version = Some(unit.version);
        let changes = registers::changes(visit.app(), Noun::Units, unit.reference.clone()).await.map_err(failed)?;
        let told = changes.into_iter().map(|change| {
            let what = visit.name("change", &change.verb);
            (change.recorded_at, change.actor, what, None)
        });
        shown.history = past(visit, told).await?;
    }
    Ok(shown)
}

async fn find(visit: &Visit, reference: String) -> Result<View, PageError> {
    registers::find(visit.app(), Noun::Units, reference).await.map_err(|e| visit.failed(e))
}

fn text<'a>(unit: &'a View, field: &str) -> &'a str {
    unit.body.get(field).and_then(Value::as_str).unwrap_or_default()
}
