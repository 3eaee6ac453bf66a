//! The key to contact points that are masked: a relation to the record, or a reason. What
//! cannot be logged is not shown.

use super::at::{at_case, at_record, leads, of_case, persons};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::form;
use crate::ground::request::id_of;
use crate::model::matter::Points;
use crate::read;
use crate::registers::{self, BOOKINGS, Noun};
use homeward_domain::actor::Actor;
use homeward_domain::looks::{Reason, Relation};
use homeward_store::looks as rows;
use homeward_store::{Db, Lane};
use serde_json::Value;

pub(crate) fn reason(body: &Value) -> Result<Reason, AppError> {
    form::read(body, |fields| fields.required("reason", fields.spelled("reason", Reason::parse, Reason::SPELLINGS)))
}

/// Whether a case has contact points that are masked to somebody who may see it.
pub async fn masked_to(app: &App, caller: &Caller, number: String) -> Result<bool, AppError> {
    let dossier = read::dossier(app, caller, number, 0).await?;
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    app.store()
        .read(move |db| Ok(at_case(db, &secrets, &dossier)?.is_some() && of_case(db, &caller, &dossier)?.is_none()))
        .await
}

/// Shows the contact points of a case to whom they are not open, for a reason. What
/// cannot be logged is not shown. Body: `reason`.
pub async fn at_case_for(app: &App, caller: &Caller, number: String, body: &Value) -> Result<Vec<Points>, AppError> {
    caller.must(Scope::ContactsRead)?;
    let (id, body) = (id_of(&number)?, body.clone());
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let dossier = read::dossier_for(db, read::visible(db, id, &number, &caller, now)?, &caller, now)?;
            let reason = reason(&body)?;
            if let Some(at) = at_case(db, &secrets, &dossier)? {
                rows::add(db, &at.looks(caller.actor, reason.as_str(), now.0, now))?;
            }
            let points = persons(&dossier).iter().map(Points::of).collect::<Vec<_>>();
            Ok(points.into_iter().filter(|points| !points.told.is_empty()).collect())
        })
        .await
}

/// Shows the contact points of a customer or booking to whom they are not open, for a
/// reason. Body: `reason`.
pub async fn at_record_for(
    app: &App,
    caller: &Caller,
    noun: Noun,
    reference: String,
    body: &Value,
) -> Result<Vec<Points>, AppError> {
    caller.must(noun.reading)?;
    caller.must(Scope::ContactsRead)?;
    let body = body.clone();
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let view = registers::theirs(db, &secrets, &caller, noun, &reference, now)?;
            let reason = reason(&body)?;
            if let Some(at) = at_record(db, noun, &view)? {
                rows::add(db, &at.looks(caller.actor, reason.as_str(), now.0, now))?;
            }
            Ok(registers::points(noun, &view))
        })
        .await
}

/// By which relation the contact points of a record are open to a member of staff:
/// they lead its unit, or own an open case of the customer or about the booking.
pub(crate) fn of_record(
    db: &Db,
    caller: &Caller,
    noun: Noun,
    view: &registers::View,
) -> Result<Option<Relation>, AppError> {
    let Actor::Staff(staff) = caller.actor else { return Ok(None) };
    let text = |field: &str| view.body.get(field).and_then(Value::as_str);
    if leads(caller, text("unit").unwrap_or_default()) {
        return Ok(Some(Relation::Lead));
    }
    let points = if noun == &BOOKINGS {
        vec![view.reference.clone()]
    } else {
        ["phone", "email"].into_iter().filter_map(text).map(str::to_owned).collect()
    };
    let theirs = read::with_contact(db, &caller.sight, &points, None)?;
    let owns = theirs.iter().any(|case| case.row.is_open && case.row.owner == staff);
    Ok(owns.then_some(Relation::Owner))
}
