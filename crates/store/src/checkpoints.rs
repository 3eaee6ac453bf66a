//! Signed seals over stretches of the log.

use crate::{Db, Row, StoreError, Value, events};
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
    /// The chain over all positions up to the last; none under a version before
    /// there was one. It stands outside the signature: only this installation
    /// can compute it, and what anybody can prove does not need it.
    pub chain: Option<Hash>,
}

const COLUMNS: &str = "number, previous, first_position, last_position, case_count, root, sealed_at, signature, chain";

/// The newest checkpoint.
pub fn newest(db: &Db) -> Result<Option<Checkpoint>, StoreError> {
    db.query_one(&format!("SELECT {COLUMNS} FROM checkpoints ORDER BY number DESC LIMIT 1"), &[], read)
}

/// Every checkpoint, in order.
pub fn all(db: &Db) -> Result<Vec<Checkpoint>, StoreError> {
    db.query(&format!("SELECT {COLUMNS} FROM checkpoints ORDER BY number"), &[], read)
}

/// A checkpoint by its number.
pub fn with_number(db: &Db, number: i64) -> Result<Option<Checkpoint>, StoreError> {
    db.query_one(&format!("SELECT {COLUMNS} FROM checkpoints WHERE number = $1"), &[Value::Int(number)], read)
}

/// Checkpoints behind a number, in order.
pub fn after(db: &Db, number: i64) -> Result<Vec<Checkpoint>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM checkpoints WHERE number > $1 ORDER BY number");
    db.query(&sql, &[Value::Int(number)], read)
}

/// Gives a checkpoint of a version before there was a chain the one up to its end.
pub fn begin_chain(db: &Db, number: i64, chain: &Hash) -> Result<(), StoreError> {
    let sql = "UPDATE checkpoints SET chain = $2 WHERE number = $1";
    db.execute(sql, &[Value::Int(number), Value::Bytes(&chain.0)])?;
    Ok(())
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
        c.chain.as_ref().map_or(Value::Null, |chain| Value::Bytes(&chain.0)),
    ];
    db.insert(&format!("INSERT INTO checkpoints ({COLUMNS})"), 9, &values, "")?;
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
        chain: events::mac(row, 8)?,
    })
}
