//! Imports cases from a file: dry run, refused rows with their reasons, no
//! doubles on a second run, beside a running server.

mod bounds;
mod mapping;
pub mod records;
pub(crate) mod row;
mod rows;
mod sheet;

pub use mapping::{Mapping, MappingError};
pub use row::{Row, Rows};
pub use rows::open;

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::write::intake::{self, Intake};
use crate::write::take_in::take_in_lane;
use futures_util::StreamExt as _;
use futures_util::stream;
use homeward_domain::record::content_hash;
use homeward_domain::text;
use homeward_store::{Lane, people};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Rows on their way into the store at one time.
const AT_ONCE: usize = 64;

/// What happened to one row.
#[derive(Debug)]
pub enum Outcome {
    /// It made the case of this number.
    Accepted(String),
    /// A dry run found nothing wrong with it.
    WouldBeAccepted,
    /// An earlier run made the case of this number from it.
    Known(String),
    /// The mapping leaves it out.
    LeftOut,
    /// It cannot be taken in.
    Refused(AppError),
}

/// Imports rows in the order of the file; tells the outcome of each with its
/// line. A row that fails stops nothing but itself; only a store that fails
/// stops the import, which can then be run again.
pub async fn import(
    app: &App,
    rows: Rows,
    mapping: &Mapping,
    dry_run: bool,
    mut report: impl FnMut(u64, Outcome),
) -> Result<(), AppError> {
    let name = mapping.source().to_owned();
    let source = app.store().write(Lane::Bulk, move |db| people::source(db, &name)).await?;
    let caller = Caller::import(source);
    let mut seen = HashMap::new();
    let prepared = rows.map(|row| prepare(app, row, mapping, &mut seen));
    let work = stream::iter(prepared).map(|(line, prepared)| {
        let (app, caller) = (app.clone(), caller.clone());
        async move { (line, run(&app, caller, prepared, dry_run).await) }
    });
    let mut work = work.buffered(AT_ONCE);
    while let Some((line, outcome)) = work.next().await {
        if let Outcome::Refused(AppError::Store(error)) = outcome {
            return Err(error.into());
        }
        report(line, outcome);
    }
    Ok(())
}

enum Prepared {
    Ready(Box<Intake>),
    LeftOut,
    Refused(AppError),
}

/// Old files hold characters that nobody sees; they are not worth a refusal.
pub(crate) fn clean(mut fields: Map<String, Value>) -> Map<String, Value> {
    for value in fields.values_mut() {
        if let Value::String(text) = value {
            *text = text::without_hidden(text);
        }
    }
    fields
}

fn prepare(app: &App, row: Row, mapping: &Mapping, seen: &mut HashMap<[u8; 32], u64>) -> (u64, Prepared) {
    let line = row.line;
    let object = match row.fields.map(|fields| mapping.apply(clean(fields))) {
        Ok(Ok(Some(object))) => object,
        Ok(Ok(None)) => return (line, Prepared::LeftOut),
        Ok(Err(error)) => return (line, Prepared::Refused(AppError::Invalid(vec![error]))),
        Err(problem) => return (line, Prepared::Refused(AppError::Malformed(problem))),
    };
    let prepared = match intake::parse_import(app.policies().categories(), &object) {
        Ok(mut intake) => {
            let reference = &mut intake.particulars.external_reference;
            reference.get_or_insert_with(|| reference_of(&object, seen));
            Prepared::Ready(Box::new(intake))
        }
        Err(error) => Prepared::Refused(error),
    };
    (line, prepared)
}

/// A row without a reference is told from others by what it says, and from an
/// equal row by which of them it is: so a second run knows it again.
fn reference_of(object: &Value, seen: &mut HashMap<[u8; 32], u64>) -> String {
    let hash = content_hash(b"row", object.to_string().as_bytes());
    let count = seen.entry(hash.0).or_default();
    *count += 1;
    format!("row:{}:{count}", &hash.to_hex()[..32])
}

async fn run(app: &App, caller: Caller, prepared: Prepared, dry_run: bool) -> Outcome {
    let intake = match prepared {
        Prepared::LeftOut => return Outcome::LeftOut,
        Prepared::Refused(error) => return Outcome::Refused(error),
        Prepared::Ready(intake) => *intake,
    };
    if dry_run {
        return match crate::write::take_in::check(app, &caller, intake).await {
            Ok(()) => Outcome::WouldBeAccepted,
            Err(AppError::KnownReference(number)) => Outcome::Known(number),
            Err(error) => Outcome::Refused(error),
        };
    }
    match take_in_lane(app, Lane::Bulk, caller, intake, None).await {
        Ok((view, _)) => Outcome::Accepted(view.row.number),
        Err(AppError::KnownReference(number)) => Outcome::Known(number),
        Err(error) => Outcome::Refused(error),
    }
}
