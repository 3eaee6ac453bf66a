//! A command on a case: load, decide, append, in one transaction.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request::{Repeat, Request};
use crate::model::survivor;
use crate::model::view::CaseView;
use crate::read::restriction;
use crate::write::admission::{Door, admitted};
use crate::write::follow_rules::carry_out;
use crate::write::merged;
use crate::write::step::Order;
use homeward_domain::case::Rejection;
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_store::cases::Sight;
use homeward_store::{Db, Lane, cases};

/// Does a command on behalf of a caller.
pub(crate) async fn execute(app: &App, request: Request, order: Order) -> Result<(CaseView, Repeat), AppError> {
    let id = crate::ground::request::id_of(&request.number)?;
    let worker = app.clone();
    let door = if order.command.is_of_restriction() { Door::OfRestriction } else { Door::Open };
    app.store()
        .write(Lane::Acts, move |db| {
            if door == Door::OfRestriction {
                survivor::claim_before(db, id)?;
            }
            let goes_on = survivor::goes_on(db, id, &order.command)?;
            let (row, other) = survivor::claim(db, id, goes_on, &request.caller.sight)?;
            admitted((db, &worker), &request, row, door, |row| {
                let actor = request.caller.actor;
                let done = match other {
                    None => carry_out(db, &worker, row, actor, &order),
                    Some(other) => merged::pass_on(db, &worker, (row, other), actor, &order),
                };
                let row = done.map_err(|error| closing_the_last(db, &request.caller, &worker, error))?;
                if door == Door::OfRestriction {
                    merged::reindex_elsewhere(db, id)?;
                }
                Ok(row)
            })
        })
        .await
}

/// A refusal that names the case at the end of all merges; where that one is under
/// restriction and closed to the caller, this one goes on behind it.
fn closing_the_last(db: &Db, caller: &Caller, app: &App, error: AppError) -> AppError {
    let error = survivor::naming_the_last(db, error);
    let AppError::Rejected(Rejection::Connections(ConnectionRejection::GoesOn { into })) = &error else { return error };
    let last = match cases::find(db, into.serial(), &Sight::All) {
        Ok(row) => row,
        Err(failed) => return failed.into(),
    };
    let closed = last.map_or(Ok(()), |row| restriction::must_be_open(db, caller, &row, app.clock().now()));
    closed.err().unwrap_or(error)
}
