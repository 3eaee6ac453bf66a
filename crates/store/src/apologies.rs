//! Sketches of apologies that were sent, to find alike ones in other cases.

use crate::{Db, StoreError, Value};
use homeward_domain::{CaseId, Seq};

/// How many entries with the same part are looked at, the newest first.
const SAME_MAX: i64 = 50;

/// Adds one part of a sketch.
pub fn add(db: &Db, sketch: i64, case: CaseId, seq: Seq) -> Result<(), StoreError> {
    let values = [Value::Int(sketch), Value::Int(case), Value::Int(seq)];
    let once = " ON CONFLICT (sketch, case_id, seq) DO NOTHING";
    db.insert("INSERT INTO apologies (sketch, case_id, seq)", 3, &values, once)?;
    Ok(())
}

/// Entries of other cases with the same part, the newest first.
pub fn find(db: &Db, sketch: i64, not_of: CaseId) -> Result<Vec<(CaseId, Seq)>, StoreError> {
    let sql = "SELECT case_id, seq FROM apologies WHERE sketch = $1 AND case_id <> $2
        ORDER BY case_id DESC, seq DESC LIMIT $3";
    let values = [Value::Int(sketch), Value::Int(not_of), Value::Int(SAME_MAX)];
    db.query(sql, &values, |row| Ok((row.int(0)?, row.int(1)?)))
}

/// Takes out everything of one entry.
pub fn remove_of_entry(db: &Db, case: CaseId, seq: Seq) -> Result<(), StoreError> {
    db.execute("DELETE FROM apologies WHERE case_id = $1 AND seq = $2", &[Value::Int(case), Value::Int(seq)])?;
    Ok(())
}

/// Takes out everything of a case.
pub fn remove(db: &Db, case: CaseId) -> Result<(), StoreError> {
    db.execute("DELETE FROM apologies WHERE case_id = $1", &[Value::Int(case)])?;
    Ok(())
}
