//! Cases whose row has to be made anew, because their record is read otherwise
//! than by the program that made it.

use crate::{Db, StoreError, Value};
use homeward_domain::CaseId;

/// Up to `limit` of them.
pub fn first(db: &Db, limit: i64) -> Result<Vec<CaseId>, StoreError> {
    db.query("SELECT case_id FROM rereads ORDER BY case_id LIMIT $1", &[Value::Int(limit)], |row| row.int(0))
}

/// Notes that the row of a case was made anew.
pub fn done(db: &Db, case: CaseId) -> Result<(), StoreError> {
    db.execute("DELETE FROM rereads WHERE case_id = $1", &[Value::Int(case)])?;
    Ok(())
}
