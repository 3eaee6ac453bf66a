//! How much was asked lately by whom, counted for all copies of the program.

use crate::{Db, StoreError, Value};
use homeward_domain::record::Hash;

/// The most that is read at once of what others have counted.
const READ_MAX: i64 = 10_000;

/// Adds what one copy has counted: who asked counts for so many microseconds more.
pub fn add(db: &Db, who: Hash, span: i64, now: i64) -> Result<(), StoreError> {
    let values = [Value::Bytes(&who.0), Value::Int(now + span), Value::Int(now), Value::Int(span)];
    let sql = "INSERT INTO tallies (key_hash, busy_until, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (key_hash) DO UPDATE SET changed_at = excluded.changed_at,
        busy_until = $4 + CASE WHEN tallies.busy_until > $3 THEN tallies.busy_until ELSE $3 END";
    db.execute(sql, &values)?;
    Ok(())
}

/// What was counted since a time, for whom and until when it counts.
pub fn since(db: &Db, time: i64) -> Result<Vec<(Hash, i64)>, StoreError> {
    let sql = "SELECT key_hash, busy_until FROM tallies WHERE changed_at >= $1 ORDER BY changed_at DESC LIMIT $2";
    db.query(sql, &[Value::Int(time), Value::Int(READ_MAX)], |row| Ok((row.hash(0)?, row.int(1)?)))
}

/// Forgets who is quiet again since before a time.
pub fn forget_before(db: &Db, time: i64) -> Result<u64, StoreError> {
    db.execute("DELETE FROM tallies WHERE busy_until < $1", &[Value::Int(time)])
}
