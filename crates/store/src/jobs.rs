//! Long work over the open cases, in the background.

use crate::{Db, Row, StoreError, Value};

/// A job with how far it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// What it does.
    pub kind: String,
    /// `running`, `done` or `cancelled`.
    pub state: String,
    /// The last case that it looked at.
    pub place: i64,
    /// Cases looked at.
    pub done: i64,
    /// Cases that it changed.
    pub changed: i64,
    /// Cases that were open when it began.
    pub total: i64,
    /// Who began it.
    pub actor: String,
    /// When it began, in microseconds of UTC.
    pub created_at: i64,
}

const COLUMNS: &str = "job_id, kind, state, place, done, changed, total, actor, created_at";

/// Begins a job.
pub fn begin(db: &Db, kind: &str, actor: &str, total: i64, now: i64) -> Result<Job, StoreError> {
    let id = db.next("job")?;
    let values = [
        Value::Int(id),
        kind.into(),
        "running".into(),
        Value::Int(0),
        Value::Int(0),
        Value::Int(0),
        Value::Int(total),
        actor.into(),
        Value::Int(now),
        Value::Int(now),
        Value::Int(0),
    ];
    let head = "INSERT INTO jobs (job_id, kind, state, place, done, changed, total, actor, created_at, updated_at, lease_until)";
    db.insert(head, 11, &values, "")?;
    let (kind, actor) = (kind.into(), actor.into());
    Ok(Job { id, kind, state: "running".into(), place: 0, done: 0, changed: 0, total, actor, created_at: now })
}

/// A job by its number.
pub fn find(db: &Db, id: i64) -> Result<Option<Job>, StoreError> {
    db.query_one(&format!("SELECT {COLUMNS} FROM jobs WHERE job_id = $1"), &[Value::Int(id)], read)
}

/// Takes the oldest running job that nobody holds and that began before
/// `begun_until`, until a time.
pub fn claim(db: &Db, now: i64, begun_until: i64, until: i64) -> Result<Option<Job>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jobs WHERE state = 'running' AND lease_until <= $1 AND created_at <= $2
        ORDER BY job_id LIMIT 1"
    );
    let Some(job) = db.query_one(&sql, &[Value::Int(now), Value::Int(begun_until)], read)? else { return Ok(None) };
    let sql = "UPDATE jobs SET lease_until = $2 WHERE job_id = $1 AND state = 'running' AND lease_until <= $3";
    let taken = db.execute(sql, &[Value::Int(job.id), Value::Int(until), Value::Int(now)])?;
    Ok((taken == 1).then_some(job))
}

/// Notes how far a job came and lets it go; tells whether it still runs.
pub fn advance(db: &Db, job: &Job, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE jobs SET place = $2, done = $3, changed = $4, updated_at = $5, lease_until = 0,
        state = CASE WHEN state = 'running' THEN $6 ELSE state END WHERE job_id = $1";
    let values = [
        Value::Int(job.id),
        Value::Int(job.place),
        Value::Int(job.done),
        Value::Int(job.changed),
        Value::Int(now),
        Value::Text(&job.state),
    ];
    db.execute(sql, &values)?;
    Ok(find(db, job.id)?.is_some_and(|job| job.state == "running"))
}

/// Ends a job before its time; tells whether it still ran.
pub fn cancel(db: &Db, id: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE jobs SET state = 'cancelled', updated_at = $2 WHERE job_id = $1 AND state = 'running'";
    Ok(db.execute(sql, &[Value::Int(id), Value::Int(now)])? == 1)
}

fn read(row: &Row) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.int(0)?,
        kind: row.text(1)?,
        state: row.text(2)?,
        place: row.int(3)?,
        done: row.int(4)?,
        changed: row.int(5)?,
        total: row.int(6)?,
        actor: row.text(7)?,
        created_at: row.int(8)?,
    })
}
