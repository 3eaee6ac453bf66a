//! What an erasure leaves to be done outside its transaction, so that it is done after
//! a crash as well.

use crate::{Db, StoreError, Value};

/// How many erasures have asked that their traces be overwritten.
const ASKED: &str = "scrubs_asked";
/// Up to which of them that was done.
const DONE: &str = "scrubs_done";
/// Whether files without a mark of ours in their name were cleared away.
const CLEARED: &str = "files_cleared";

/// Asks, in the transaction of an erasure, that its traces in index, log and dead rows
/// be overwritten. The last thing of the transaction: others that erase wait for it.
pub fn ask_scrub(db: &Db) -> Result<(), StoreError> {
    let sql = "INSERT INTO counters (name, value) VALUES ($1, 1)
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";
    db.execute(sql, &[ASKED.into()])?;
    Ok(())
}

/// The last erasure that asked, where its traces may still be there.
pub fn scrub_due(db: &Db) -> Result<Option<i64>, StoreError> {
    let asked = value(db, ASKED)?;
    Ok((asked > value(db, DONE)?).then_some(asked))
}

/// Notes that the traces of all erasures up to this one are overwritten.
pub fn note_scrubbed(db: &Db, until: i64) -> Result<(), StoreError> {
    raise(db, DONE, until)
}

/// Whether all files without a mark of ours in their name that no entry named, as
/// versions before the mark left them, were cleared away.
pub fn are_files_cleared(db: &Db) -> Result<bool, StoreError> {
    Ok(value(db, CLEARED)? > 0)
}

/// Notes that they were.
pub fn note_files_cleared(db: &Db) -> Result<(), StoreError> {
    raise(db, CLEARED, 1)
}

fn value(db: &Db, name: &str) -> Result<i64, StoreError> {
    let found = db.query_one("SELECT value FROM counters WHERE name = $1", &[name.into()], |row| row.int(0))?;
    Ok(found.unwrap_or(0))
}

/// Another copy of the program may have come further.
fn raise(db: &Db, name: &str, to: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO counters (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE counters.value < excluded.value";
    db.execute(sql, &[name.into(), Value::Int(to)])?;
    Ok(())
}
