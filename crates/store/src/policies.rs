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
    /// Who wrote it.
    pub actor: String,
    /// When it came into force.
    pub added_at: i64,
}

/// Every version of every promise.
pub fn promises(db: &Db) -> Result<Vec<Definition>, StoreError> {
    all(db, "SELECT id, version, definition, actor, added_at FROM promises ORDER BY id, version")
}

/// Every version of every calendar.
pub fn calendars(db: &Db) -> Result<Vec<Definition>, StoreError> {
    all(db, "SELECT id, version, definition, actor, added_at FROM calendars ORDER BY id, version")
}

/// Adds a version of a promise; an existing one stays as it is.
pub fn add_promise(db: &Db, definition: &Definition) -> Result<(), StoreError> {
    add(db, "INSERT INTO promises (id, version, definition, actor, added_at)", definition)
}

/// Adds a version of a calendar; an existing one stays as it is.
pub fn add_calendar(db: &Db, definition: &Definition) -> Result<(), StoreError> {
    add(db, "INSERT INTO calendars (id, version, definition, actor, added_at)", definition)
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
    db.query(sql, &[], |row| {
        let (id, version, text) = (row.text(0)?, row.int(1)?, row.text(2)?);
        Ok(Definition { id, version, text, actor: row.text(3)?, added_at: row.int(4)? })
    })
}

fn add(db: &Db, head: &str, definition: &Definition) -> Result<(), StoreError> {
    let values = [
        Value::Text(&definition.id),
        Value::Int(definition.version),
        Value::Text(&definition.text),
        Value::Text(&definition.actor),
        Value::Int(definition.added_at),
    ];
    db.insert(head, 5, &values, " ON CONFLICT (id, version) DO NOTHING")?;
    Ok(())
}
