//! What the company has set in every version, as opaque definitions of one kind or
//! another.

use crate::streams::{self, By};
use crate::{Db, StoreError, Value};
use homeward_domain::record::Deed;

/// What a stored definition defines: a word for it, as `promise`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy(pub &'static str);

/// A stored definition: name, version and text as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Name.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// The definition itself.
    pub text: String,
    /// Who wrote it.
    pub actor: String,
    /// When it came into force.
    pub added_at: i64,
}

/// Every version of everything of a kind, by name and version.
pub fn all(db: &Db, policy: Policy) -> Result<Vec<Definition>, StoreError> {
    let sql = "SELECT id, version, definition, actor, added_at FROM policies WHERE kind = $1 ORDER BY id, version";
    db.query(sql, &[Value::Text(policy.0)], |row| {
        let (id, version, text) = (row.text(0)?, row.int(1)?, row.text(2)?);
        Ok(Definition { id, version, text, actor: row.text(3)?, added_at: row.int(4)? })
    })
}

/// The newest version of one; 0 where there is none.
pub fn newest_version(db: &Db, policy: Policy, id: &str) -> Result<i64, StoreError> {
    let sql = "SELECT MAX(version) FROM policies WHERE kind = $1 AND id = $2";
    let newest = db.query_one(sql, &[Value::Text(policy.0), Value::Text(id)], |row| row.opt_int(0))?;
    Ok(newest.flatten().unwrap_or(0))
}

/// Adds a version; an existing one stays as it is.
pub fn add(db: &Db, policy: Policy, definition: &Definition) -> Result<(), StoreError> {
    let key = format!("{}/{}", policy.0, definition.id);
    streams::prove(db, "policies", &key)?;
    let values = [
        Value::Text(policy.0),
        Value::Text(&definition.id),
        Value::Int(definition.version),
        Value::Text(&definition.text),
        Value::Text(&definition.actor),
        Value::Int(definition.added_at),
    ];
    let head = "INSERT INTO policies (kind, id, version, definition, actor, added_at)";
    if db.insert(head, 6, &values, " ON CONFLICT (kind, id, version) DO NOTHING")? == 0 {
        return Ok(());
    }
    let by = By { actor: definition.actor.clone(), at: definition.added_at };
    streams::note(db, "policies", &key, &by, "version_added", Deed::default())
}

/// Counts the changes, so that other copies of the program see that there is
/// something new.
pub fn generation(db: &Db) -> Result<i64, StoreError> {
    let value = db.query_one("SELECT value FROM counters WHERE name = 'policies'", &[], |row| row.int(0))?;
    Ok(value.unwrap_or(0))
}

/// Says that something has changed.
pub fn changed(db: &Db) -> Result<i64, StoreError> {
    db.next("policies")
}
