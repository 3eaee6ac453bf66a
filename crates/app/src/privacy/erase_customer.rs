//! Erasure of a customer's record on a lawful ground (trust, "Privacy"): name, contact
//! points, birthday and notes go, and what their bookings tell of persons. A booking
//! stays for its three years as the proof of a transaction, and the customer is under
//! restriction meanwhile. A marker stays in the place of what went.

use super::journal::{self, Deed};
use super::restrict_customer::restrict_for;
use super::scrub::scrub;
use crate::app::{App, room};
use crate::ground::error::AppError;
use crate::ground::form;
use crate::ground::request::{Repeat, Request};
use crate::ground::secrets::Secrets;
use crate::model::replay::load;
use crate::registers::erasure::{Erasure, KeptBookings, bookings_of, cases_of, proves_until};
use crate::registers::restriction::{Restriction, behind, find_id};
use crate::registers::{BOOKINGS, CUSTOMERS, Noun, Sent, View, keys};
use crate::write::admission::{asked_before, repeated};
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Rejection, decide};
use homeward_domain::catalogue::{ErasureGround, KeptGround, RestrictionGround};
use homeward_domain::time::Timestamp;
use homeward_store::registers::{self as rows, Change, Record};
use homeward_store::{Db, Lane, StoreError, commands, leftovers};
use serde_json::{Map, Value};

/// What of a customer tells nothing of a person.
const OF_NOBODY: [&str; 2] = ["kind", "unit"];
/// What of a customer names the party of a booking that does not name its own.
const OF_PARTY: [&str; 5] = ["kind", "unit", "phone", "email", "company"];
/// What of a booking goes at once: a wish may tell of health.
pub(super) const WISHES: [&str; 1] = ["special_requests"];
/// What of a booking tells of persons.
const PERSONS: [&str; 5] = ["contact_name", "phone", "email", "travellers", "special_requests"];

/// Erases what may go of a customer, whose reference stands in the place of the
/// request's number. Body: `ground`. Where nothing may go, who asked for it is put
/// under restriction.
pub async fn erase(app: &App, request: Request, body: &Value) -> Result<(View, Repeat), AppError> {
    // Whose record it is comes first: whoever has no part in it learns nothing of it.
    let seen = behind(app, &request.caller, request.number.clone()).await?;
    let ground = form::read(body, |fields| {
        let ground = fields.spelled("ground", ErasureGround::parse_of_case, ErasureGround::OF_CASES_SPELLED);
        fields.required("ground", ground)
    })?;
    room::must_have_room(app).await?;
    let id = seen.id;
    let deed = Deed::CustomerErased(id, ground);
    let under_way = journal::under_way(app).await?;
    if !asked_before(app, &request).await? {
        must_be_fresh(&request, &seen)?;
        // What a rule forbids must not be noted: a restored backup would do it.
        refuse_early(app, &request, &seen, ground).await?;
        under_way.note(deed)?;
    }
    let (secrets, now) = (app.secrets().clone(), app.clock().now());
    let done = app
        .store()
        .write(Lane::Acts, move |db| {
            let found = find_id(db, id)?;
            let actor = request.caller.actor;
            if let Some(key) = &request.key
                && repeated(db, actor, key)?.is_some()
            {
                return Ok((found, Repeat::Again));
            }
            must_be_fresh(&request, &found)?;
            carry_out(db, &secrets, &found, actor, ground, now)?;
            let erased = find_id(db, id)?;
            if let Some(key) = &request.key {
                commands::keep(db, &actor.to_string(), key.name(), key.made(0, erased.version), now.0)?;
            }
            leftovers::ask_scrub(db)?;
            Ok((erased, Repeat::First))
        })
        .await;
    if let Err(AppError::Stale(_) | AppError::NotFound | AppError::Rejected(_)) = done {
        under_way.take_back(deed)?;
    }
    drop(under_way);
    let done = done?;
    scrub(app).await;
    Ok(done)
}

/// Does again what the journal says of a customer, on a restored backup; tells
/// whether anything changed.
pub(crate) async fn again(app: &App, id: i64, ground: ErasureGround) -> Result<bool, AppError> {
    let (secrets, now) = (app.secrets().clone(), app.clock().now());
    let write = move |db: &Db| {
        let found = find_id(db, id)?;
        carry_out(db, &secrets, &found, Actor::System, ground, now)?;
        Ok(leftovers::ask_scrub(db)?)
    };
    match app.store().write(Lane::Bulk, write).await {
        Ok(()) => Ok(true),
        // Done before the backup was made, or a customer taken in after it.
        Err(
            AppError::Rejected(Rejection::NothingToChange | Rejection::Privacy(PrivacyRejection::RetentionRuns { .. }))
            | AppError::NotFound,
        ) => Ok(false),
        Err(error) => Err(error),
    }
}

fn must_be_fresh(request: &Request, view: &View) -> Result<(), AppError> {
    let is_stale = request.if_match.is_some_and(|version| version != view.version);
    if is_stale { Err(AppError::Stale(view.version)) } else { Ok(()) }
}

/// Refuses what a rule forbids altogether. A person whose wish is refused is put
/// under restriction first.
async fn refuse_early(app: &App, request: &Request, seen: &View, ground: ErasureGround) -> Result<(), AppError> {
    let (secrets, now, looked) = (app.secrets().clone(), app.clock().now(), seen.clone());
    let judged = app.store().read(move |db| plan(db, &secrets, &looked, ground, now)).await;
    let Err(error) = judged else { return Ok(()) };
    if let AppError::Rejected(Rejection::Privacy(PrivacyRejection::OnHold | PrivacyRejection::RetentionRuns { .. })) =
        error
        && decide::is_asked_by_person(ground)
        && seen.restriction.is_none()
    {
        restrict_for(app, &request.caller, seen.id, RestrictionGround::ErasureRefused).await?;
    }
    Err(error)
}

/// What an erasure would do.
pub(super) struct Plan {
    pub left: Sent,
    pub bookings: Vec<(View, Sent)>,
    pub kept: Option<KeptBookings>,
}

pub(super) fn plan(
    db: &Db,
    secrets: &Secrets,
    found: &View,
    ground: ErasureGround,
    now: Timestamp,
) -> Result<Plan, AppError> {
    let bookings = bookings_of(db, secrets, &found.reference)?;
    if is_held(db, found, &bookings)? {
        return Err(Rejection::Privacy(PrivacyRejection::OnHold).into());
    }
    let until =
        |booking: &View| Some(proves_until(booking)).filter(|until| ground != ErasureGround::Order && now < *until);
    let bound = || bookings.iter().filter_map(|booking| Some((booking, until(booking)?)));
    let kept = bound().map(|(_, until)| until).max().map(|until| KeptBookings {
        until,
        ground: KeptGround::TransactionRecord,
        bookings: i64::try_from(bound().count()).unwrap_or(i64::MAX),
    });
    // A booking that names its own party needs no other proof of who it was.
    let names_party = bound().any(|(booking, _)| !booking.body.contains_key("contact_name"));
    let name = if names_party { found.name.clone() } else { String::new() };
    let left = only(found, name, if names_party { &OF_PARTY } else { &OF_NOBODY });
    let cut = |booking: &View| {
        let gone: &[&str] = if until(booking).is_some() { &WISHES } else { &PERSONS };
        let is_named = until(booking).is_none() && !found.name.is_empty() && booking.name.contains(&found.name);
        let name = if is_named { booking.reference.clone() } else { booking.name.clone() };
        without(booking, name, gone)
    };
    let changed = |(view, sent): &(View, Sent)| (&view.name, &view.body) != (&sent.name, &sent.body);
    let cut: Vec<(View, Sent)> = bookings.iter().map(|one| (one.clone(), cut(one))).filter(changed).collect();
    let is_same = (&found.name, &found.body) == (&left.name, &left.body);
    if is_same && cut.is_empty() && found.erasure.as_ref().is_none_or(|before| before.kept == kept) {
        return Err(kept
            .map_or(Rejection::NothingToChange, |kept| {
                Rejection::Privacy(PrivacyRejection::RetentionRuns { until: kept.until, ground: kept.ground })
            })
            .into());
    }
    Ok(Plan { left, bookings: cut, kept })
}

fn carry_out(
    db: &Db,
    secrets: &Secrets,
    found: &View,
    actor: Actor,
    ground: ErasureGround,
    now: Timestamp,
) -> Result<(), AppError> {
    let Plan { left, bookings, kept } = plan(db, secrets, found, ground, now)?;
    for (booking, sent) in &bookings {
        // What was sold was written when it was: its years do not begin anew.
        put(db, secrets, &BOOKINGS, booking.id, sent, Timestamp(booking.updated_at))?;
        note(db, &BOOKINGS, booking.id, actor, "erased", ground.as_str(), now)?;
    }
    let (noun, actor_name) = (CUSTOMERS.name, actor.to_string());
    put(db, secrets, &CUSTOMERS, found.id, &left, now)?;
    let erasure = Erasure { ground, at: now, actor: actor_name.clone(), kept };
    rows::erased(db, noun, found.id, &serde_json::to_string(&erasure).map_err(StoreError::corrupt)?)?;
    note(db, &CUSTOMERS, found.id, actor, "erased", ground.as_str(), now)?;
    if kept.is_some() && decide::is_asked_by_person(ground) && found.restriction.is_none() {
        let ground = RestrictionGround::ErasureRefused;
        let restriction = Restriction { ground, text: String::new(), since: now, actor: actor_name };
        let text = serde_json::to_string(&restriction).map_err(StoreError::corrupt)?;
        rows::restrict(db, noun, found.id, &text, now.0)?;
        note(db, &CUSTOMERS, found.id, actor, "restricted", ground.as_str(), now)?;
    }
    Ok(())
}

fn put(db: &Db, secrets: &Secrets, noun: Noun, id: i64, sent: &Sent, now: Timestamp) -> Result<(), AppError> {
    let record = Record {
        id,
        reference: sent.reference.clone(),
        name: sent.name.clone(),
        body: Value::Object(sent.body.clone()).to_string(),
        version: 0,
        updated_at: now.0,
        restriction: String::new(),
        erasure: String::new(),
    };
    Ok(rows::replace(db, noun.name, &record, &keys(secrets, noun, sent), now.0)?)
}

fn note(db: &Db, noun: Noun, id: i64, actor: Actor, verb: &str, why: &str, now: Timestamp) -> Result<(), StoreError> {
    let (verb, fields) = (verb.to_owned(), why.to_owned());
    let change = Change { recorded_at: now.0, actor: actor.to_string(), verb, fields, says: None };
    rows::note(db, noun.name, id, &change)
}

/// Whether a case of a customer is on hold: one about a booking of theirs, or with
/// their telephone number or address.
fn is_held(db: &Db, found: &View, bookings: &[View]) -> Result<bool, AppError> {
    for case in cases_of(db, found, bookings)? {
        if load(db, case, Seq::MAX)?.0.privacy.on_hold {
            return Ok(true);
        }
    }
    Ok(false)
}

fn only(view: &View, name: String, fields: &[&str]) -> Sent {
    sent(view, name, |field| fields.contains(&field))
}

fn without(view: &View, name: String, fields: &[&str]) -> Sent {
    sent(view, name, |field| !fields.contains(&field))
}

fn sent(view: &View, name: String, stays: impl Fn(&str) -> bool) -> Sent {
    let body: Map<String, Value> = view
        .body
        .iter()
        .filter(|(field, _)| stays(field))
        .map(|(field, value)| (field.clone(), value.clone()))
        .collect();
    Sent { reference: view.reference.clone(), name, body, names: Vec::new() }
}
