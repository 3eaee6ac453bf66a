//! The append-only log of events.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::{Hash, StoredEvent};
use homeward_domain::{CaseId, Seq};

const COLUMNS: &str = "case_id, seq, kind, version, actor, command, recorded_at, effective_at, payload, previous, hash";

/// Adds events to the log. A taken `(case, seq)` means that another writer was
/// quicker; the engine then runs the whole closure again.
pub fn append<'a>(db: &Db, events: impl ExactSizeIterator<Item = &'a StoredEvent>) -> Result<(), StoreError> {
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let mut position = if db.places_events() { Some(db.advance("position", count)? - count) } else { None };
    let mut values = Vec::with_capacity(events.len() * 12);
    for event in events {
        position = position.map(|p| p + 1);
        values.extend([
            Value::Int(event.case),
            Value::Int(event.seq),
            Value::from(position),
            Value::Text(&event.kind),
            Value::Int(event.version),
            Value::Text(&event.actor),
            Value::Text(&event.command),
            Value::Int(event.recorded_at),
            Value::Int(event.effective_at),
            Value::Text(&event.payload),
            Value::Bytes(&event.previous.0),
            Value::Bytes(&event.hash.0),
        ]);
    }
    let head = "INSERT INTO events (case_id, seq, position, kind, version, actor, command, recorded_at, effective_at,
        payload, previous, hash)";
    db.insert(head, 12, &values, "")?;
    Ok(())
}

/// The events of one case after a place, in order.
pub fn of_case(db: &Db, case: CaseId, after: Seq) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE case_id = $1 AND seq > $2 ORDER BY seq");
    db.query(&sql, &[Value::Int(case), Value::Int(after)], read)
}

/// Up to `limit` events after a position, each with its own.
pub fn after_position(db: &Db, position: i64, limit: i64) -> Result<Vec<(i64, StoredEvent)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, position FROM events WHERE position > $1 ORDER BY position LIMIT $2");
    db.query(&sql, &[Value::Int(position), Value::Int(limit)], |row| Ok((row.int(11)?, read(row)?)))
}

/// Position, place and hash of up to `limit` events after a position.
pub fn hashes_after(db: &Db, position: i64, limit: i64) -> Result<Vec<(i64, Seq, Hash)>, StoreError> {
    let sql = "SELECT position, seq, hash FROM events WHERE position > $1 ORDER BY position LIMIT $2";
    db.query(sql, &[Value::Int(position), Value::Int(limit)], |row| Ok((row.int(0)?, row.int(1)?, row.hash(2)?)))
}

/// Up to `limit` cases that have events, after a case, in order.
pub fn cases_after(db: &Db, case: CaseId, limit: i64) -> Result<Vec<CaseId>, StoreError> {
    let sql = "SELECT DISTINCT case_id FROM events WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    db.query(sql, &[Value::Int(case), Value::Int(limit)], |row| row.int(0))
}

/// The last position given to an event, according to the counter that gives them.
pub fn last_position(db: &Db) -> Result<i64, StoreError> {
    let sql = "SELECT value FROM counters WHERE name = 'position'";
    Ok(db.query_one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// How many events have no position yet; always none on SQLite.
pub fn without_position(db: &Db) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM events WHERE position IS NULL";
    Ok(db.query_one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// Gives positions to up to `limit` committed events that have none, each case
/// in its own order; tells how many.
pub(crate) fn place(db: &Db, limit: i64) -> Result<i64, StoreError> {
    let sql = "SELECT case_id FROM events WHERE position IS NULL LIMIT 1";
    if db.query_one(sql, &[], |row| row.int(0))?.is_none() {
        return Ok(0);
    }
    let last = db.advance("position", 0)?;
    let placed = db.execute(
        "WITH batch AS (
             SELECT case_id, seq, row_number() OVER (ORDER BY case_id, seq) AS n
             FROM (SELECT case_id, seq FROM events WHERE position IS NULL ORDER BY case_id, seq LIMIT $2) AS waiting
         )
         UPDATE events SET position = $1 + batch.n FROM batch
         WHERE events.case_id = batch.case_id AND events.seq = batch.seq",
        &[Value::Int(last), Value::Int(limit)],
    )?;
    let placed = i64::try_from(placed).unwrap_or(i64::MAX);
    db.advance("position", placed)?;
    Ok(placed)
}

fn read(row: &Row) -> Result<StoredEvent, StoreError> {
    let hash = |column| -> Result<Hash, StoreError> { row.hash(column) };
    Ok(StoredEvent {
        case: row.int(0)?,
        seq: row.int(1)?,
        kind: row.text(2)?,
        version: row.int(3)?,
        actor: row.text(4)?,
        command: row.text(5)?,
        recorded_at: row.int(6)?,
        effective_at: row.int(7)?,
        payload: row.text(8)?,
        previous: hash(9)?,
        hash: hash(10)?,
    })
}

/// One event as whoever follows the whole log sees it: its position, case and
/// number, and what kind it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Its place in the log of all cases.
    pub position: i64,
    /// The case.
    pub case: CaseId,
    /// The number of the case.
    pub number: String,
    /// What happened.
    pub kind: String,
    /// Who owns the case now; 0 where nobody does.
    pub owner: i64,
    /// The unit that has it now.
    pub unit: String,
}

/// The events behind a position, in order.
pub fn tail(db: &Db, after: i64, limit: i64) -> Result<Vec<Tail>, StoreError> {
    let sql = "SELECT e.position, e.case_id, c.number, e.kind, c.owner, c.unit FROM events e JOIN cases c ON c.case_id = e.case_id
        WHERE e.position > $1 ORDER BY e.position LIMIT $2";
    db.query(sql, &[Value::Int(after), Value::Int(limit)], |row| {
        let (position, case, number, kind) = (row.int(0)?, row.int(1)?, row.text(2)?, row.text(3)?);
        Ok(Tail { position, case, number, kind, owner: row.int(4)?, unit: row.text(5)? })
    })
}
