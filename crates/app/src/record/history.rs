//! What happened to the record as a whole: the stream `record/log`.

use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::streams::{self, By};
use homeward_store::{Db, StoreError};
use serde::{Deserialize, Serialize};

const NOUN: &str = streams::OF_RECORD;
const KEY: &str = "log";
const PROVEN: &str = "proven";
const RESTORED: &str = "restored";
const ACKNOWLEDGED: &str = "forks_acknowledged";

/// The record of an earlier version was proven, and everything in it has a MAC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Proven {
    /// Up to which position; from there on every event was written with one.
    pub position: i64,
    /// Entries that two people wrote at once and that name one and the same entry
    /// before them, as earlier versions allowed on PostgreSQL.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forks: Vec<(CaseId, Seq)>,
}

/// The record was put back to an earlier state from a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The newest checkpoint of the backup; 0 where it had none.
    pub to: i64,
    /// Why, in the words of whoever did it.
    pub why: String,
    /// When, in microseconds of UTC.
    #[serde(skip)]
    pub at: i64,
}

#[derive(Serialize, Deserialize)]
struct Acknowledged {
    why: String,
}

/// What the stream tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct History {
    pub proven: Option<Proven>,
    pub restored: Vec<Restored>,
    pub acknowledged: bool,
}

/// Reads the stream; whether it is sound, the proof of all streams tells. What
/// carries no MAC of this installation says nothing here.
pub(crate) fn read(db: &Db) -> Result<History, StoreError> {
    let mut history = History::default();
    for (event, mac) in streams::of_stream(db, &format!("{NOUN}/{KEY}"))? {
        if event.computed_hash() != event.hash || mac != Some(db.key().event(&event.hash)) {
            continue;
        }
        match event.kind.as_str() {
            PROVEN => history.proven = Some(parse(&event.payload)?),
            RESTORED => history.restored.push(Restored { at: event.recorded_at, ..parse(&event.payload)? }),
            ACKNOWLEDGED => history.acknowledged = true,
            _ => {}
        }
    }
    Ok(history)
}

pub(crate) fn note_proven(db: &Db, proven: &Proven, now: Timestamp) -> Result<(), StoreError> {
    note(db, PROVEN, proven, now)
}

pub(crate) fn note_restored(db: &Db, restored: &Restored, now: Timestamp) -> Result<(), StoreError> {
    note(db, RESTORED, restored, now)
}

pub(crate) fn note_acknowledged(db: &Db, why: &str, now: Timestamp) -> Result<(), AppError> {
    Ok(note(db, ACKNOWLEDGED, &Acknowledged { why: why.to_owned() }, now)?)
}

fn note(db: &Db, kind: &str, what: &impl Serialize, now: Timestamp) -> Result<(), StoreError> {
    let payload = serde_json::to_string(what).map_err(StoreError::corrupt)?;
    streams::note_fact(db, NOUN, KEY, &By { actor: Actor::System.to_string(), at: now.0 }, kind, &payload)
}

fn parse<T: for<'de> Deserialize<'de>>(payload: &str) -> Result<T, StoreError> {
    serde_json::from_str(payload).map_err(StoreError::corrupt)
}
