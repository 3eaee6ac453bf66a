//! Whether a server serves this data.

use crate::{Db, StoreError, Value};

/// Says that a server serves at a time, in microseconds of UTC; 0 once it stopped.
pub fn say(db: &Db, at: i64) -> Result<(), StoreError> {
    db.execute("UPDATE counters SET value = $1 WHERE name = 'served_at'", &[Value::Int(at)])?;
    Ok(())
}

/// When a server last said that it serves; 0 where it said that it stopped.
pub fn last_said(db: &Db) -> Result<i64, StoreError> {
    let sql = "SELECT value FROM counters WHERE name = 'served_at'";
    Ok(db.query_one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}
