//! What stands before every act on a case: it is there for who asks and open to them, the
//! same request was not done before, and nothing was added since they looked.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request::{Key, Repeat, Request};
use crate::model::project::{self, Readable};
use crate::model::replay::load;
use crate::model::view::CaseView;
use crate::read::restriction;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_store::cases::{self, CaseRow, Claimed, Sight};
use homeward_store::commands::Made;
use homeward_store::{Db, StoreError, commands};

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
        && let Some(made) = repeated(db, actor, key)?
    {
        return Ok((as_of(db, &row, made.seq)?, Repeat::Again));
    }
    must_be_fresh(request, &row)?;
    let row = act(row)?;
    keep(db, actor, request.key.as_ref(), &row)?;
    Ok((CaseView::new(row.into_row())?, Repeat::First))
}

/// Refuses what was meant for an earlier state of a case.
pub(crate) fn must_be_fresh(request: &Request, row: &CaseRow) -> Result<(), AppError> {
    if request.if_match.is_some_and(|seq| seq != row.seq) { Err(AppError::Stale(row.seq)) } else { Ok(()) }
}

/// What the same key made before; refused where the request was another.
pub(crate) fn repeated(db: &Db, actor: Actor, key: &Key) -> Result<Option<Made>, AppError> {
    match commands::find(db, &actor.to_string(), key.name())? {
        Some(made) if key.is_of(&made) => Ok(Some(made)),
        Some(_) => Err(AppError::KeyReused),
        None => Ok(None),
    }
}

/// Keeps what a request made under its key.
pub(crate) fn keep(db: &Db, actor: Actor, key: Option<&Key>, row: &CaseRow) -> Result<(), StoreError> {
    let Some(key) = key else { return Ok(()) };
    let made = key.made(row.case, row.seq);
    commands::keep(db, &actor.to_string(), key.name(), made, row.updated_at)
}

/// The case as it was after one of its entries, to give the same answer again.
pub(crate) fn as_of(db: &Db, row: &CaseRow, seq: Seq) -> Result<CaseView, StoreError> {
    let (case, _) = load(db, row.case, seq)?;
    CaseView::new(project::row(row.case, &case, row.head, row.source.clone(), Readable::of_row(row)))
}

/// The case that a repeated intake made, as it was then.
pub(crate) fn as_made(db: &Db, made: Made) -> Result<CaseView, AppError> {
    let row = cases::find(db, made.case, &Sight::All)?.ok_or(AppError::NotFound)?;
    Ok(as_of(db, &row, made.seq)?)
}

pub(crate) async fn asked_before(app: &App, request: &Request) -> Result<bool, AppError> {
    let (actor, key) = (request.caller.actor, request.key.clone());
    let look = move |db: &Db| match &key {
        Some(key) => Ok::<_, AppError>(repeated(db, actor, key)?.is_some()),
        None => Ok(false),
    };
    app.store().read(look).await
}
