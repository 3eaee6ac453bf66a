//! The end of the log: the last position given to an event, and the chain over
//! all positions up to it. Whoever gives positions carries both on: the writer of
//! SQLite, the feeder of PostgreSQL.

use crate::{Db, StoreError, Value};
use homeward_domain::record::Hash;

/// The end of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The last position; 0 before the first.
    pub position: i64,
    /// The chain up to it; none as long as the record of an earlier version was
    /// not proven.
    pub chain: Option<Hash>,
}

/// The end of the log as it is now.
pub fn read(db: &Db) -> Result<Tip, StoreError> {
    let tip = db.query_one("SELECT position, chain FROM tip", &[], |row| {
        let chain = row.opt_bytes(1)?.and_then(|bytes| Hash::from_slice(&bytes));
        Ok(Tip { position: row.int(0)?, chain })
    })?;
    tip.ok_or_else(|| StoreError::corrupt("the end of the log is not known"))
}

/// Puts another end in its place.
pub fn put(db: &Db, tip: Tip) -> Result<(), StoreError> {
    let chain = tip.chain.as_ref().map_or(Value::Null, |chain| Value::Bytes(&chain.0));
    db.execute("UPDATE tip SET position = $1, chain = $2", &[Value::Int(tip.position), chain])?;
    Ok(())
}

/// Begins the chain of a record that an earlier version wrote, or of none. Tells
/// whether it began: not where it has, or where the log went on meanwhile.
pub fn begin_chain(db: &Db, tip: Tip) -> Result<bool, StoreError> {
    let Some(chain) = tip.chain else { return Ok(false) };
    let sql = "UPDATE tip SET chain = $2 WHERE position = $1 AND chain IS NULL";
    Ok(db.execute(sql, &[Value::Int(tip.position), Value::Bytes(&chain.0)])? == 1)
}

/// Takes away what another secret has written beside the record, so that it can be
/// brought under proof anew: what a lost secret signed can be checked by nobody.
pub(crate) fn forget_proof(db: &Db) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM checkpoints",
        "UPDATE events SET mac = NULL",
        "UPDATE stream_events SET mac = NULL",
        "UPDATE tip SET chain = NULL, sealed = 0, sealed_mac = NULL",
    ] {
        db.execute(sql, &[])?;
    }
    Ok(())
}

/// The number of the newest checkpoint and the MAC over it.
pub fn sealed(db: &Db) -> Result<(i64, Option<Hash>), StoreError> {
    let sealed = db.query_one("SELECT sealed, sealed_mac FROM tip", &[], |row| {
        Ok((row.int(0)?, row.opt_bytes(1)?.and_then(|bytes| Hash::from_slice(&bytes))))
    })?;
    sealed.ok_or_else(|| StoreError::corrupt("the end of the log is not known"))
}

/// Notes the newest checkpoint by its number and hash.
pub fn note_sealed(db: &Db, number: i64, checkpoint: &Hash) -> Result<(), StoreError> {
    let mac = db.key().checkpoint(number, checkpoint);
    db.execute("UPDATE tip SET sealed = $1, sealed_mac = $2", &[Value::Int(number), Value::Bytes(&mac.0)])?;
    Ok(())
}

impl Tip {
    /// The end after one more event.
    pub(crate) fn after(self, db: &Db, hash: &Hash) -> Self {
        let position = self.position + 1;
        Self { position, chain: self.chain.map(|chain| db.key().link(&chain, position, hash)) }
    }
}
