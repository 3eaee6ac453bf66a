//! Counters from which the next numbers come: one that was put back gives a number
//! that somebody has.

use crate::{Db, StoreError, Value};

/// Each counter with the table and column that hold its numbers.
const COUNTED: &[(&str, &str, &str)] = &[
    ("staff", "staff", "staff_id"),
    ("token", "tokens", "token_id"),
    ("source", "sources", "source_id"),
    ("record", "records", "record_id"),
    ("rule", "rules", "rule_id"),
    ("job", "jobs", "job_id"),
    ("view", "views", "view_id"),
];

/// The first counter that would give a number which somebody has, in English, for an
/// operator.
pub fn behind(db: &Db) -> Result<Option<String>, StoreError> {
    let told = |name: &str, is: i64, last: i64| {
        format!("the counter of {name} stands at {is}, and {last} was given already; homeward rebuild mends it")
    };
    let (case, last) = (db.last_case_serial()?, highest(db, "cases", "case_id")?);
    if case < last {
        return Ok(Some(told("case", case, last)));
    }
    for (name, table, column) in COUNTED {
        let is = value(db, name)?.unwrap_or_default();
        let last = highest(db, table, column)?;
        if is < last {
            return Ok(Some(told(name, is, last)));
        }
    }
    Ok(None)
}

/// Moves every counter that was put back behind the numbers that were given.
pub fn mend(db: &Db) -> Result<(), StoreError> {
    let last = highest(db, "cases", "case_id")?;
    if db.last_case_serial()? < last {
        db.continue_case_serials(last)?;
    }
    for (name, table, column) in COUNTED {
        raise(db, name, highest(db, table, column)?)?;
    }
    Ok(())
}

/// Raises a counter to a value; one that was taken away is there again.
pub(crate) fn raise(db: &Db, name: &str, to: i64) -> Result<(), StoreError> {
    if value(db, name)?.is_some_and(|is| is >= to) {
        return Ok(());
    }
    let sql = "INSERT INTO counters (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
    db.execute(sql, &[name.into(), Value::Int(to)])?;
    Ok(())
}

/// What a counter says; nothing where it is not there.
pub(crate) fn value(db: &Db, name: &str) -> Result<Option<i64>, StoreError> {
    db.query_one("SELECT value FROM counters WHERE name = $1", &[name.into()], |row| row.int(0))
}

fn highest(db: &Db, table: &str, column: &str) -> Result<i64, StoreError> {
    let sql = format!("SELECT COALESCE(MAX({column}), 0) FROM {table}");
    Ok(db.query_one(&sql, &[], |row| row.int(0))?.unwrap_or_default())
}
