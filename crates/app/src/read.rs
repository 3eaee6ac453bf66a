//! Reading: one case, lists, search, the record of a case with its words.

use crate::app::App;
use crate::caller::Caller;
use crate::dossier::{Dossier, Entry};
use crate::error::AppError;
use crate::execute;
use crate::restriction;
use crate::view::CaseView;
use homeward_domain::case::Event;
use homeward_domain::number::CaseNumber;
use homeward_domain::record::StoredEvent;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{Filter, Page, Sight};
use homeward_store::{Db, cases, contents, events, search};
use std::collections::HashMap;

/// How many other cases of one person are shown.
const OF_PERSON_MAX: usize = 5;

/// The case that a number names. A slip of the pen is nobody's case.
pub(crate) fn id_of(number: &str) -> Result<CaseId, AppError> {
    CaseNumber::parse(number).map(CaseNumber::serial).ok_or(AppError::NotFound)
}

/// One case that the caller may see.
pub async fn case(app: &App, caller: &Caller, number: String) -> Result<CaseView, AppError> {
    let (id, now, caller) = (id_of(&number)?, app.clock().now(), caller.clone());
    app.store().read(move |db| Ok(CaseView::new(visible(db, id, &number, &caller, now)?)?)).await
}

/// One page of cases; one more than the limit where there are more.
pub async fn list(app: &App, caller: &Caller, filter: Filter, page: Page) -> Result<Vec<CaseView>, AppError> {
    let sight = caller.sight.clone();
    app.store().read(move |db| listed(db, &sight, &filter, page)).await
}

/// [`list`] inside a transaction.
pub(crate) fn listed(db: &Db, sight: &Sight, filter: &Filter, page: Page) -> Result<Vec<CaseView>, AppError> {
    let rows = cases::list(db, sight, filter, page)?;
    Ok(rows.into_iter().map(CaseView::new).collect::<Result<_, _>>()?)
}

/// The best cases for some words.
pub async fn search(app: &App, caller: &Caller, text: String, limit: usize) -> Result<Vec<CaseView>, AppError> {
    let sight = caller.sight.clone();
    app.store().read(move |db| found(db, &sight, &text, limit)).await
}

/// [`search()`] inside a transaction.
pub(crate) fn found(db: &Db, sight: &Sight, text: &str, limit: usize) -> Result<Vec<CaseView>, AppError> {
    let found = search::find(db, sight, text, limit)?;
    Ok(found.into_iter().map(|hit| CaseView::new(hit.row)).collect::<Result<_, _>>()?)
}

/// A case with its record after a place, for a caller who may see it.
pub async fn dossier(app: &App, caller: &Caller, number: String, after: Seq) -> Result<Dossier, AppError> {
    let (id, now, caller) = (id_of(&number)?, app.clock().now(), caller.clone());
    app.store()
        .read(move |db| {
            let row = visible(db, id, &number, &caller, now)?;
            Ok(Dossier { view: CaseView::new(row)?, entries: entries(db, id, after)? })
        })
        .await
}

/// A case with its whole record also where it is under restriction: for what is done
/// about that, and shown to nobody.
pub(crate) async fn behind_restriction(app: &App, caller: &Caller, number: String) -> Result<Dossier, AppError> {
    let (id, sight) = (id_of(&number)?, caller.sight.clone());
    app.store().read(move |db| dossier_of(db, in_sight(db, id, &number, &sight)?)).await
}

/// The newest other cases of who complains, by telephone number and address.
pub(crate) fn of_person(db: &Db, sight: &Sight, dossier: &Dossier) -> Result<Vec<CaseView>, AppError> {
    let Some(person) = dossier.person() else { return Ok(Vec::new()) };
    let points: Vec<String> = [person.phone, person.email].into_iter().flatten().collect();
    with_contact(db, sight, &points, Some(dossier.view.row.case))
}

/// The newest cases that have one of these telephone numbers or addresses.
pub async fn of_contact(app: &App, caller: &Caller, points: Vec<String>) -> Result<Vec<CaseView>, AppError> {
    let sight = caller.sight.clone();
    app.store().read(move |db| with_contact(db, &sight, &points, None)).await
}

pub(crate) fn with_contact(
    db: &Db,
    sight: &Sight,
    points: &[String],
    but: Option<CaseId>,
) -> Result<Vec<CaseView>, AppError> {
    let mut found: Vec<CaseId> = Vec::new();
    for point in points {
        found.extend(search::newest(db, sight, point, OF_PERSON_MAX + 1)?);
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    let others = found.into_iter().filter(|case| Some(*case) != but).take(OF_PERSON_MAX);
    let rows = others.map(|case| cases::find(db, case, sight)).collect::<Result<Vec<_>, _>>()?;
    Ok(rows.into_iter().flatten().map(CaseView::new).collect::<Result<_, _>>()?)
}

/// A row's case with its whole record.
pub(crate) fn dossier_of(db: &Db, row: cases::CaseRow) -> Result<Dossier, AppError> {
    let entries = entries(db, row.case, 0)?;
    Ok(Dossier { view: CaseView::new(row)?, entries })
}

fn entries(db: &Db, id: CaseId, after: Seq) -> Result<Vec<Entry>, AppError> {
    let mut bodies: HashMap<Seq, Vec<(i64, Option<String>)>> = HashMap::new();
    for body in contents::of_case(db, id)? {
        bodies.entry(body.seq).or_default().push((body.slot, body.kept.map(|(_, text)| text)));
    }
    let stored = events::of_case(db, id, after)?;
    let read = execute::read_events(&stored)?;
    let entry = |(stored, event): (StoredEvent, Event)| {
        let bodies = bodies.remove(&stored.seq).unwrap_or_default();
        Entry { bodies, event, stored }
    };
    Ok(stored.into_iter().zip(read).map(entry).collect())
}

/// The row of a case that the caller may see now.
pub(crate) fn visible(
    db: &Db,
    id: CaseId,
    number: &str,
    caller: &Caller,
    now: Timestamp,
) -> Result<cases::CaseRow, AppError> {
    let row = in_sight(db, id, number, &caller.sight)?;
    restriction::must_be_open(db, caller, &row, now)?;
    Ok(row)
}

/// The row of a case that is within the caller's sight, whoever may see it now.
pub(crate) fn in_sight(db: &Db, id: CaseId, number: &str, sight: &Sight) -> Result<cases::CaseRow, AppError> {
    cases::find(db, id, sight)?.filter(|row| row.number.eq_ignore_ascii_case(number.trim())).ok_or(AppError::NotFound)
}
