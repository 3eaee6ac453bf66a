//! Rows that belong to nothing on the record. The proofs of cases and streams begin
//! at what the record names and would never come by them.

use crate::streams::taken;
use crate::{Db, StoreError, Value};

/// The first of them, in English, for an operator.
pub fn first(db: &Db) -> Result<Option<String>, StoreError> {
    let words = "SELECT case_id FROM contents
        WHERE NOT EXISTS (SELECT 1 FROM events WHERE events.case_id = contents.case_id) LIMIT 1";
    if let Some(case) = db.query_one(words, &[], |row| row.int(0))? {
        return Ok(Some(format!("words of case {case} are there, which is not")));
    }
    let credentials = "SELECT staff_id FROM credentials
        WHERE NOT EXISTS (SELECT 1 FROM staff WHERE staff.staff_id = credentials.staff_id) LIMIT 1";
    if let Some(staff) = db.query_one(credentials, &[], |row| row.int(0))? {
        return Ok(Some(format!("credentials of staff/{staff} are there, who is not")));
    }
    if let Some(noun) = unknown_noun(db)? {
        return Ok(Some(format!("a record of the noun '{noun}' is there, which is that of no register")));
    }
    let ends = db.query_one("SELECT COUNT(*) FROM tip", &[], |row| row.int(0))?.unwrap_or_default();
    Ok((ends != 1).then(|| format!("the log has {ends} ends, and one is right")))
}

/// A noun of records that is that of something else: its streams would decide other rows.
fn unknown_noun(db: &Db) -> Result<Option<String>, StoreError> {
    let nouns: Vec<Value> = taken().map(Value::from).collect();
    let places: Vec<String> = (1..=nouns.len()).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT noun FROM records WHERE noun IN ({}) ORDER BY noun LIMIT 1", places.join(", "));
    db.query_one(&sql, &nouns, |row| row.text(0))
}
