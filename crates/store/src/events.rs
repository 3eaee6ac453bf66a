//! The append-only log of events.

use crate::{Db, Row, StoreError, Value, tip};
use homeward_domain::record::{Hash, StoredEvent};
use homeward_domain::{CaseId, Seq};

const COLUMNS: &str = "case_id, seq, kind, version, actor, command, recorded_at, effective_at, payload, previous, hash";

/// Adds events to the log. A taken `(case, seq)` means that another writer was
/// quicker; the engine then runs the whole closure again.
pub fn append<'a>(db: &Db, events: impl ExactSizeIterator<Item = &'a StoredEvent> + Clone) -> Result<(), StoreError> {
    let mut tip = if db.places_events() { Some(tip::read(db)?) } else { None };
    let macs: Vec<Hash> = events.clone().map(|event| db.key().event(&event.hash)).collect();
    let mut values = Vec::with_capacity(events.len() * 13);
    for (event, mac) in events.zip(&macs) {
        tip = tip.map(|tip| tip.after(db, &event.hash));
        values.extend([
            Value::Int(event.case),
            Value::Int(event.seq),
            Value::from(tip.map(|tip| tip.position)),
            Value::Text(&event.kind),
            Value::Int(event.version),
            Value::Text(&event.actor),
            Value::Text(&event.command),
            Value::Int(event.recorded_at),
            Value::Int(event.effective_at),
            Value::Text(&event.payload),
            Value::Bytes(&event.previous.0),
            Value::Bytes(&event.hash.0),
            Value::Bytes(&mac.0),
        ]);
    }
    let head = "INSERT INTO events (case_id, seq, position, kind, version, actor, command, recorded_at, effective_at,
        payload, previous, hash, mac)";
    db.insert(head, 13, &values, "")?;
    tip.map_or(Ok(()), |tip| tip::put(db, tip))
}

/// The events of one case after a place, in order.
pub fn of_case(db: &Db, case: CaseId, after: Seq) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE case_id = $1 AND seq > $2 ORDER BY seq");
    db.query(&sql, &[Value::Int(case), Value::Int(after)], read)
}

/// When somebody last wrote an entry of a kind in a case, in microseconds of UTC.
pub fn last_by(db: &Db, case: CaseId, kind: &str, actor: &str) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT recorded_at FROM events WHERE case_id = $1 AND kind = $2 AND actor = $3
        ORDER BY seq DESC LIMIT 1";
    db.query_one(sql, &[Value::Int(case), kind.into(), actor.into()], |row| row.int(0))
}

/// An event with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The event.
    pub event: StoredEvent,
    /// Its place in the log of all; none before it was given one.
    pub position: Option<i64>,
    /// The MAC over its hash; none under a version before there were any.
    pub mac: Option<Hash>,
}

/// The events of one case, in order, with what stands beside them.
pub fn kept_of_case(db: &Db, case: CaseId) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, position, mac FROM events WHERE case_id = $1 ORDER BY seq");
    db.query(&sql, &[Value::Int(case)], kept)
}

/// Events between two positions, in order, with what stands beside them.
pub fn between(db: &Db, after: i64, until: i64) -> Result<Vec<Kept>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS}, position, mac FROM events WHERE position > $1 AND position <= $2 ORDER BY position");
    db.query(&sql, &[Value::Int(after), Value::Int(until)], kept)
}

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok(Kept { event: read(row)?, position: row.opt_int(11)?, mac: mac(row, 12)? })
}

/// Gives every event of a stretch of positions its MAC: those of a version
/// before there were any.
pub fn add_macs(db: &Db, after: i64, until: i64) -> Result<(), StoreError> {
    for Kept { event, mac, .. } in between(db, after, until)? {
        if mac.is_none() {
            let mac = db.key().event(&event.hash);
            let sql = "UPDATE events SET mac = $3 WHERE case_id = $1 AND seq = $2";
            db.execute(sql, &[Value::Int(event.case), Value::Int(event.seq), Value::Bytes(&mac.0)])?;
        }
    }
    Ok(())
}

/// An event, of a case or of a stream, as the whole log sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the log of all.
    pub position: i64,
    /// Whether a case begins with it.
    pub begins_case: bool,
    /// Its hash.
    pub hash: Hash,
}

/// Up to `limit` events of cases and streams after a position, in order.
pub fn placed_after(db: &Db, position: i64, limit: i64) -> Result<Vec<Placed>, StoreError> {
    let sql = "SELECT position, seq, hash FROM events WHERE position > $1
        UNION ALL SELECT position, 0, hash FROM stream_events WHERE position > $1
        ORDER BY position LIMIT $2";
    db.query(sql, &[Value::Int(position), Value::Int(limit)], |row| {
        Ok(Placed { position: row.int(0)?, begins_case: row.int(1)? == 1, hash: row.hash(2)? })
    })
}

/// When the oldest event behind a position was recorded, in microseconds of UTC.
pub fn oldest_after(db: &Db, position: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT recorded_at FROM events WHERE position > $1 ORDER BY position LIMIT 1";
    db.query_one(sql, &[Value::Int(position)], |row| row.int(0))
}

/// Up to `limit` cases that have events, after a case, in order.
pub fn cases_after(db: &Db, case: CaseId, limit: i64) -> Result<Vec<CaseId>, StoreError> {
    let sql = "SELECT DISTINCT case_id FROM events WHERE case_id > $1 ORDER BY case_id LIMIT $2";
    db.query(sql, &[Value::Int(case), Value::Int(limit)], |row| row.int(0))
}

/// The last position given to an event, of a case or of a stream.
pub fn last_position(db: &Db) -> Result<i64, StoreError> {
    Ok(tip::read(db)?.position)
}

/// How many events have no position yet; always none on SQLite.
pub fn without_position(db: &Db) -> Result<i64, StoreError> {
    let sql = "SELECT (SELECT count(*) FROM events WHERE position IS NULL)
        + (SELECT count(*) FROM stream_events WHERE position IS NULL)";
    Ok(db.query_one(sql, &[], |row| row.int(0))?.unwrap_or(0))
}

/// Gives positions to up to `limit` committed events of cases that have none, and
/// to as many of streams, each case and stream in its own order; tells how many.
pub(crate) fn place(db: &Db, limit: i64) -> Result<i64, StoreError> {
    let mut placed = 0;
    for (table, key) in [("events", "case_id"), ("stream_events", "stream")] {
        let waits = format!("SELECT seq FROM {table} WHERE position IS NULL LIMIT 1");
        if db.query_one(&waits, &[], |row| row.int(0))?.is_none() {
            continue;
        }
        let last = tip::read(db)?;
        db.execute(
            &format!(
                "WITH batch AS (
                     SELECT {key}, seq, row_number() OVER (ORDER BY {key}, seq) AS n
                     FROM (SELECT {key}, seq FROM {table} WHERE position IS NULL ORDER BY {key}, seq LIMIT $2) AS waiting
                 )
                 UPDATE {table} SET position = $1 + batch.n FROM batch
                 WHERE {table}.{key} = batch.{key} AND {table}.seq = batch.seq"
            ),
            &[Value::Int(last.position), Value::Int(limit)],
        )?;
        let hashes = format!("SELECT hash FROM {table} WHERE position > $1 ORDER BY position");
        let hashes = db.query(&hashes, &[Value::Int(last.position)], |row| row.hash(0))?;
        let end = hashes.iter().fold(last, |tip, hash| tip.after(db, hash));
        tip::put(db, end)?;
        placed += end.position - last.position;
    }
    Ok(placed)
}

pub(crate) fn mac(row: &Row, column: usize) -> Result<Option<Hash>, StoreError> {
    Ok(row.opt_bytes(column)?.and_then(|bytes| Hash::from_slice(&bytes)))
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
    /// Whether it is under restriction now.
    pub restricted: bool,
    /// Whether it is open now.
    pub is_open: bool,
}

/// The events behind a position, in order.
pub fn tail(db: &Db, after: i64, limit: i64) -> Result<Vec<Tail>, StoreError> {
    let sql = "SELECT e.position, e.case_id, c.number, e.kind, c.owner, c.unit, c.restricted, c.is_open
        FROM events e JOIN cases c ON c.case_id = e.case_id
        WHERE e.position > $1 ORDER BY e.position LIMIT $2";
    db.query(sql, &[Value::Int(after), Value::Int(limit)], |row| {
        let (position, case, number, kind) = (row.int(0)?, row.int(1)?, row.text(2)?, row.text(3)?);
        let restricted = row.int(6)? != 0;
        let is_open = row.int(7)? != 0;
        Ok(Tail { position, case, number, kind, owner: row.int(4)?, unit: row.text(5)?, restricted, is_open })
    })
}
