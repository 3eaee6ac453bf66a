//! Reading: one case, lists, search, the record of a case with its words.

pub(crate) mod beside;
pub(crate) mod followed;
pub mod looks;
pub mod named;
pub mod papers;
pub mod quiet;
pub(crate) mod responsibility;
pub(crate) mod restriction;
pub mod stream;

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request::id_of;
use crate::model::dossier::{Closed, Dossier, Entry, note_withdrawals};
use crate::model::replay;
use crate::model::view::CaseView;
use homeward_domain::case::Event;
use homeward_domain::record::StoredEvent;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{Filter, Page, Sight};
use homeward_store::{Db, cases, contents, events, search};
use std::collections::HashMap;

/// How many other cases of one person are shown.
const OF_PERSON_MAX: usize = 5;

/// One case that the caller may see.
pub async fn case(app: &App, caller: &Caller, number: String) -> Result<CaseView, AppError> {
    let (id, now, caller) = (id_of(&number)?, app.clock().now(), caller.clone());
    let secrets = app.secrets().clone();
    let (view, looks) = app
        .store()
        .read(move |db| {
            let row = visible(db, id, &number, &caller, now)?;
            if row.restricted {
                let dossier = dossier_for(db, row, &caller, now)?;
                let looks = restriction::looks(db, &secrets, &caller, &dossier, now)?;
                return Ok((dossier.view, looks));
            }
            let views = restriction::close_views(db, &caller, vec![CaseView::new(row)?], now)?;
            Ok::<_, AppError>((views.into_iter().next().ok_or(AppError::NotFound)?, Vec::new()))
        })
        .await?;
    restriction::note(app, looks).await?;
    Ok(view)
}

/// One page of cases; one more than the limit where there are more.
pub async fn list(app: &App, caller: &Caller, filter: Filter, page: Page) -> Result<Vec<CaseView>, AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    app.store().read(move |db| listed(db, &caller, &filter, page, now)).await
}

/// [`list`] inside a transaction.
pub(crate) fn listed(
    db: &Db,
    caller: &Caller,
    filter: &Filter,
    page: Page,
    now: Timestamp,
) -> Result<Vec<CaseView>, AppError> {
    let filter = Filter { behind: caller.behind(), ..filter.clone() };
    let rows = cases::list(db, &caller.sight, &filter, page)?;
    let views = rows.into_iter().map(CaseView::new).collect::<Result<_, _>>()?;
    restriction::close_views(db, caller, views, now)
}

/// The best cases for some words.
pub async fn search(app: &App, caller: &Caller, text: String, limit: usize) -> Result<Vec<CaseView>, AppError> {
    let (caller, now) = (caller.clone(), app.clock().now());
    app.store().read(move |db| found(db, &caller, &text, limit, now)).await
}

/// [`search()`] inside a transaction.
pub(crate) fn found(
    db: &Db,
    caller: &Caller,
    text: &str,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<CaseView>, AppError> {
    let found = search::find(db, &caller.sight, &caller.behind(), text, limit)?;
    let views = found.into_iter().map(|hit| CaseView::new(hit.row)).collect::<Result<_, _>>()?;
    restriction::close_views(db, caller, views, now)
}

/// A case with its record after a place, for a caller who may see it, as far as they may:
/// what came by way of a case under restriction is closed to most.
pub async fn dossier(app: &App, caller: &Caller, number: String, after: Seq) -> Result<Dossier, AppError> {
    let (id, now, caller) = (id_of(&number)?, app.clock().now(), caller.clone());
    let secrets = app.secrets().clone();
    let (mut dossier, looks) = app
        .store()
        .read(move |db| {
            let row = visible(db, id, &number, &caller, now)?;
            if row.restricted {
                let dossier = dossier_for(db, row, &caller, now)?;
                let looks = restriction::looks(db, &secrets, &caller, &dossier, now)?;
                return Ok((dossier, looks));
            }
            let entries = entries(db, id, after)?;
            let mut dossier = Dossier { view: CaseView::new(row)?, entries, closed: Closed::default() };
            restriction::close(db, &caller, &mut dossier, now)?;
            Ok::<_, AppError>((dossier, Vec::new()))
        })
        .await?;
    restriction::note(app, looks).await?;
    dossier.entries.retain(|entry| entry.event.seq > after);
    Ok(dossier)
}

/// A case with its whole record, for what is judged by it, for a caller who may see it:
/// nothing of it is closed, and nothing of it is shown.
pub(crate) async fn whole(app: &App, caller: &Caller, number: String) -> Result<Dossier, AppError> {
    let (id, now, caller) = (id_of(&number)?, app.clock().now(), caller.clone());
    app.store().read(move |db| dossier_of(db, visible(db, id, &number, &caller, now)?)).await
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
    Ok(Dossier { view: CaseView::new(row)?, entries, closed: Closed::default() })
}

/// The same as a caller may see it.
pub(crate) fn dossier_for(db: &Db, row: cases::CaseRow, caller: &Caller, now: Timestamp) -> Result<Dossier, AppError> {
    let mut dossier = dossier_of(db, row)?;
    restriction::close(db, caller, &mut dossier, now)?;
    Ok(dossier)
}

fn entries(db: &Db, id: CaseId, after: Seq) -> Result<Vec<Entry>, AppError> {
    let mut bodies: HashMap<Seq, Vec<(i64, Option<String>)>> = HashMap::new();
    for body in contents::of_case(db, id)? {
        bodies.entry(body.seq).or_default().push((body.slot, body.kept.map(|(_, text)| text)));
    }
    let stored = events::of_case(db, id, after)?;
    let read = replay::read_events(&stored)?;
    let entry = |(stored, event): (StoredEvent, Event)| {
        let bodies = bodies.remove(&stored.seq).unwrap_or_default();
        Entry { bodies, event, stored, withheld: false, withdrawn: None }
    };
    let mut entries: Vec<Entry> = stored.into_iter().zip(read).map(entry).collect();
    note_withdrawals(&mut entries);
    Ok(entries)
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
