//! Members of staff as a register: what they are, which unit they belong to,
//! what they speak and know. Each change leaves an entry in the audit.

pub(crate) mod grant;
pub mod people;
pub mod sign_in;
pub mod tallies;
pub mod tokens;

use crate::app::App;
use crate::ground::caller::{Caller, Role, Scope};
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::{self, Fields};
use crate::ground::secrets::{hash_secret, random_secret};
use crate::registers::unit_tree;
use crate::staff::people::{LINK_LIFE, NOUN, note};
use crate::write::intake::is_language;
use homeward_store::people::{self as rows, Staff};
use homeward_store::registers::{self, Change};
use homeward_store::streams::By;
use homeward_store::{Db, Lane, credentials};
use serde_json::Value;

/// The most languages, and the most skills, of one person.
const ABILITIES_MAX: usize = 20;

/// Reads a member of staff from the body of a request: `name`, `email`, `role`;
/// `unit`, `languages`, `skills`; `has_left`.
pub fn parse(body: &Value, now: i64) -> Result<Staff, AppError> {
    form::read(body, |fields| {
        let (name, email) = (fields.short_text("name"), fields.short_text("email"));
        let (name, email) = (fields.required("name", name), fields.required("email", email));
        let roles = Role::ALL.map(Role::as_str);
        let role = fields.required("role", fields.spelled("role", Role::parse, &roles));
        let unit = fields.short_text("unit").unwrap_or_default();
        let (languages, skills) = (abilities(fields, "languages"), abilities(fields, "skills"));
        if languages.iter().any(|tag| !is_language(tag)) {
            fields.fail::<()>(FieldError::new("languages", "not_a_language"));
        }
        let left_at = fields.truth("has_left").then_some(now);
        let (name, email, _) = match people::checked(&name?, &email?, None) {
            Ok(checked) => checked,
            Err(AppError::Invalid(errors)) => {
                for error in errors {
                    fields.fail::<()>(error);
                }
                return None;
            }
            Err(_) => return None,
        };
        let role = role?.as_str().to_owned();
        let (languages, skills) = (languages.join(" "), skills.join(" "));
        Some(Staff { id: 0, name, email, role, unit, languages, skills, left_at })
    })
}

/// A list of words without spaces.
fn abilities(fields: &Fields<'_>, name: &'static str) -> Vec<String> {
    let told = fields.short_texts(name, ABILITIES_MAX).unwrap_or_default();
    if told.iter().any(|word| word.contains(' ')) {
        fields.fail::<()>(FieldError::new(name, "holds_a_space"));
    }
    told
}

/// Everybody, by number.
pub async fn list(app: &App) -> Result<Vec<Staff>, AppError> {
    people::staff(app).await
}

/// A member of staff by number.
pub async fn one(app: &App, id: i64) -> Result<Staff, AppError> {
    app.store().read(move |db| rows::staff(db, id)?.ok_or(AppError::NotFound)).await
}

/// Adds a member of staff, whose rights lie within those of who adds them; they
/// sign in by a link that is made for them.
pub async fn make(app: &App, caller: &Caller, staff: Staff) -> Result<Staff, AppError> {
    grant::check_staff(caller, &staff)?;
    let (actor, now) = (caller.actor, app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            unit_tree::must_be_known(db, &staff.unit)?;
            let made = rows::add_staff(db, &staff, now.0)?.ok_or_else(taken)?;
            note(db, actor, made.id, "made", &["email", "name", "role", "unit"], Some(&made), now.0)?;
            Ok(made)
        })
        .await
}

/// A member of staff with how often they were changed, counted from 1.
pub async fn with_version(app: &App, id: i64) -> Result<(Staff, i64), AppError> {
    let read = move |db: &Db| Ok((rows::staff(db, id)?.ok_or(AppError::NotFound)?, version(db, id)?));
    app.store().read(read).await
}

/// What was changed about somebody is in the audit; the first link of the first
/// administrator made them without an entry.
fn version(db: &Db, id: i64) -> Result<i64, AppError> {
    let changed = registers::changes(db, NOUN, id)?.iter().filter(|change| change.verb == "changed").count();
    Ok(i64::try_from(changed).unwrap_or(i64::MAX - 1) + 1)
}

/// Changes a member of staff. Whoever has left is signed out and cannot sign in.
/// Refused where they were changed since the version that was read, if it is told,
/// and where they may more, before or after, than who changes them.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: i64,
    staff: Staff,
    read: Option<i64>,
) -> Result<(Staff, i64), AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let old = rows::staff(db, id)?.ok_or(AppError::NotFound)?;
            grant::check_staff(&caller, &old)?;
            grant::check_staff(&caller, &staff)?;
            let is_version = version(db, id)?;
            if read.is_some_and(|read| read != is_version) {
                return Err(AppError::Stale(is_version));
            }
            unit_tree::must_be_known(db, &staff.unit)?;
            let left_at = staff.left_at.map(|at| old.left_at.unwrap_or(at));
            let new = Staff { id, left_at, ..staff.clone() };
            let changed = changed(&old, &new);
            if changed.is_empty() {
                return Ok((old, is_version));
            }
            let last = old.role == Role::Administrator.as_str() && old.left_at.is_none() && !is_administrator(&new);
            if last && !others_administer(db, id)? {
                return Err(AppError::Invalid(vec![FieldError::new("role", "last_administrator")]));
            }
            if !rows::replace_staff(db, &new)? {
                return Err(taken());
            }
            if new.left_at.is_some() {
                credentials::end_sessions(db, id, None, now.0)?;
            }
            note(db, caller.actor, id, "changed", &changed, Some(&new), now.0)?;
            Ok((new, is_version + 1))
        })
        .await
}

/// A fresh one-time link by which a member of staff signs in, as an address; for
/// whoever may as much as they.
pub async fn link(app: &App, caller: &Caller, id: i64) -> Result<String, AppError> {
    let (secret, caller, now) = (random_secret(), caller.clone(), app.clock().now());
    let link = hash_secret(&secret);
    app.store()
        .write(Lane::Acts, move |db| {
            let staff = rows::staff(db, id)?.filter(|staff| staff.left_at.is_none()).ok_or(AppError::NotFound)?;
            grant::check_staff(&caller, &staff)?;
            let by = By { actor: caller.actor.to_string(), at: now.0 };
            rows::add_link(db, &by, link, Some(id), (now + LINK_LIFE).0)?;
            note(db, caller.actor, id, "link_made", &[], None, now.0)
        })
        .await?;
    Ok(format!("{}/sign-in/{secret}", app.options().public_url))
}

/// Whether somebody may change a member of staff, make them a link, reset them.
pub fn may_change(caller: &Caller, staff: &Staff) -> bool {
    caller.may(Scope::StaffWrite) && grant::check_staff(caller, staff).is_ok()
}

/// The changes of a member of staff, in order.
pub async fn changes(app: &App, id: i64) -> Result<Vec<Change>, AppError> {
    app.store()
        .read(move |db| {
            rows::staff(db, id)?.ok_or(AppError::NotFound)?;
            Ok(registers::changes(db, NOUN, id)?)
        })
        .await
}

fn is_administrator(staff: &Staff) -> bool {
    staff.role == Role::Administrator.as_str() && staff.left_at.is_none()
}

fn others_administer(db: &Db, id: i64) -> Result<bool, AppError> {
    Ok(rows::all_staff(db)?.iter().any(|other| other.id != id && is_administrator(other)))
}

fn changed(old: &Staff, new: &Staff) -> Vec<&'static str> {
    let compared = [
        ("name", old.name == new.name),
        ("email", old.email == new.email),
        ("role", old.role == new.role),
        ("unit", old.unit == new.unit),
        ("languages", old.languages == new.languages),
        ("skills", old.skills == new.skills),
        ("has_left", old.left_at == new.left_at),
    ];
    compared.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

fn taken() -> AppError {
    AppError::Invalid(vec![FieldError::new("email", "email_taken")])
}
