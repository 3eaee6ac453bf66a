//! Results that are public, or that were withheld.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::CaseId;

/// What became of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The case.
    pub case: CaseId,
    /// Whether it is public; withheld otherwise.
    pub is_public: bool,
    /// When that was decided, in microseconds of UTC.
    pub decided_at: i64,
    /// How long it stays public.
    pub until: i64,
}

/// Notes what became of a result, in place of what was noted before.
pub fn put(db: &Db, decided: &Decided) -> Result<(), StoreError> {
    let values = [
        Value::Int(decided.case),
        Value::Int(i64::from(decided.is_public)),
        Value::Int(decided.decided_at),
        Value::Int(decided.until),
    ];
    let known = "ON CONFLICT (case_id) DO UPDATE SET is_public = excluded.is_public,
        decided_at = excluded.decided_at, until = excluded.until";
    db.insert("INSERT INTO results (case_id, is_public, decided_at, until)", 4, &values, known)?;
    Ok(())
}

/// Forgets what was noted: the result is neither public nor withheld.
pub fn remove(db: &Db, case: CaseId) -> Result<(), StoreError> {
    db.execute("DELETE FROM results WHERE case_id = $1", &[Value::Int(case)])?;
    Ok(())
}

/// Results that are public at a moment, the newest first.
pub fn public(db: &Db, now: i64, limit: i64) -> Result<Vec<Decided>, StoreError> {
    let sql = "SELECT case_id, is_public, decided_at, until FROM results
        WHERE is_public = 1 AND until > $1 ORDER BY decided_at DESC, case_id DESC LIMIT $2";
    db.query(sql, &[Value::Int(now), Value::Int(limit)], read)
}

/// What was noted of a case's result.
pub fn of_case(db: &Db, case: CaseId) -> Result<Option<Decided>, StoreError> {
    let sql = "SELECT case_id, is_public, decided_at, until FROM results WHERE case_id = $1";
    db.query_one(sql, &[Value::Int(case)], read)
}

/// A result that is noted of a case that is not there.
pub fn of_no_case(db: &Db) -> Result<Option<CaseId>, StoreError> {
    let sql = "SELECT r.case_id FROM results r LEFT JOIN cases c ON c.case_id = r.case_id
        WHERE c.case_id IS NULL ORDER BY r.case_id LIMIT 1";
    db.query_one(sql, &[], |row| row.int(0))
}

fn read(row: &Row) -> Result<Decided, StoreError> {
    Ok(Decided { case: row.int(0)?, is_public: row.int(1)? == 1, decided_at: row.int(2)?, until: row.int(3)? })
}

/// How many results were withheld since a moment.
pub fn withheld(db: &Db, since: i64) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM results WHERE is_public = 0 AND decided_at > $1";
    Ok(db.query_one(sql, &[Value::Int(since)], |row| row.int(0))?.unwrap_or(0))
}
