//! Members of staff: what they are, and what they sign in with.

use super::super::editor::{About, Editor, More, mistakes, past, version_read, wants_preview};
use super::super::registers::told;
use super::super::visit::Visit;
use super::{Asked, Row, shown};
use crate::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::frame::{PageError, page};
use crate::guard::{OwnForm, is_own_form};
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::caller::Role;
use homeward_app::registers::Change;
use homeward_app::{AppError, FieldError, Filter, Page, Scope, Sort, Staff, read, sign_in, staff};
use serde_json::{Map, Value};

const LIST: &str = "/desk/settings/staff";
/// The most open cases that are counted.
const CASES_MAX: i64 = 200;
const NEW: &[Field] = &[
    must("name", Takes::Line),
    must("email", Takes::Email("off")),
    must("role", Takes::One("role", &Role::SPELLINGS)),
    may("unit", Takes::Unit),
    may("languages", Takes::List),
    may("skills", Takes::List),
];
pub const KNOWN: &[Field] = &[NEW[0], NEW[1], NEW[2], NEW[3], NEW[4], NEW[5], may("has_left", Takes::Truth)];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffRead)?;
    let all = staff::list(visit.app()).await.map_err(|e| visit.failed(e))?;
    let row = |staff: &Staff| {
        let left = visit.say(if staff.left_at.is_some() { "staff-left" } else { "staff-present" }, &[]);
        let cells = vec![
            staff.name.clone(),
            visit.name("role", &staff.role),
            staff.email.clone(),
            staff.unit.clone(),
            staff.languages.clone(),
            staff.skills.clone(),
            left,
        ];
        Row { href: Some(format!("{LIST}/{}", staff.id)), cells }
    };
    let rows = all.iter().map(row).collect();
    let add = visit.may(Scope::StaffWrite).then_some(("/desk/settings/staff/new", "settings-staff-new"));
    let columns = ["name", "role", "email", "unit", "languages", "skills", "left"];
    shown(&visit, &asked, add, &columns, rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow(Scope::StaffWrite)?;
    let typed = vec![("role".to_owned(), Role::Agent.as_str().to_owned())];
    page(&new_page(&visit, &typed, &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffWrite)?;
    let made = match staff::parse(&body(NEW, &typed), visit.app().clock().now().0) {
        Ok(new) => staff::make(visit.app(), visit.caller(), new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => {
            let mut shown = known_page(&visit, &made, None, &[]).await?;
            shown = shown.after(&Asked { done: Some("added".into()), ..Asked::default() });
            with_link(&visit, shown, made.id).await
        }
        Err(error) => {
            let errors = mistakes(&visit, error)?;
            new_page(&visit, &typed, &errors).await?.answer()
        }
    }
}

pub async fn one(visit: Visit, Path(id): Path<i64>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffRead)?;
    let member = staff::one(visit.app(), id).await.map_err(|e| visit.failed(e))?;
    let begins = match asked.from {
        Some(from) => Some(version(&visit, &member, from).await?),
        None => None,
    };
    page(&known_page(&visit, &member, begins.as_ref(), &[]).await?.after(&asked))
}

/// What was said of somebody after one of the changes, counted from 1, with the
/// name and address that they have now.
async fn version(visit: &Visit, member: &Staff, from: i64) -> Result<Typed, PageError> {
    let changes = staff::changes(visit.app(), member.id).await.map_err(|e| visit.failed(e))?;
    let change = usize::try_from(from - 1).ok().and_then(|place| changes.get(place));
    let says = change.and_then(|change| serde_json::from_str::<Map<String, Value>>(change.says.as_deref()?).ok());
    let says = says.ok_or(PageError::not_found(visit.language))?;
    let text = |value: &Value| match value {
        Value::Bool(true) => "on".to_owned(),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let said = says.iter().map(|(name, value)| (name.clone(), text(value)));
    let theirs = [("name", &member.name), ("email", &member.email)].map(|(name, own)| (name.to_owned(), own.clone()));
    Ok(said.chain(theirs).collect())
}

pub async fn change(visit: Visit, Path(id): Path<i64>, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffWrite)?;
    let failed = |error| visit.failed(error);
    let before = staff::one(visit.app(), id).await.map_err(failed)?;
    let parsed = staff::parse(&body(KNOWN, &typed), visit.app().clock().now().0);
    let done = match parsed {
        Ok(after) if wants_preview(&typed) => {
            let mut shown = known_page(&visit, &before, Some(&typed), &[]).await?;
            shown.effect = Some(effect(&visit, &before, &after).await.map_err(failed)?);
            return page(&shown);
        }
        Ok(after) => staff::change(visit.app(), visit.caller(), id, after, version_read(&typed)).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{LIST}/{id}?done=changed")).into_response()),
        Err(error) => {
            let errors = mistakes(&visit, error)?;
            known_page(&visit, &before, Some(&typed), &errors).await?.answer()
        }
    }
}

/// Shows a fresh one-time link, once.
pub async fn link(visit: Visit, headers: HeaderMap, Path(id): Path<i64>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffWrite)?;
    own(&visit, &headers)?;
    let member = staff::one(visit.app(), id).await.map_err(|e| visit.failed(e))?;
    let shown = known_page(&visit, &member, None, &[]).await?;
    with_link(&visit, shown, id).await
}

/// Takes away what somebody signs in with.
pub async fn reset(visit: Visit, headers: HeaderMap, Path(id): Path<i64>) -> Result<Response, PageError> {
    visit.allow(Scope::StaffWrite)?;
    own(&visit, &headers)?;
    sign_in::reset(visit.app(), visit.caller(), id).await.map_err(|e| visit.failed(e))?;
    Ok(Redirect::to(&format!("{LIST}/{id}?done=reset")).into_response())
}

fn own(visit: &Visit, headers: &HeaderMap) -> Result<(), PageError> {
    if is_own_form(headers) { Ok(()) } else { Err(PageError::not_found(visit.language)) }
}

async fn with_link(visit: &Visit, mut shown: Editor, id: i64) -> Result<Response, PageError> {
    let link = staff::link(visit.app(), visit.caller(), id).await.map_err(|e| visit.failed(e))?;
    shown.secret = Some((shown.shell.t("settings-staff-link-shown"), link));
    page(&shown)
}

/// What a change would do to somebody's work.
async fn effect(visit: &Visit, before: &Staff, after: &Staff) -> Result<Vec<String>, AppError> {
    let mut lines = Vec::new();
    if after.role != before.role {
        lines.push(visit.name("role-may", &after.role));
    }
    if after.unit != before.unit {
        let key = if after.unit.is_empty() { "effect-sees-all" } else { "effect-sees-unit" };
        lines.push(visit.say(key, &[("unit", &after.unit)]));
    }
    if after.left_at.is_some() && before.left_at.is_none() {
        let filter = Filter { open: true, owner: Some(before.id), ..Filter::default() };
        let first = Page { sort: Sort::NextDue, descending: false, after: None, limit: CASES_MAX };
        let count = read::list(visit.app(), &visit.signed_in.caller, filter, first).await?.len().to_string();
        lines.push(visit.say("effect-leaves", &[("count", &count)]));
    }
    if lines.is_empty() {
        lines.push(visit.say("effect-none", &[]));
    }
    Ok(lines)
}

async fn new_page(visit: &Visit, typed: &Typed, errors: &[FieldError]) -> Result<Editor, PageError> {
    let title = visit.say("settings-staff-new", &[]);
    let action = format!("{LIST}/new");
    let about = About { form: "staff", back: LIST, action, title, fields: NEW, is_new: true, writes: true };
    let offered = Offered::units(visit.app()).await.map_err(|e| visit.failed(e))?.of(visit.caller());
    Editor::new(visit, about, typed, errors, &offered).await
}

async fn known_page(
    visit: &Visit,
    member: &Staff,
    typed: Option<&Typed>,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let failed = |error| visit.failed(error);
    let stands = [
        ("name", member.name.clone()),
        ("email", member.email.clone()),
        ("role", member.role.clone()),
        ("unit", member.unit.clone()),
        ("languages", member.languages.clone()),
        ("skills", member.skills.clone()),
        ("has_left", member.left_at.map(|_| "on".to_owned()).unwrap_or_default()),
    ];
    let stands: Typed = stands.map(|(path, value)| (path.to_owned(), value)).into();
    let writes = staff::may_change(visit.caller(), member);
    let action = format!("{LIST}/{}", member.id);
    let about =
        About { form: "staff", back: LIST, action, title: member.name.clone(), fields: KNOWN, is_new: false, writes };
    let offered = Offered::units(visit.app()).await.map_err(failed)?.of(visit.caller());
    let mut shown = Editor::new(visit, about, typed.unwrap_or(&stands), errors, &offered).await?;
    shown.previews = true;
    if writes && member.left_at.is_none() {
        let more = |what: &str| More {
            action: format!("{LIST}/{}/{what}", member.id),
            label: shown.shell.t(&format!("settings-staff-{what}")),
            hint: shown.shell.t(&format!("settings-staff-{what}-hint")),
        };
        shown.more = vec![more("link"), more("reset")];
    }
    shown.version = Some(staff::with_version(visit.app(), member.id).await.map_err(failed)?.1);
    let changes = staff::changes(visit.app(), member.id).await.map_err(failed)?;
    let words = |change: &Change| {
        let fields = change.fields.split(' ').filter(|field| !field.is_empty());
        let fields: Vec<String> = fields.map(|field| visit.name("column", field)).collect();
        let verb = visit.name("change", &change.verb);
        if fields.is_empty() || change.verb == "made" {
            return verb;
        }
        let fields = fields.join(&visit.say("list-separator", &[]));
        visit.say("form-mistake", &[("field", &verb), ("error", &fields)])
    };
    shown.history = past(visit, told(&shown.action, changes, writes, words).into_iter()).await?;
    Ok(shown)
}
