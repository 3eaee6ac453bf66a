//! Builds rows and index anew from the record.

use crate::app::App;
use crate::ground::error::AppError;
use crate::model::project;
use crate::write::projection::Record;
use crate::write::projections;
use homeward_domain::CaseId;
use homeward_domain::case::{Case, Event};
use homeward_domain::record::Hash;
use homeward_store::cases::{CaseRow, Sight};
use homeward_store::contents::Body;
use homeward_store::{Db, Lane, StoreError, cases, contents, counters, events, search};

/// Cases rebuilt in one transaction.
const PIECE: i64 = 50;

/// Rebuilds every row and the whole index, and moves counters behind the numbers that
/// were given; tells how many cases. Goes on beside a server, in the lane of bulk work.
pub async fn rebuild(app: &App) -> Result<u64, AppError> {
    let (mut after, mut done) = (0, 0);
    loop {
        let ids = app.store().read(move |db| events::cases_after(db, after, PIECE)).await?;
        let Some(last) = ids.last().copied() else { break };
        done += ids.len() as u64;
        let worker = app.clone();
        app.store().write(Lane::Bulk, move |db| ids.iter().try_for_each(|id| rebuild_case(db, &worker, *id))).await?;
        after = last;
    }
    app.store().write(Lane::Bulk, counters::mend).await?;
    Ok(done)
}

fn rebuild_case(db: &Db, app: &App, id: CaseId) -> Result<(), StoreError> {
    let before = cases::claim(db, id, &Sight::All)?;
    let (case, events) = crate::model::replay::load(db, id, i64::MAX)?;
    let stored = events::of_case(db, id, case.seq - 1)?;
    let head = stored.last().map_or(Hash::NONE, |event| event.hash);
    let bodies = contents::of_case(db, id)?;
    let (readable, words) = project::found_now(db, id, &events)?;
    // The source is the actor that took the case in.
    let source = events.first().map(|event| event.actor.to_string()).unwrap_or_default();
    let row = project::row(id, &case, head, source, readable);
    let row = match before {
        Some(before) => cases::replace(db, &before, row)?,
        None => cases::add(db, row)?,
    };
    let record = Record { case: id, events: &events, bodies: &bodies };
    for projection in projections::ALL {
        (projection.rebuild)(db, app, &record)?;
    }
    search::replace(db, id, &project::with_number(&words, &row.number))
}

/// The row that follows from a record; `None` where none does.
pub fn rebuilt_row(row: &CaseRow, events: &[Event], bodies: &[Body], head: Hash) -> Option<CaseRow> {
    let case = Case::replay(events)?;
    let (readable, _) = project::from_record(events, bodies).ok()?;
    let source = events.first()?.actor.to_string();
    Some(project::row(row.case, &case, head, source, readable))
}
