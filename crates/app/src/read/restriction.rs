//! Who may see what is under restriction (trust, "Privacy"): whoever must. While its
//! matter is open those are the owner and the leads of the unit, who have to finish it,
//! and each of their looks is in the log; everybody else has said why within the hour.

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::SEEN_FOR;
use crate::ground::error::{AppError, Restricted};
use crate::ground::secrets::Secrets;
use crate::model::dossier::{Closed, Dossier};
use crate::model::survivor;
use crate::model::view::CaseView;
use crate::read::looks::at::{self, Look};
use homeward_domain::actor::Actor;
use homeward_domain::case::connections::named::named;
use homeward_domain::number::CaseNumber;
use homeward_domain::time::{Span, Timestamp};
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, CaseRow};
use homeward_store::{Db, StoreError, events};
use std::collections::BTreeSet;

/// Looks of those who must within this time count as one: a page asks several times.
const ONE_LOOK: Span = Span::minutes(1);

/// Why somebody must see a case under restriction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Must {
    /// They own it, or the open case in which it goes on.
    Owner,
    /// They lead the unit of that one.
    Lead,
}

impl Must {
    /// As the log of looks says it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "restricted_owner",
            Self::Lead => "restricted_lead",
        }
    }
}

/// Why a member of staff has to see a case: its matter is open, here or in the case that
/// goes on, and theirs to finish.
pub(crate) fn must_see(db: &Db, caller: &Caller, row: &CaseRow) -> Result<Option<Must>, StoreError> {
    let Actor::Staff(staff) = caller.actor else { return Ok(None) };
    let goes_on = if row.is_open { None } else { survivor::survivor(db, row.case)? };
    let at = goes_on.as_ref().unwrap_or(row);
    Ok(match at {
        at if !at.is_open => None,
        at if at.owner == staff => Some(Must::Owner),
        at if at::leads(caller, &at.unit) => Some(Must::Lead),
        _ => None,
    })
}

/// Refuses staff and programs who need not see a case that is under restriction, and have
/// not said why they do. The person themself, and the program, are not refused.
pub(crate) fn must_be_open(db: &Db, caller: &Caller, row: &CaseRow, now: Timestamp) -> Result<(), AppError> {
    if !row.restricted || !matches!(caller.actor, Actor::Staff(_) | Actor::Token(_)) {
        return Ok(());
    }
    if must_see(db, caller, row)?.is_some() {
        return Ok(());
    }
    let may_open = caller.may(Scope::PrivacyWrite);
    let seen_at = events::last_by(db, row.case, "restricted_seen", &caller.actor.to_string())?;
    if may_open && seen_at.is_some_and(|at| now < Timestamp(at) + SEEN_FOR) {
        return Ok(());
    }
    let (case, _) = crate::model::replay::load(db, row.case, Seq::MAX)?;
    let Some(restriction) = case.privacy.restriction else { return Ok(()) };
    let (ground, since, until) = (restriction.ground, restriction.since, restriction.until);
    Err(AppError::Restricted(Restricted { ground, since, until, may_open }))
}

/// What the log says of a look at a case under restriction by somebody who must; nothing
/// of any other look.
pub(crate) fn looks(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    dossier: &Dossier,
    now: Timestamp,
) -> Result<Vec<Look>, AppError> {
    let row = &dossier.view.row;
    if !row.restricted {
        return Ok(Vec::new());
    }
    let Some(must) = must_see(db, caller, row)? else { return Ok(Vec::new()) };
    let nobody = at::At { case: row.case, ..at::At::default() };
    let at = at::at_case(db, secrets, dossier)?.unwrap_or(nobody);
    Ok(at.looks(caller.actor, must.as_str(), now.0 / ONE_LOOK.0, now))
}

/// Puts looks of those who must into the log. What cannot be logged is not shown.
pub(crate) async fn note(app: &App, looks: Vec<Look>) -> Result<(), AppError> {
    if looks.is_empty() { Ok(()) } else { at::must_note(app, looks).await }
}

/// Those of some cases that are under restriction and closed to a caller.
fn among(
    db: &Db,
    caller: &Caller,
    numbers: impl IntoIterator<Item = CaseNumber>,
    now: Timestamp,
) -> Result<Closed, AppError> {
    let mut closed = Closed::default();
    let all: BTreeSet<CaseId> = numbers.into_iter().map(CaseNumber::serial).collect();
    let all: Vec<CaseId> = all.into_iter().collect();
    for row in cases::of_ids(db, &all)?.into_iter().filter(|row| row.restricted) {
        match must_be_open(db, caller, &row, now) {
            Ok(()) => {}
            Err(AppError::Restricted(_)) => {
                closed.0.insert(row.number);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}

/// Closes to a caller what a record tells of cases under restriction: their numbers, and
/// the words that came by way of them.
pub(crate) fn close(db: &Db, caller: &Caller, dossier: &mut Dossier, now: Timestamp) -> Result<(), AppError> {
    let numbers = dossier.entries.iter().flat_map(|entry| named(&entry.event.fact));
    let closed = among(db, caller, numbers, now)?;
    if closed.0.is_empty() {
        return Ok(());
    }
    let (_, events) = crate::model::replay::load(db, dossier.view.row.case, Seq::MAX)?;
    let by_way = events.iter().filter(|event| event.fact.via().is_some_and(|via| closed.has(via.case)));
    let withheld = survivor::with_renderings(&events, by_way.map(|event| event.seq).collect());
    for entry in dossier.entries.iter_mut().filter(|entry| withheld.contains(&entry.event.seq)) {
        entry.withheld = true;
        entry.bodies.iter_mut().for_each(|(_, body)| *body = None);
    }
    close_clocks(&mut dossier.view, &closed);
    dossier.closed = closed;
    Ok(())
}

fn close_clocks(view: &mut CaseView, closed: &Closed) {
    for clock in &mut view.clocks {
        clock.carried_to = clock.carried_to.take().filter(|to| !closed.has_written(to));
    }
}

/// Closes in views what their clocks tell of cases under restriction.
pub(crate) fn close_views(
    db: &Db,
    caller: &Caller,
    mut views: Vec<CaseView>,
    now: Timestamp,
) -> Result<Vec<CaseView>, AppError> {
    let to = views.iter().flat_map(|view| &view.clocks).filter_map(|clock| clock.carried_to.as_deref());
    let closed = among(db, caller, to.filter_map(CaseNumber::parse), now)?;
    for view in &mut views {
        close_clocks(view, &closed);
    }
    Ok(views)
}

/// The case in which a merged one goes on, by number, as far as a caller may know it.
pub(crate) fn goes_on(db: &Db, caller: &Caller, row: &CaseRow, now: Timestamp) -> Result<GoesOn, AppError> {
    let Some(last) = survivor::survivor(db, row.case)? else { return Ok(GoesOn::Nowhere) };
    match must_be_open(db, caller, &last, now) {
        Ok(()) => Ok(GoesOn::In(last.number)),
        Err(AppError::Restricted(_)) => Ok(GoesOn::Closed),
        Err(error) => Err(error),
    }
}

/// Where a case goes on, as its reader may know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GoesOn {
    /// Its own way.
    #[default]
    Nowhere,
    /// In this case.
    In(String),
    /// In a case under restriction.
    Closed,
}
