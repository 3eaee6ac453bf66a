//! Events beside the cases: one stream for each policy, person, token and
//! whatever else decides. There is no row of heads: the last event of a stream
//! is its head, and of two who add to one stream at once the second runs again.

mod subjects;

pub use subjects::{OF_RECORD, Subject, all, decides, keys_after, nouns, taken};

use subjects::state_of;

use crate::{Db, Row, StoreError, Value, events, tip};
use homeward_domain::Seq;
use homeward_domain::record::{Deed, Hash, StreamEvent};

/// The kind of the event by which rows of an earlier version came under proof.
pub const PROVEN: &str = "proven";

/// Who does something to what decides, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Who, as [`homeward_domain::actor::Actor`] spells it.
    pub actor: String,
    /// When, in microseconds of UTC.
    pub at: i64,
}

const COLUMNS: &str = "stream, seq, kind, version, actor, recorded_at, effective_at, payload, previous, hash";

/// Proves that the rows of a stream are what its last event says, before something is
/// done to them: what was altered behind the program's back would be lawful ever
/// after. Whoever changes such a row calls this before it, and [`note`] behind it, in
/// the same transaction.
///
/// # Errors
/// [`StoreError::Altered`] with the stream where they are not.
pub fn prove(db: &Db, noun: &str, key: &str) -> Result<(), StoreError> {
    let stream = format!("{noun}/{key}");
    if !decides(noun) || db.is_proven(&stream) {
        return Ok(());
    }
    // Rows of an earlier version have no events until its record is brought under proof.
    if state(db, noun, key)? != last_state(db, noun, key)? && tip::read(db)?.chain.is_some() {
        return Err(StoreError::Altered(stream));
    }
    db.add_proven(stream);
    Ok(())
}

/// Adds what was just done to a stream, with what its rows say now. Nobody else
/// says that: whoever changes such a row calls this behind it in the same
/// transaction, and [`prove`] before it.
pub fn note(db: &Db, noun: &str, key: &str, by: &By, kind: &str, deed: Deed) -> Result<(), StoreError> {
    prove(db, noun, key)?;
    note_unproven(db, noun, key, by, kind, deed)
}

/// [`note`] for rows that no event has told of yet, or that were there whatever they
/// said: of an earlier version, or taken away as they were.
pub fn note_unproven(db: &Db, noun: &str, key: &str, by: &By, kind: &str, deed: Deed) -> Result<(), StoreError> {
    let state = state(db, noun, key)?;
    let stream = format!("{noun}/{key}");
    db.forget_proven(&stream);
    note_as(db, stream, by, kind, by.at, &Deed { state, ..deed })
}

/// Adds an event to a stream that decides no rows.
pub fn note_fact(db: &Db, noun: &str, key: &str, by: &By, kind: &str, payload: &str) -> Result<(), StoreError> {
    let event = follow(db, format!("{noun}/{key}"), by, kind, by.at, payload.to_owned())?;
    append(db, &event)
}

/// [`note`] with a state and a time of effect of its own.
pub fn note_as(db: &Db, stream: String, by: &By, kind: &str, effective_at: i64, deed: &Deed) -> Result<(), StoreError> {
    let payload = serde_json::to_string(deed).map_err(StoreError::corrupt)?;
    let event = follow(db, stream, by, kind, effective_at, payload)?;
    append(db, &event)
}

fn follow(
    db: &Db,
    stream: String,
    by: &By,
    kind: &str,
    effective_at: i64,
    payload: String,
) -> Result<StreamEvent, StoreError> {
    let (seq, previous) = head(db, &stream)?.map_or((0, Hash::NONE), |(seq, hash)| (seq, hash));
    let (kind, actor) = (kind.to_owned(), by.actor.clone());
    let (version, recorded_at) = (StreamEvent::VERSION, by.at);
    let hash = Hash::NONE;
    let event =
        StreamEvent { stream, seq: seq + 1, kind, version, actor, recorded_at, effective_at, payload, previous, hash };
    Ok(event.sealed())
}

fn append(db: &Db, event: &StreamEvent) -> Result<(), StoreError> {
    let tip = if db.places_events() { Some(tip::read(db)?.after(db, &event.hash)) } else { None };
    let mac = db.key().event(&event.hash);
    let values = [
        Value::Text(&event.stream),
        Value::Int(event.seq),
        Value::from(tip.map(|tip| tip.position)),
        Value::Text(&event.kind),
        Value::Int(event.version),
        Value::Text(&event.actor),
        Value::Int(event.recorded_at),
        Value::Int(event.effective_at),
        Value::Text(&event.payload),
        Value::Bytes(&event.previous.0),
        Value::Bytes(&event.hash.0),
        Value::Bytes(&mac.0),
    ];
    let head = "INSERT INTO stream_events (stream, seq, position, kind, version, actor, recorded_at, effective_at,
        payload, previous, hash, mac)";
    db.insert(head, 12, &values, "")?;
    tip.map_or(Ok(()), |tip| tip::put(db, tip))
}

/// Place and hash of the last event of a stream.
fn head(db: &Db, stream: &str) -> Result<Option<(Seq, Hash)>, StoreError> {
    let sql = "SELECT seq, hash FROM stream_events WHERE stream = $1 ORDER BY seq DESC LIMIT 1";
    db.query_one(sql, &[stream.into()], |row| Ok((row.int(0)?, row.hash(1)?)))
}

/// The events of a stream, in order, each with the MAC beside it.
pub fn of_stream(db: &Db, stream: &str) -> Result<Vec<(StreamEvent, Option<Hash>)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, mac FROM stream_events WHERE stream = $1 ORDER BY seq");
    db.query(&sql, &[stream.into()], |row| Ok((read(row)?, events::mac(row, 10)?)))
}

/// Events of streams between two positions, in order, each with its position and
/// the MAC beside it.
pub fn between(db: &Db, after: i64, until: i64) -> Result<Vec<(i64, StreamEvent, Option<Hash>)>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, position, mac FROM stream_events WHERE position > $1 AND position <= $2 ORDER BY position"
    );
    db.query(&sql, &[Value::Int(after), Value::Int(until)], |row| Ok((row.int(10)?, read(row)?, events::mac(row, 11)?)))
}

/// Gives every event of a stretch of positions that has no MAC its own.
pub fn add_macs(db: &Db, after: i64, until: i64) -> Result<(), StoreError> {
    for (_, event, mac) in between(db, after, until)? {
        if mac.is_none() {
            let mac = db.key().event(&event.hash);
            let sql = "UPDATE stream_events SET mac = $3 WHERE stream = $1 AND seq = $2";
            db.execute(sql, &[Value::Text(&event.stream), Value::Int(event.seq), Value::Bytes(&mac.0)])?;
        }
    }
    Ok(())
}

/// Up to `limit` streams in order: after one, or from the first.
pub fn after(db: &Db, stream: Option<&str>, limit: i64) -> Result<Vec<String>, StoreError> {
    let Some(stream) = stream else {
        let sql = "SELECT DISTINCT stream FROM stream_events ORDER BY stream LIMIT $1";
        return db.query(sql, &[Value::Int(limit)], |row| row.text(0));
    };
    let sql = "SELECT DISTINCT stream FROM stream_events WHERE stream > $1 ORDER BY stream LIMIT $2";
    db.query(sql, &[stream.into(), Value::Int(limit)], |row| row.text(0))
}

/// Whether a stream has begun.
pub fn has_begun(db: &Db, noun: &str, key: &str) -> Result<bool, StoreError> {
    Ok(head(db, &format!("{noun}/{key}"))?.is_some())
}

/// Who began a stream, as events name them.
pub fn made_by(db: &Db, noun: &str, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT actor FROM stream_events WHERE stream = $1 ORDER BY seq LIMIT 1";
    db.query_one(sql, &[format!("{noun}/{key}").as_str().into()], |row| row.text(0))
}

/// What the rows of a stream say now, as its events say it.
pub fn state(db: &Db, noun: &str, key: &str) -> Result<Option<Hash>, StoreError> {
    Ok(state_of(db, noun, key)?.map(|rows| db.key().state(&format!("{noun}/{key}"), &rows)))
}

/// What the last event of a stream says of its rows.
pub fn last_state(db: &Db, noun: &str, key: &str) -> Result<Option<Hash>, StoreError> {
    let sql = "SELECT payload FROM stream_events WHERE stream = $1 ORDER BY seq DESC LIMIT 1";
    let payload = db.query_one(sql, &[format!("{noun}/{key}").as_str().into()], |row| row.text(0))?;
    let Some(payload) = payload else { return Ok(None) };
    let deed: Deed = serde_json::from_str(&payload).map_err(StoreError::corrupt)?;
    Ok(deed.state)
}

fn read(row: &Row) -> Result<StreamEvent, StoreError> {
    Ok(StreamEvent {
        stream: row.text(0)?,
        seq: row.int(1)?,
        kind: row.text(2)?,
        version: row.int(3)?,
        actor: row.text(4)?,
        recorded_at: row.int(5)?,
        effective_at: row.int(6)?,
        payload: row.text(7)?,
        previous: row.hash(8)?,
        hash: row.hash(9)?,
    })
}
