//! What stands before every act on a case: it is there for who asks and open to them, the
//! same request was not done before, and nothing was added since they looked.

use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use crate::execute::{self, Repeat, Request};
use crate::restriction;
use crate::view::CaseView;
use homeward_store::Db;
use homeward_store::cases::{CaseRow, Claimed};

/// Which door a request goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Door {
    /// That of everybody who works on cases: closed where the case is under restriction.
    Open,
    /// That of who decides on what is kept, and needs no sight of it.
    OfRestriction,
}

impl Door {
    /// Refuses whoever the restriction of a case keeps out.
    pub fn lets_in(self, db: &Db, app: &App, caller: &Caller, row: &CaseRow) -> Result<(), AppError> {
        match self {
            Self::Open => restriction::must_be_open(db, caller, row, app.clock().now()),
            Self::OfRestriction => Ok(()),
        }
    }
}

/// Lets a request act on a case that was claimed for it within its sight, and keeps what it
/// made under its key; a repeat has the answer of the first.
pub(crate) fn admitted(
    (db, app): (&Db, &App),
    request: &Request,
    row: Option<Claimed>,
    door: Door,
    act: impl FnOnce(Claimed) -> Result<Claimed, AppError>,
) -> Result<(CaseView, Repeat), AppError> {
    let row = row.filter(|row| row.number == request.number).ok_or(AppError::NotFound)?;
    door.lets_in(db, app, &request.caller, &row)?;
    let actor = request.caller.actor;
    if let Some(key) = &request.key
        && let Some(made) = execute::repeated(db, actor, key)?
    {
        return Ok((execute::as_of(db, &row, made.seq)?, Repeat::Again));
    }
    must_be_fresh(request, &row)?;
    let row = act(row)?;
    execute::keep(db, actor, request.key.as_ref(), &row)?;
    Ok((CaseView::new(row.into_row())?, Repeat::First))
}

/// Refuses what was meant for an earlier state of a case.
pub(crate) fn must_be_fresh(request: &Request, row: &CaseRow) -> Result<(), AppError> {
    if request.if_match.is_some_and(|seq| seq != row.seq) { Err(AppError::Stale(row.seq)) } else { Ok(()) }
}
