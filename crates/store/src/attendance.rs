//! Who stands at which case, and what answer they have half written.

use crate::{Db, Row, StoreError, Value};
use homeward_domain::{CaseId, Seq};

/// Somebody at a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendant {
    /// The member of staff.
    pub staff: i64,
    /// When they were last there, in microseconds of UTC.
    pub seen_at: i64,
    /// What they have written and not sent; empty for nothing.
    pub draft: String,
    /// The last entry that they had seen when they began it.
    pub draft_seq: Seq,
    /// When they last wrote.
    pub draft_at: i64,
}

/// Those at a case, who came last first.
pub fn at(db: &Db, case: CaseId) -> Result<Vec<Attendant>, StoreError> {
    let sql = "SELECT staff_id, seen_at, draft, draft_seq, draft_at FROM attendance
        WHERE case_id = $1 ORDER BY seen_at DESC, staff_id";
    db.query(sql, &[Value::Int(case)], |row: &Row| {
        Ok(Attendant {
            staff: row.int(0)?,
            seen_at: row.int(1)?,
            draft: row.text(2)?,
            draft_seq: row.int(3)?,
            draft_at: row.int(4)?,
        })
    })
}

/// Cases with those who were there after a moment.
pub fn since(db: &Db, after: i64) -> Result<Vec<(CaseId, i64)>, StoreError> {
    let sql = "SELECT case_id, staff_id FROM attendance WHERE seen_at > $1 ORDER BY case_id, staff_id";
    db.query(sql, &[Value::Int(after)], |row| Ok((row.int(0)?, row.int(1)?)))
}

/// Notes somebody at a case with what they have written so far.
pub fn put(db: &Db, case: CaseId, attendant: &Attendant) -> Result<(), StoreError> {
    let values = [
        Value::Int(case),
        Value::Int(attendant.staff),
        Value::Int(attendant.seen_at),
        Value::Text(&attendant.draft),
        Value::Int(attendant.draft_seq),
        Value::Int(attendant.draft_at),
    ];
    let head = "INSERT INTO attendance (case_id, staff_id, seen_at, draft, draft_seq, draft_at)";
    let known = "ON CONFLICT (case_id, staff_id) DO UPDATE SET seen_at = excluded.seen_at, draft = excluded.draft,
        draft_seq = excluded.draft_seq, draft_at = excluded.draft_at";
    db.insert(head, 6, &values, known)?;
    Ok(())
}

/// Forgets whoever was last there before a moment, with what they wrote.
pub fn forget_before(db: &Db, moment: i64) -> Result<(), StoreError> {
    db.execute("DELETE FROM attendance WHERE seen_at < $1", &[Value::Int(moment)])?;
    Ok(())
}

/// Forgets everybody at a case.
pub fn forget(db: &Db, case: CaseId) -> Result<(), StoreError> {
    db.execute("DELETE FROM attendance WHERE case_id = $1", &[Value::Int(case)])?;
    Ok(())
}
