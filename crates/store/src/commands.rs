//! What was asked under an idempotency key (contract, "Repeats").

use crate::{Db, StoreError, Value};
use homeward_domain::record::Hash;
use homeward_domain::{CaseId, Seq};

/// What an earlier request under the same key was and made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Hash over method, path and body of the request.
    pub fingerprint: Hash,
    /// The case it made or changed.
    pub case: CaseId,
    /// The case's last entry afterwards.
    pub seq: Seq,
}

/// What an actor asked before under this key.
pub fn find(db: &Db, actor: &str, key: &str) -> Result<Option<Made>, StoreError> {
    let sql = "SELECT fingerprint, case_id, seq FROM commands WHERE actor = $1 AND key = $2";
    db.query_one(sql, &[actor.into(), key.into()], |row| {
        Ok(Made { fingerprint: row.hash(0)?, case: row.int(1)?, seq: row.int(2)? })
    })
}

/// Keeps what a request made.
pub fn keep(db: &Db, actor: &str, key: &str, made: Made, recorded_at: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO commands (actor, key, fingerprint, case_id, seq, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let numbers = [made.case, made.seq, recorded_at].map(Value::Int);
    db.execute(
        sql,
        &[actor.into(), key.into(), Value::Bytes(&made.fingerprint.0), numbers[0], numbers[1], numbers[2]],
    )?;
    Ok(())
}

/// Forgets requests older than a time.
pub fn forget_before(db: &Db, time: i64) -> Result<u64, StoreError> {
    db.execute("DELETE FROM commands WHERE recorded_at < $1", &[Value::Int(time)])
}
