//! What staff are told of: one notice for each person, case and cause.

use crate::cases::Behind;
use crate::{Db, Row, StoreError, Value};
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
    /// The newest entry that it is about.
    pub seq: Seq,
    /// What kind, as `clock_breached`.
    pub kind: String,
    /// How often it was told since it was last read.
    pub times: i64,
    /// When it was told last, in microseconds of UTC.
    pub told_at: i64,
    /// When it was read.
    pub read_at: Option<i64>,
    /// The number of the case.
    pub number: String,
    /// Where the case stands now.
    pub state: String,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The number of the cause, from 0 to 63; it never changes.
    pub number: i64,
    /// Its name.
    pub name: &'static str,
}

/// Members of staff that numbers of notices can tell apart.
const STAFF_MAX: i64 = 1 << 21;
/// Causes that they can tell apart.
const CAUSES_MAX: i64 = 1 << 6;

/// The number of a notice. It is made of whom it tells of what, so that whoever tells
/// takes no number from a row for which others wait.
const fn id(staff: i64, case: CaseId, why: i64) -> i64 {
    (case * STAFF_MAX + staff) * CAUSES_MAX + why
}

/// Tells a member of staff of an entry: anew where they have read what was told, once
/// more where they have not.
pub fn add(db: &Db, staff: i64, case: CaseId, seq: Seq, why: Cause, now: i64) -> Result<(), StoreError> {
    let id = id(staff, case, why.number);
    let numbers = [id, staff, case, seq].map(Value::Int);
    let values: Vec<Value> = numbers.into_iter().chain([why.name.into(), 1.into(), now.into()]).collect();
    let known = " ON CONFLICT (notice_id) DO UPDATE SET seq = excluded.seq, told_at = excluded.told_at,
        times = CASE WHEN notices.read_at IS NULL THEN notices.times + 1 ELSE 1 END, read_at = NULL";
    db.insert("INSERT INTO notices (notice_id, staff_id, case_id, seq, kind, times, told_at)", 7, &values, known)?;
    Ok(())
}

const COLUMNS: &str = "SELECT n.notice_id, n.staff_id, n.case_id, n.seq, n.kind, n.times, n.told_at, n.read_at,
    c.number, c.state FROM notices n JOIN cases c ON c.case_id = n.case_id";

fn notice(row: &Row) -> Result<Notice, StoreError> {
    Ok(Notice {
        id: row.int(0)?,
        staff: row.int(1)?,
        case: row.int(2)?,
        seq: row.int(3)?,
        kind: row.text(4)?,
        times: row.int(5)?,
        told_at: row.int(6)?,
        read_at: row.opt_int(7)?,
        number: row.text(8)?,
        state: row.text(9)?,
    })
}

/// Notices of a member of staff, those told last first; those told before one where
/// `before` names it. Of a case under restriction nobody is shown any but who has to
/// finish it.
pub fn list(
    db: &Db,
    staff: i64,
    behind: &Behind,
    unread: bool,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let only = if unread { " AND n.read_at IS NULL" } else { "" };
    let after = "(n.told_at, n.notice_id) < (SELECT b.told_at, b.notice_id FROM notices b WHERE b.notice_id = $3)";
    let after = before.map_or(String::new(), |_| format!(" AND {after}"));
    let mut values: Vec<Value> = [Some(staff), Some(limit), before].into_iter().flatten().map(Value::Int).collect();
    let (shown, more) = behind.condition("c.", values.len() + 1);
    values.extend(more);
    let sql = format!(
        "{COLUMNS} WHERE n.staff_id = $1 AND {shown}{only}{after} ORDER BY n.told_at DESC, n.notice_id DESC LIMIT $2"
    );
    db.query(&sql, &values, notice)
}

/// One notice.
pub fn find(db: &Db, id: i64) -> Result<Option<Notice>, StoreError> {
    db.query_one(&format!("{COLUMNS} WHERE n.notice_id = $1"), &[Value::Int(id)], notice)
}

/// How many notices a member of staff has not read, counted up to `max`.
pub fn unread(db: &Db, staff: i64, behind: &Behind, max: i64) -> Result<i64, StoreError> {
    let (shown, more) = behind.condition("c.", 3);
    let sql = format!(
        "SELECT COUNT(*) FROM (SELECT 1 FROM notices n JOIN cases c ON c.case_id = n.case_id
        WHERE n.staff_id = $1 AND n.read_at IS NULL AND {shown} LIMIT $2) AS unread"
    );
    let values: Vec<Value> = [Value::Int(staff), Value::Int(max)].into_iter().chain(more).collect();
    Ok(db.query_one(&sql, &values, |row| row.int(0))?.unwrap_or(0))
}

/// Marks what a case's notices of a cause tell as read by everybody: it holds no more.
pub fn settle(db: &Db, case: CaseId, why: Cause, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE notices SET read_at = $4
        WHERE notice_id >= $1 AND notice_id < $2 AND kind = $3 AND read_at IS NULL";
    let (from, until) = (id(0, case, 0), id(0, case + 1, 0));
    db.execute(sql, &[from.into(), until.into(), why.name.into(), now.into()])?;
    Ok(())
}

/// Marks a notice as read; once read it stays so until it is told again.
pub fn read(db: &Db, id: i64, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE notices SET read_at = COALESCE(read_at, $2) WHERE notice_id = $1";
    db.execute(sql, &[Value::Int(id), Value::Int(now)])?;
    Ok(())
}

/// Marks all that a member of staff was told as read; tells how many that were.
pub fn read_all(db: &Db, staff: i64, now: i64) -> Result<u64, StoreError> {
    let sql = "UPDATE notices SET read_at = $2 WHERE staff_id = $1 AND read_at IS NULL";
    db.execute(sql, &[Value::Int(staff), Value::Int(now)])
}
