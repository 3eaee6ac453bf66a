//! The audit of versions before there were streams, as far as its entries are not
//! brought into them yet.

use crate::registers::Change;
use crate::{Db, StoreError, Value};

/// An entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// What kind of thing was changed.
    pub noun: String,
    /// Which one.
    pub record: i64,
    /// How.
    pub change: Change,
}

/// The first entries, in order.
pub fn first(db: &Db, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT audit_id, noun, record_id, recorded_at, actor, verb, fields, says FROM audit
        ORDER BY audit_id LIMIT $1";
    db.query(sql, &[Value::Int(limit)], |row| {
        let change = Change {
            recorded_at: row.int(3)?,
            actor: row.text(4)?,
            verb: row.text(5)?,
            fields: row.text(6)?,
            says: row.opt_text(7)?,
        };
        Ok(Entry { id: row.int(0)?, noun: row.text(1)?, record: row.int(2)?, change })
    })
}

/// Removes the entries up to one.
pub fn remove_until(db: &Db, id: i64) -> Result<(), StoreError> {
    db.execute("DELETE FROM audit WHERE audit_id <= $1", &[Value::Int(id)])?;
    Ok(())
}
