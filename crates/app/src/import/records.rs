//! Imports plain records: a row with a known reference changes its record.

use super::row::{Row, Rows};
use super::{Mapping, clean};
use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::registers::{How, Noun, Written, check, form, parse_row, write};
use homeward_store::{Lane, people};
use serde_json::Value;

/// What happened to one row.
#[derive(Debug)]
pub enum Outcome {
    /// It made or changed a record, or a dry run found that it would.
    Accepted,
    /// The record was like that already.
    Known,
    /// The mapping leaves it out.
    LeftOut,
    /// It cannot be taken in.
    Refused(AppError),
}

/// Imports rows in the order of the file, so that a row may name one before it.
/// A row that fails stops nothing but itself; only a store that fails stops the
/// import, which can then be run again.
pub async fn import(
    app: &App,
    noun: Noun,
    rows: Rows,
    mapping: &Mapping,
    dry_run: bool,
    mut report: impl FnMut(u64, Outcome),
) -> Result<(), AppError> {
    let name = mapping.source().to_owned();
    let source = app.store().write(Lane::Bulk, move |db| people::source(db, &name)).await?;
    let caller = Caller::import(source);
    for row in rows {
        let line = row.line;
        let outcome = match object(noun, row, mapping) {
            Ok(None) => Outcome::LeftOut,
            Ok(Some(object)) => one(app, &caller, noun, &object, dry_run).await?,
            Err(error) => Outcome::Refused(error),
        };
        report(line, outcome);
    }
    Ok(())
}

async fn one(app: &App, caller: &Caller, noun: Noun, object: &Value, dry_run: bool) -> Result<Outcome, AppError> {
    let sent = match parse_row(noun, object) {
        Ok(sent) => sent,
        Err(error) => return Ok(Outcome::Refused(error)),
    };
    let written = if dry_run {
        check(app, noun, sent).await
    } else {
        write(app, Lane::Bulk, caller, noun, sent, How::Put).await.map(|(_, written)| written)
    };
    match written {
        Ok(Written::Same) => Ok(Outcome::Known),
        Ok(_) => Ok(Outcome::Accepted),
        Err(AppError::Store(error)) => Err(error.into()),
        Err(error) => Ok(Outcome::Refused(error)),
    }
}

fn object(noun: Noun, row: Row, mapping: &Mapping) -> Result<Option<Value>, AppError> {
    let fields = row.fields.map_err(AppError::Malformed)?;
    let object = mapping.apply(clean(fields)).map_err(|error| AppError::Invalid(vec![error]))?;
    Ok(object.map(|object| form::from_cells(noun, object)))
}
