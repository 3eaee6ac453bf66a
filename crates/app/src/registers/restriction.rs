//! Customers under restriction: kept, in no list and no look-up, and shown to nobody
//! but who must (trust, "Privacy"). Bookings of such a customer go with them.

use super::{BOOKINGS, CUSTOMERS, Noun, View, find_in, in_reach, rows, view};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::{AppError, Restricted, SEEN_FOR};
use crate::ground::form;
use homeward_domain::actor::Actor;
use homeward_domain::case::Rejection;
use homeward_domain::catalogue::{RestrictionGround, SeeingGround};
use homeward_domain::time::Timestamp;
use homeward_store::registers::Change;
use homeward_store::{Db, Lane, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// How somebody who must has opened a record is noted among its changes.
const SEEN: &str = "seen";

/// How a copy of all that is kept that was handed out is noted among its changes.
const GIVEN: &str = "data_given";

/// Why nobody sees a record but who must.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restriction {
    /// On what ground.
    pub ground: RestrictionGround,
    /// What was asked and why; empty where a restored backup has brought it about.
    pub text: String,
    /// Since when.
    pub since: Timestamp,
    /// Who said so.
    pub actor: String,
}

impl Restriction {
    pub(super) fn read(text: &str) -> Result<Option<Self>, StoreError> {
        if text.is_empty() { Ok(None) } else { serde_json::from_str(text).map(Some).map_err(StoreError::corrupt) }
    }
}

/// Opens a customer under restriction to the caller for an hour. Body: `ground`, why
/// they must see it.
pub async fn see(app: &App, caller: &Caller, reference: String, body: &Value) -> Result<View, AppError> {
    let view = behind(app, caller, reference).await?;
    let ground = form::read(body, |fields| {
        let ground = fields.spelled("ground", SeeingGround::parse, SeeingGround::SPELLINGS);
        fields.required("ground", ground)
    })?;
    let (actor, now) = (caller.actor.to_string(), app.clock().now());
    let note = move |db: &Db| {
        if find_id(db, view.id)?.restriction.is_none() {
            return Err(Rejection::NothingToChange.into());
        }
        note(db, view.id, (&actor, now), SEEN, ground.as_str())?;
        find_id(db, view.id)
    };
    app.store().write(Lane::Acts, note).await
}

/// Notes that a copy of all that is kept of a customer goes out, on what ground; gives
/// the record, also of one under restriction.
pub(crate) async fn note_given(
    app: &App,
    caller: &Caller,
    reference: String,
    ground: &'static str,
) -> Result<View, AppError> {
    let view = behind(app, caller, reference).await?;
    let (actor, now) = (caller.actor.to_string(), app.clock().now());
    let write = move |db: &Db| {
        let view = find_id(db, view.id)?;
        note(db, view.id, (&actor, now), GIVEN, ground)?;
        Ok(view)
    };
    app.store().write(Lane::Acts, write).await
}

pub(crate) fn note(db: &Db, id: i64, (actor, now): (&str, Timestamp), verb: &str, why: &str) -> Result<(), AppError> {
    let (actor, verb, fields) = (actor.to_owned(), verb.to_owned(), why.to_owned());
    let change = Change { recorded_at: now.0, actor, verb, fields, says: None };
    Ok(rows::note(db, CUSTOMERS.name, id, &change)?)
}

pub(crate) fn find_id(db: &Db, id: i64) -> Result<View, AppError> {
    let found = rows::by_id(db, CUSTOMERS.name, id)?.ok_or(AppError::NotFound)?;
    view(found)
}

/// A customer who is the caller's, also under restriction: for what is done about
/// that, and shown to nobody.
pub(crate) async fn behind(app: &App, caller: &Caller, reference: String) -> Result<View, AppError> {
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    app.store().read(move |db| in_reach(db, &secrets, &caller, &CUSTOMERS, &reference)).await
}

/// Whether a customer who is the caller's is under restriction.
pub async fn is_restricted(app: &App, caller: &Caller, reference: String) -> Result<bool, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    Ok(behind(app, caller, reference).await?.restriction.is_some())
}

/// The customer under restriction to whom a record of the caller's belongs, by
/// reference, for whoever may open it.
pub async fn restricted_customer(
    app: &App,
    caller: &Caller,
    noun: Noun,
    reference: String,
) -> Result<Option<String>, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    let look = move |db: &Db| {
        let view = in_reach(db, &secrets, &caller, noun, &reference)?;
        let Some((id, _)) = of(db, noun, &view)? else { return Ok(None) };
        Ok(Some(find_id(db, id)?.reference))
    };
    app.store().read(look).await
}

/// The restriction that a record is under: of a booking that of its customer.
fn of(db: &Db, noun: Noun, view: &View) -> Result<Option<(i64, Restriction)>, AppError> {
    let of_customer = |view: &View| view.restriction.clone().map(|restriction| (view.id, restriction));
    if noun == &CUSTOMERS {
        return Ok(of_customer(view));
    }
    let Some(reference) = customer_of(view).filter(|_| noun == &BOOKINGS) else { return Ok(None) };
    Ok(find_in(db, &CUSTOMERS, reference)?.as_ref().and_then(of_customer))
}

/// Refuses staff and programs who have not said why they must see a record that is
/// under restriction.
pub(crate) fn must_be_open(db: &Db, caller: &Caller, noun: Noun, view: &View, now: Timestamp) -> Result<(), AppError> {
    if !matches!(caller.actor, Actor::Staff(_) | Actor::Token(_)) {
        return Ok(());
    }
    let Some((id, restriction)) = of(db, noun, view)? else { return Ok(()) };
    let (may_open, actor) = (caller.may(Scope::PrivacyWrite), caller.actor.to_string());
    let changes = rows::changes(db, CUSTOMERS.name, id)?;
    let seen = changes.iter().rev().find(|change| change.verb == SEEN && change.actor == actor);
    if may_open && seen.is_some_and(|seen| now < Timestamp(seen.recorded_at) + SEEN_FOR) {
        return Ok(());
    }
    let Restriction { ground, since, .. } = restriction;
    Err(AppError::Restricted(Restricted { ground, since, until: None, may_open }))
}

/// Those of a page of a list that everybody may see, by one look-up for all of them.
pub(super) fn without_restricted(db: &Db, noun: Noun, mut views: Vec<View>) -> Result<Vec<View>, AppError> {
    views.retain(|view| view.restriction.is_none());
    if noun == &BOOKINGS {
        let customers: BTreeSet<&str> = views.iter().filter_map(customer_of).collect();
        let customers: Vec<&str> = customers.into_iter().collect();
        let closed = rows::restricted_among(db, CUSTOMERS.name, &customers)?;
        views.retain(|view| customer_of(view).is_none_or(|customer| !closed.iter().any(|one| one == customer)));
    }
    Ok(views)
}

/// The reference of the customer whose booking it is.
fn customer_of(booking: &View) -> Option<&str> {
    booking.body.get("customer").and_then(Value::as_str)
}

/// A record, where everybody may see it.
pub(crate) fn unless_restricted(db: &Db, noun: Noun, view: Option<View>) -> Result<Option<View>, AppError> {
    Ok(without_restricted(db, noun, view.into_iter().collect())?.pop())
}
