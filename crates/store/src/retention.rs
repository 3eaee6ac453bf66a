//! Runs of the retention with their reports, and which cases they look at.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::{CaseId, Seq};

/// A run, one a day at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The day, counted from 1970-01-01.
    pub day: i64,
    /// The version of the settings by which it goes.
    pub policy: i64,
    /// When it began, in microseconds of UTC.
    pub begun_at: i64,
    /// When it ended; 0 where it has not.
    pub ended_at: i64,
    /// The last case that it looked at.
    pub place: CaseId,
    /// What it did, as JSON.
    pub report: String,
}

/// What was found in a case: nothing of it goes before a time, while it is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The case.
    pub case: CaseId,
    /// Its last entry then.
    pub seq: Seq,
    /// The time, in microseconds of UTC.
    pub not_before: i64,
}

const COLUMNS: &str = "day, policy, begun_at, ended_at, place, report";

/// Begins the run of a day, if no copy of the program has.
pub fn begin(db: &Db, run: &Run) -> Result<(), StoreError> {
    let values = [
        Value::Int(run.day),
        Value::Int(run.policy),
        Value::Int(run.begun_at),
        Value::Int(0),
        Value::Int(0),
        Value::Int(0),
        Value::Text(&run.report),
    ];
    let head = "INSERT INTO retention_runs (day, policy, begun_at, ended_at, place, lease_until, report)";
    db.insert(head, 7, &values, " ON CONFLICT (day) DO NOTHING")?;
    Ok(())
}

/// Whether a run of that day or a later one was begun.
pub fn has_run(db: &Db, day: i64) -> Result<bool, StoreError> {
    let sql = "SELECT day FROM retention_runs WHERE day >= $1 LIMIT 1";
    Ok(db.query_one(sql, &[Value::Int(day)], |row| row.int(0))?.is_some())
}

/// Takes the oldest run that has not ended and that nobody holds, until a time.
pub fn claim(db: &Db, now: i64, until: i64) -> Result<Option<Run>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM retention_runs WHERE ended_at = 0 AND lease_until <= $1 ORDER BY day LIMIT 1");
    let Some(run) = db.query_one(&sql, &[Value::Int(now)], read)? else { return Ok(None) };
    let sql = "UPDATE retention_runs SET lease_until = $2 WHERE day = $1 AND ended_at = 0 AND lease_until <= $3";
    let taken = db.execute(sql, &[Value::Int(run.day), Value::Int(until), Value::Int(now)])?;
    Ok((taken == 1).then_some(run))
}

/// Notes how far a run came and lets it go.
pub fn advance(db: &Db, run: &Run) -> Result<(), StoreError> {
    let sql = "UPDATE retention_runs SET place = $2, ended_at = $3, report = $4, lease_until = 0 WHERE day = $1";
    let values = [Value::Int(run.day), Value::Int(run.place), Value::Int(run.ended_at), Value::Text(&run.report)];
    db.execute(sql, &values)?;
    Ok(())
}

/// Runs before a day, the newest first.
pub fn before(db: &Db, day: i64, limit: i64) -> Result<Vec<Run>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM retention_runs WHERE day < $1 ORDER BY day DESC LIMIT $2");
    db.query(&sql, &[Value::Int(day), Value::Int(limit)], read)
}

/// Cases after one that ended until a time, of which something may go now as far as
/// is known.
pub fn due(
    db: &Db,
    (after, ended_until): (CaseId, i64),
    (policy, now): (i64, i64),
    limit: i64,
) -> Result<Vec<CaseId>, StoreError> {
    let sql = "SELECT cases.case_id FROM cases LEFT JOIN retention_looks looks ON looks.case_id = cases.case_id
        WHERE cases.case_id > $1 AND cases.is_open = 0 AND cases.ended_at <= $2
        AND (looks.case_id IS NULL OR looks.policy <> $3 OR looks.seq <> cases.seq OR looks.not_before <= $4)
        ORDER BY cases.case_id LIMIT $5";
    let values = [after, ended_until, policy, now, limit].map(Value::Int);
    db.query(sql, &values, |row| row.int(0))
}

/// Notes what was found in a case.
pub fn looked(db: &Db, policy: i64, look: Look) -> Result<(), StoreError> {
    let values = [look.case, policy, look.seq, look.not_before].map(Value::Int);
    let head = "INSERT INTO retention_looks (case_id, policy, seq, not_before)";
    let rest = " ON CONFLICT (case_id) DO UPDATE SET policy = excluded.policy, seq = excluded.seq,
        not_before = excluded.not_before";
    db.insert(head, 4, &values, rest)?;
    Ok(())
}

fn read(row: &Row) -> Result<Run, StoreError> {
    Ok(Run {
        day: row.int(0)?,
        policy: row.int(1)?,
        begun_at: row.int(2)?,
        ended_at: row.int(3)?,
        place: row.int(4)?,
        report: row.text(5)?,
    })
}
