//! Rules of the company in every version, as opaque definitions.

use crate::streams::{self, By};
use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::Deed;

/// One version of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its number; unique over all rules and versions.
    pub number: i64,
    /// The rule.
    pub name: String,
    /// Which version of it, from 1.
    pub version: i64,
    /// What it says, as JSON.
    pub definition: String,
    /// Who wrote it.
    pub actor: String,
    /// When, in microseconds of UTC.
    pub added_at: i64,
}

const COLUMNS: &str = "r.rule_id, r.name, r.version, r.definition, r.actor, r.added_at";

/// Adds a version; gives its number.
pub fn add(db: &Db, row: &RuleRow) -> Result<i64, StoreError> {
    streams::prove(db, "rules", &row.name)?;
    let number = db.next("rule")?;
    let values = [
        Value::Int(number),
        Value::Text(&row.name),
        Value::Int(row.version),
        Value::Text(&row.definition),
        Value::Text(&row.actor),
        Value::Int(row.added_at),
    ];
    db.insert("INSERT INTO rules (rule_id, name, version, definition, actor, added_at)", 6, &values, "")?;
    let by = By { actor: row.actor.clone(), at: row.added_at };
    streams::note(db, "rules", &row.name, &by, "version_added", Deed::default())?;
    Ok(number)
}

/// The newest version of each rule, by name.
pub fn newest(db: &Db) -> Result<Vec<RuleRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rules r
         WHERE r.version = (SELECT MAX(o.version) FROM rules o WHERE o.name = r.name) ORDER BY r.name"
    );
    db.query(&sql, &[], read)
}

/// Every version of a rule, in order.
pub fn versions(db: &Db, name: &str) -> Result<Vec<RuleRow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM rules r WHERE r.name = $1 ORDER BY r.version");
    db.query(&sql, &[name.into()], read)
}

fn read(row: &Row) -> Result<RuleRow, StoreError> {
    Ok(RuleRow {
        number: row.int(0)?,
        name: row.text(1)?,
        version: row.int(2)?,
        definition: row.text(3)?,
        actor: row.text(4)?,
        added_at: row.int(5)?,
    })
}
