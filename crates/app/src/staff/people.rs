//! Staff and their one-time links.

use crate::app::App;
use crate::ground::caller::Role;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form;
use crate::ground::secrets::{hash_secret, random_secret};
use crate::import::Mapping;
use crate::import::records::Outcome;
use crate::import::row::{Row, Rows};
use homeward_domain::actor::Actor;
use homeward_domain::time::{Span, Timestamp};
use homeward_domain::{contact, text};
use homeward_store::people::{self, Staff};
use homeward_store::registers::{self, Change};
use homeward_store::streams::By;
use homeward_store::{Db, Lane, StoreError};
use serde_json::json;
use std::collections::HashMap;

/// The noun under which changes stand in the audit.
pub(crate) const NOUN: &str = "staff";
/// How long a one-time link can be used.
pub const LINK_LIFE: Span = Span::hours(24);

/// Makes a member of staff; gives them with a one-time link token to sign in.
pub async fn add_staff(app: &App, name: &str, email: &str, role: &str) -> Result<(Staff, String), AppError> {
    let (name, email, role) = checked(name, email, Some(role))?;
    let (secret, now) = (random_secret(), app.clock().now());
    let link = hash_secret(&secret);
    let staff = app
        .store()
        .write(Lane::Acts, move |db| {
            let staff =
                Staff { name: name.clone(), email: email.clone(), role: role.as_str().into(), ..Staff::default() };
            let Some(staff) = people::add_staff(db, &staff, now.0)? else { return Ok(None) };
            note_made(db, &staff, now)?;
            people::add_link(db, &itself(now), link, Some(staff.id), (now + LINK_LIFE).0)?;
            Ok::<_, AppError>(Some(staff))
        })
        .await?;
    let taken = || AppError::Invalid(vec![FieldError::new("email", "email_taken")]);
    Ok((staff.ok_or_else(taken)?, secret))
}

/// Imports members of staff; one whose address is known stays as they are.
/// They sign in by links that are made later.
pub async fn import(
    app: &App,
    rows: Rows,
    mapping: &Mapping,
    dry_run: bool,
    mut report: impl FnMut(u64, Outcome),
) -> Result<(), AppError> {
    for row in rows {
        let line = row.line;
        let outcome = match person(row, mapping) {
            Ok(None) => Outcome::LeftOut,
            Ok(Some(person)) => put(app, person, dry_run).await?,
            Err(error) => Outcome::Refused(error),
        };
        report(line, outcome);
    }
    Ok(())
}

type Person = (String, String, Role);

fn person(row: Row, mapping: &Mapping) -> Result<Option<Person>, AppError> {
    let fields = row.fields.map_err(AppError::Malformed)?;
    let object = mapping.apply(fields).map_err(|error| AppError::Invalid(vec![error]))?;
    let Some(object) = object else { return Ok(None) };
    form::read(&object, |fields| {
        let (name, email) = (fields.short_text("name"), fields.short_text("email"));
        let (name, email) = (fields.required("name", name), fields.required("email", email));
        let role = fields.short_text("role").unwrap_or_else(|| Role::Agent.as_str().to_owned());
        match checked(&name?, &email?, Some(&role)) {
            Ok(person) => Some(person),
            Err(AppError::Invalid(errors)) => {
                for error in errors {
                    fields.fail::<()>(error);
                }
                None
            }
            Err(_) => None,
        }
    })
    .map(Some)
}

async fn put(app: &App, (name, email, role): Person, dry_run: bool) -> Result<Outcome, AppError> {
    let now = app.clock().now();
    let known = staff(app).await?.iter().any(|member| member.email == email);
    if known || dry_run {
        return Ok(if known { Outcome::Known } else { Outcome::Accepted });
    }
    let staff = Staff { name, email, role: role.as_str().into(), ..Staff::default() };
    let add = move |db: &Db| {
        let made = people::add_staff(db, &staff, now.0)?;
        made.as_ref().map_or(Ok(()), |made| note_made(db, made, now))?;
        Ok::<_, AppError>(made)
    };
    let made = app.store().write(Lane::Bulk, add).await?;
    Ok(if made.is_some() { Outcome::Accepted } else { Outcome::Known })
}

/// A fresh one-time link token for a member of staff.
pub async fn new_link(app: &App, actor: Actor, staff: i64) -> Result<String, AppError> {
    let (secret, now) = (random_secret(), app.clock().now());
    let (link, by) = (hash_secret(&secret), By { actor: actor.to_string(), at: now.0 });
    let add = move |db: &Db| people::add_link(db, &by, link, Some(staff), (now + LINK_LIFE).0);
    app.store().write(Lane::Acts, add).await?;
    Ok(secret)
}

/// Where nobody is on the staff yet: the token of the one link that makes the
/// first administrator. A link printed before is withdrawn.
pub async fn first_link(app: &App) -> Result<Option<String>, AppError> {
    let (secret, now) = (random_secret(), app.clock().now());
    let link = hash_secret(&secret);
    let printed = app
        .store()
        .write(Lane::Acts, move |db| {
            if !people::all_staff(db)?.is_empty() {
                return Ok(false);
            }
            people::withdraw_first_links(db, &itself(now))?;
            people::add_link(db, &itself(now), link, None, (now + LINK_LIFE).0)?;
            Ok::<_, StoreError>(true)
        })
        .await?;
    Ok(printed.then_some(secret))
}

/// The program itself, at the word of whoever has the machine.
fn itself(now: Timestamp) -> By {
    By { actor: Actor::System.to_string(), at: now.0 }
}

fn note_made(db: &Db, staff: &Staff, now: Timestamp) -> Result<(), AppError> {
    note(db, Actor::System, staff.id, "made", &["email", "name", "role"], Some(staff), now.0)
}

/// Everybody on the staff.
pub async fn staff(app: &App) -> Result<Vec<Staff>, AppError> {
    Ok(app.store().read(people::all_staff).await?)
}

/// The names of all staff by their numbers, those who left included.
pub async fn names(app: &App) -> Result<HashMap<i64, String>, AppError> {
    Ok(staff(app).await?.into_iter().map(|one| (one.id, one.name)).collect())
}

pub(crate) fn checked(name: &str, email: &str, role: Option<&str>) -> Result<(String, String, Role), AppError> {
    let mut errors = Vec::new();
    let name = text::short(name).map_err(|e| errors.push(FieldError::of_text("name", e))).unwrap_or_default();
    let email = email.trim().to_lowercase();
    if !contact::is_email(&email) {
        errors.push(FieldError::new("email", "not_an_email"));
    }
    let role = role.map_or(Some(Role::Administrator), Role::parse);
    if role.is_none() {
        let known = Role::ALL.map(Role::as_str).join(", ");
        errors.push(FieldError::with("role", "unknown_value", known));
    }
    match role {
        Some(role) if errors.is_empty() => Ok((name, email, role)),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// Notes what was done, and what is said of them from then on but their name and
/// address: those are theirs.
pub(crate) fn note(
    db: &Db,
    actor: Actor,
    id: i64,
    verb: &str,
    fields: &[&str],
    after: Option<&Staff>,
    now: i64,
) -> Result<(), AppError> {
    let says = after.map(|staff| {
        let (languages, skills) = (&staff.languages, &staff.skills);
        let has_left = staff.left_at.is_some();
        json!({ "role": staff.role, "unit": staff.unit, "languages": languages, "skills": skills, "has_left": has_left })
    });
    let (actor, says) = (actor.to_string(), says.map(|says| says.to_string()));
    let change = Change { recorded_at: now, actor, verb: verb.into(), fields: fields.join(" "), says };
    Ok(registers::note(db, NOUN, id, &change)?)
}
