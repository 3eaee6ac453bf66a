//! Puts customers under restriction, and lifts it; the journal notes both, so that a
//! restored backup does it again.

use super::journal::{self, Deed};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::form;
use crate::registers::restriction::{Restriction, behind, find_id, note};
use crate::registers::{CUSTOMERS, View};
use homeward_domain::actor::Actor;
use homeward_domain::case::Rejection;
use homeward_domain::catalogue::{LiftingGround, RestrictionGround};
use homeward_domain::time::Timestamp;
use homeward_store::registers as rows;
use homeward_store::{Db, Lane, StoreError};
use serde_json::{Map, Value};

/// Puts a customer under restriction. Body: `ground`; `text`, what was asked and why.
pub async fn restrict(app: &App, caller: &Caller, reference: String, body: &Value) -> Result<View, AppError> {
    let view = behind(app, caller, reference).await?;
    let (ground, text) = form::read(body, |fields| {
        let ground = fields.spelled("ground", RestrictionGround::parse, RestrictionGround::SPELLINGS);
        let ground = fields.required("ground", ground);
        let text = fields.required("text", fields.long_text("text"));
        Some((ground?, text?))
    })?;
    let (since, actor) = (app.clock().now(), caller.actor.to_string());
    let put =
        Put { restriction: Some(Restriction { ground, text, since, actor: actor.clone() }), why: ground.as_str() };
    let done = noted(app, view.id, Deed::CustomerRestricted(view.id, ground), (actor, since), put).await?;
    // Whoever restricts a customer need not see them.
    Ok(View { name: String::new(), body: Map::new(), ..done })
}

/// Puts a customer under restriction because of what was asked besides.
pub(super) async fn restrict_for(
    app: &App,
    caller: &Caller,
    id: i64,
    ground: RestrictionGround,
) -> Result<(), AppError> {
    let (since, actor) = (app.clock().now(), caller.actor.to_string());
    let restriction = Restriction { ground, text: String::new(), since, actor: actor.clone() };
    let put = Put { restriction: Some(restriction), why: ground.as_str() };
    match noted(app, id, Deed::CustomerRestricted(id, ground), (actor, since), put).await {
        Ok(_) | Err(AppError::Rejected(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Lets everybody see a customer again who may see customers. Body: `ground`, why.
pub async fn lift(app: &App, caller: &Caller, reference: String, body: &Value) -> Result<View, AppError> {
    let view = behind(app, caller, reference).await?;
    let ground = form::read(body, |fields| {
        let ground = fields.spelled("ground", LiftingGround::parse, LiftingGround::SPELLINGS);
        fields.required("ground", ground)
    })?;
    let by = (caller.actor.to_string(), app.clock().now());
    let put = Put { restriction: None, why: ground.as_str() };
    let done = noted(app, view.id, Deed::CustomerLifted(view.id), by, put).await?;
    if caller.may(Scope::CustomersRead) { Ok(done) } else { Ok(View { name: String::new(), body: Map::new(), ..done }) }
}

/// What is put on a record, and why.
struct Put {
    restriction: Option<Restriction>,
    why: &'static str,
}

/// Does what the journal notes before; what was not done is taken back.
async fn noted(app: &App, id: i64, deed: Deed, by: (String, Timestamp), put: Put) -> Result<View, AppError> {
    let journal = app.options().journal_path();
    let write = move |db: &Db| {
        carry_out(db, id, (&by.0, by.1), &put)?;
        find_id(db, id)
    };
    journal::note(&journal, deed)?;
    let done = app.store().write(Lane::Acts, write).await;
    if let Err(AppError::Rejected(_) | AppError::NotFound) = done {
        journal::take_back(&journal, deed)?;
    }
    done
}

fn carry_out(db: &Db, id: i64, by: (&str, Timestamp), put: &Put) -> Result<(), AppError> {
    let old = find_id(db, id)?;
    if old.restriction.is_some() == put.restriction.is_some() {
        return Err(Rejection::NothingToChange.into());
    }
    let text = put.restriction.as_ref().map(serde_json::to_string).transpose().map_err(StoreError::corrupt)?;
    rows::restrict(db, CUSTOMERS.name, id, &text.unwrap_or_default(), by.1.0)?;
    let verb = if put.restriction.is_some() { "restricted" } else { "lifted" };
    note(db, id, by, verb, put.why)
}

/// Does again what the journal says of a customer, on a restored backup; tells
/// whether anything changed.
pub(crate) async fn again(app: &App, deed: Deed) -> Result<bool, AppError> {
    let (actor, since) = (Actor::System.to_string(), app.clock().now());
    let by = (actor.clone(), since);
    let (id, put) = match deed {
        Deed::CustomerRestricted(id, ground) => {
            let restriction = Restriction { ground, text: String::new(), since, actor };
            (id, Put { restriction: Some(restriction), why: ground.as_str() })
        }
        Deed::CustomerLifted(id) => (id, Put { restriction: None, why: LiftingGround::GroundGone.as_str() }),
        _ => return Ok(false),
    };
    match app.store().write(Lane::Bulk, move |db| carry_out(db, id, (&by.0, by.1), &put)).await {
        Ok(()) => Ok(true),
        // Done before the backup was made, or a customer taken in after it.
        Err(AppError::Rejected(Rejection::NothingToChange) | AppError::NotFound) => Ok(false),
        Err(error) => Err(error),
    }
}
