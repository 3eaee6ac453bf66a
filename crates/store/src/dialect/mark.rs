//! What a backup says of itself: that it is one, and complete. It stands in the head
//! of the file (SQLite's application id), beside every table.

use super::sqlite;
use crate::StoreError;
use rusqlite::Connection;
use std::path::Path;

/// "HWB" and a small number.
const BEGUN: i64 = 0x4857_4200;
/// "HWB" and another.
const COMPLETE: i64 = 0x4857_4201;

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is a backup, and complete. One of a version that said nothing has the
    /// tables of one.
    Complete,
    /// It is a backup that was never finished.
    Begun,
    /// It is none: nothing of a company stands in it, or it is a database at work.
    None,
}

/// What a whole file of SQLite says of itself.
pub fn standing(path: &Path) -> Result<Standing, StoreError> {
    let file = sqlite::open_reader(path)?;
    let has = |table: &str| file.table_exists(None, table);
    let is_company = has("refinery_schema_history")? && has("events")? && has("counters")?;
    let said: i64 = file.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    Ok(match said {
        _ if !is_company => Standing::None,
        COMPLETE => Standing::Complete,
        BEGUN => Standing::Begun,
        _ if has("luggage")? => Standing::Complete,
        _ => Standing::None,
    })
}

/// Says of a file that it is a backup on its way.
pub(super) fn begin(file: &Connection) -> Result<(), StoreError> {
    say(file, BEGUN)
}

/// Says of a file that it is a complete backup.
pub(super) fn complete(file: &Connection) -> Result<(), StoreError> {
    say(file, COMPLETE)
}

/// Says of a file that it is a backup no more.
pub(super) fn take_off(file: &Connection) -> Result<(), StoreError> {
    say(file, 0)
}

fn say(file: &Connection, what: i64) -> Result<(), StoreError> {
    Ok(file.pragma_update(None, "application_id", what)?)
}
