//! Promises and calendars in every version, as opaque definitions.

use crate::{Db, StoreError, Value};

/// A stored rule: name, version and the definition as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Name.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// The definition: JSON of a promise, TOML of a calendar.
    pub text: String,
}

/// Every version of every promise.
pub fn promises(db: &Db) -> Result<Vec<Definition>, StoreError> {
    all(db, "SELECT id, version, definition FROM promises ORDER BY id, version")
}

/// Every version of every calendar.
pub fn calendars(db: &Db) -> Result<Vec<Definition>, StoreError> {
    all(db, "SELECT id, version, definition FROM calendars ORDER BY id, version")
}

/// Adds a version of a promise; an existing one stays as it is.
pub fn add_promise(db: &Db, definition: &Definition, now: i64) -> Result<(), StoreError> {
    add(db, "INSERT INTO promises (id, version, definition, added_at)", definition, now)
}

/// Adds a version of a calendar; an existing one stays as it is.
pub fn add_calendar(db: &Db, definition: &Definition, now: i64) -> Result<(), StoreError> {
    add(db, "INSERT INTO calendars (id, version, definition, added_at)", definition, now)
}

/// Counts the changes of promises and calendars, so that other copies of the
/// program see that there is something new.
pub fn generation(db: &Db) -> Result<i64, StoreError> {
    let value = db.query_one("SELECT value FROM counters WHERE name = 'policies'", &[], |row| row.int(0))?;
    Ok(value.unwrap_or(0))
}

/// Says that promises or calendars have changed.
pub fn changed(db: &Db) -> Result<i64, StoreError> {
    db.next("policies")
}

fn all(db: &Db, sql: &str) -> Result<Vec<Definition>, StoreError> {
    db.query(sql, &[], |row| Ok(Definition { id: row.text(0)?, version: row.int(1)?, text: row.text(2)? }))
}

fn add(db: &Db, head: &str, definition: &Definition, now: i64) -> Result<(), StoreError> {
    let values =
        [Value::Text(&definition.id), Value::Int(definition.version), Value::Text(&definition.text), Value::Int(now)];
    db.insert(head, 4, &values, " ON CONFLICT (id, version) DO NOTHING")?;
    Ok(())
}
