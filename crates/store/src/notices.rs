//! What staff are told of.

use crate::{Db, StoreError, Value};
use homeward_domain::{CaseId, Seq};

/// A notice to one member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: i64,
    /// Who is told.
    pub staff: i64,
    /// The case.
    pub case: CaseId,
    /// The entry that it is about.
    pub seq: Seq,
    /// What kind, as `clock_breached`.
    pub kind: String,
    /// When, in microseconds of UTC.
    pub created_at: i64,
    /// When it was read.
    pub read_at: Option<i64>,
}

/// Adds a notice.
pub fn add(db: &Db, staff: i64, case: CaseId, seq: Seq, kind: &str, now: i64) -> Result<(), StoreError> {
    let id = db.next("notice")?;
    let values = [Value::Int(id), Value::Int(staff), Value::Int(case), Value::Int(seq), kind.into(), Value::Int(now)];
    db.insert("INSERT INTO notices (notice_id, staff_id, case_id, seq, kind, created_at)", 6, &values, "")?;
    Ok(())
}

/// Notices of a member of staff before one of them, the newest first, with the
/// number of the case.
pub fn list(db: &Db, staff: i64, unread: bool, before: i64, limit: i64) -> Result<Vec<(Notice, String)>, StoreError> {
    let only = if unread { " AND n.read_at IS NULL" } else { "" };
    let sql = format!(
        "SELECT n.notice_id, n.staff_id, n.case_id, n.seq, n.kind, n.created_at, n.read_at, c.number FROM notices n
        JOIN cases c ON c.case_id = n.case_id
        WHERE n.staff_id = $1 AND n.notice_id < $2{only} ORDER BY n.notice_id DESC LIMIT $3"
    );
    db.query(&sql, &[Value::Int(staff), Value::Int(before), Value::Int(limit)], |row| {
        let notice = Notice {
            id: row.int(0)?,
            staff: row.int(1)?,
            case: row.int(2)?,
            seq: row.int(3)?,
            kind: row.text(4)?,
            created_at: row.int(5)?,
            read_at: row.opt_int(6)?,
        };
        Ok((notice, row.text(7)?))
    })
}

/// How many notices a member of staff has not read, counted up to `max`.
pub fn unread(db: &Db, staff: i64, max: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM
        (SELECT 1 FROM notices WHERE staff_id = $1 AND read_at IS NULL LIMIT $2) AS unread";
    Ok(db.query_one(sql, &[Value::Int(staff), Value::Int(max)], |row| row.int(0))?.unwrap_or(0))
}

/// Whom a notice is for; `None` where there is none.
pub fn whose(db: &Db, id: i64) -> Result<Option<i64>, StoreError> {
    db.query_one("SELECT staff_id FROM notices WHERE notice_id = $1", &[Value::Int(id)], |row| row.int(0))
}

/// Marks what a case's notices of a kind tell as read by everybody: it holds no more.
pub fn settle(db: &Db, case: CaseId, kind: &str, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE notices SET read_at = $3 WHERE case_id = $1 AND kind = $2 AND read_at IS NULL";
    db.execute(sql, &[Value::Int(case), kind.into(), Value::Int(now)])?;
    Ok(())
}

/// Marks a notice as read; tells whether there is one. Once read stays read.
pub fn read(db: &Db, id: i64, now: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE notices SET read_at = COALESCE(read_at, $2) WHERE notice_id = $1";
    Ok(db.execute(sql, &[Value::Int(id), Value::Int(now)])? == 1)
}
