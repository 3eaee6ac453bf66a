//! Bodies of words and persons, apart from the events that refer to them.

use crate::{Db, StoreError, Value};
use homeward_domain::record::SealedContent;
use homeward_domain::{CaseId, Seq};

/// A stored body; salt and words are gone together after an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The event that refers to it.
    pub seq: Seq,
    /// Which of the event's bodies.
    pub slot: i64,
    /// Salt and words; `None` after an erasure.
    pub kept: Option<(Vec<u8>, String)>,
}

/// Stores the bodies of one event.
pub fn add(db: &Db, case: CaseId, seq: Seq, contents: &[&SealedContent]) -> Result<(), StoreError> {
    if contents.is_empty() {
        return Ok(());
    }
    let mut values = Vec::with_capacity(contents.len() * 5);
    for content in contents {
        values.extend([
            Value::Int(case),
            Value::Int(seq),
            Value::Int(content.reference.slot),
            Value::Bytes(&content.salt),
            Value::Text(&content.body),
        ]);
    }
    db.insert("INSERT INTO contents (case_id, seq, slot, salt, body)", 5, &values, "")?;
    Ok(())
}

/// Every body of a case, in order.
pub fn of_case(db: &Db, case: CaseId) -> Result<Vec<Body>, StoreError> {
    let sql = "SELECT seq, slot, salt, body FROM contents WHERE case_id = $1 ORDER BY seq, slot";
    db.query(sql, &[Value::Int(case)], |row| {
        Ok(Body { seq: row.int(0)?, slot: row.int(1)?, kept: row.opt_bytes(2)?.zip(row.opt_text(3)?) })
    })
}

/// The bodies that are left of the events of one kind of a case, in order.
pub fn of_kind(db: &Db, case: CaseId, kind: &str) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT c.body FROM events e JOIN contents c ON c.case_id = e.case_id AND c.seq = e.seq
        WHERE e.case_id = $1 AND e.kind = $2 AND c.body IS NOT NULL ORDER BY c.seq, c.slot";
    db.query(sql, &[Value::Int(case), kind.into()], |row| row.text(0))
}

/// Removes bodies and their salts; the rows stay as empty places.
pub fn erase(db: &Db, case: CaseId, bodies: &[(Seq, i64)]) -> Result<(), StoreError> {
    for (seq, slot) in bodies {
        let sql = "UPDATE contents SET salt = NULL, body = NULL WHERE case_id = $1 AND seq = $2 AND slot = $3";
        db.execute(sql, &[Value::Int(case), Value::Int(*seq), Value::Int(*slot)])?;
    }
    Ok(())
}
