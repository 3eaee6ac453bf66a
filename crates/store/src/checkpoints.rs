//! Signed seals over stretches of the log.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::Hash;

/// A seal over every event from one position to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// From 1 without gaps.
    pub number: i64,
    /// Hash of the checkpoint before; of nothing for the first.
    pub previous: Hash,
    /// First position sealed.
    pub first_position: i64,
    /// Last position sealed.
    pub last_position: i64,
    /// How many cases had begun by then.
    pub case_count: i64,
    /// Merkle root over the events.
    pub root: Hash,
    /// When, in microseconds of UTC.
    pub sealed_at: i64,
    /// ed25519 signature over all of the above.
    pub signature: Vec<u8>,
}

const COLUMNS: &str = "number, previous, first_position, last_position, case_count, root, sealed_at, signature";

/// The newest checkpoint.
pub fn newest(db: &Db) -> Result<Option<Checkpoint>, StoreError> {
    db.query_one(&format!("SELECT {COLUMNS} FROM checkpoints ORDER BY number DESC LIMIT 1"), &[], read)
}

/// Every checkpoint, in order.
pub fn all(db: &Db) -> Result<Vec<Checkpoint>, StoreError> {
    db.query(&format!("SELECT {COLUMNS} FROM checkpoints ORDER BY number"), &[], read)
}

/// Adds a checkpoint.
pub fn add(db: &Db, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    let c = checkpoint;
    let values = [
        Value::Int(c.number),
        Value::Bytes(&c.previous.0),
        Value::Int(c.first_position),
        Value::Int(c.last_position),
        Value::Int(c.case_count),
        Value::Bytes(&c.root.0),
        Value::Int(c.sealed_at),
        Value::Bytes(&c.signature),
    ];
    db.insert(&format!("INSERT INTO checkpoints ({COLUMNS})"), 8, &values, "")?;
    Ok(())
}

fn read(row: &Row) -> Result<Checkpoint, StoreError> {
    Ok(Checkpoint {
        number: row.int(0)?,
        previous: row.hash(1)?,
        first_position: row.int(2)?,
        last_position: row.int(3)?,
        case_count: row.int(4)?,
        root: row.hash(5)?,
        sealed_at: row.int(6)?,
        signature: row.bytes(7)?,
    })
}
