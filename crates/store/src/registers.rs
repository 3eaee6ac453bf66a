//! Plain records with what they are looked up by, and the stream of their changes.

use crate::streams::{self, By};
use crate::{Db, Row, StoreError, Value};
use homeward_domain::record::Deed;

/// A plain record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number within the installation.
    pub id: i64,
    /// Its reference, unique among its noun.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its fields as JSON.
    pub body: String,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it was last changed, in microseconds of UTC.
    pub updated_at: i64,
    /// Why nobody sees it but who must, as JSON; empty where everybody may.
    pub restriction: String,
    /// That its personal data were erased, as JSON; empty where they were not.
    pub erasure: String,
}

/// One change of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// When, in microseconds of UTC.
    pub recorded_at: i64,
    /// Who.
    pub actor: String,
    /// What was done.
    pub verb: String,
    /// Names of the fields that changed, separated by spaces.
    pub fields: String,
    /// What it said from then on, as JSON; of settings only, and without the name of
    /// anybody.
    pub says: Option<String>,
}

const COLUMNS: &str = "r.record_id, r.reference, r.name, r.body, r.version, r.updated_at, r.restriction, r.erasure";

/// A record by its reference.
pub fn find(db: &Db, noun: &str, reference: &str) -> Result<Option<Record>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM records r WHERE r.noun = $1 AND r.reference = $2");
    db.query_one(&sql, &[noun.into(), reference.into()], read)
}

/// The reference of a record by its number.
pub fn reference(db: &Db, noun: &str, id: i64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT reference FROM records WHERE noun = $1 AND record_id = $2";
    db.query_one(sql, &[noun.into(), Value::Int(id)], |row| row.text(0))
}

/// Records that have all of these keys, and any of the others where some are told,
/// in the order in which they were made, after one of them. None that is under
/// restriction or was erased.
pub fn list(
    db: &Db,
    noun: &str,
    keys: &[String],
    any: Option<&[String]>,
    after: i64,
    limit: i64,
) -> Result<Vec<Record>, StoreError> {
    use std::fmt::Write as _;
    let mut values = vec![Value::Text(noun), Value::Int(after), Value::Int(limit)];
    let mut sql = format!(
        "SELECT {COLUMNS} FROM records r WHERE r.noun = $1 AND r.record_id > $2 AND r.restriction = '' AND r.erasure = ''"
    );
    for key in keys {
        values.push(Value::Text(key));
        let number = values.len();
        let _ = write!(
            sql,
            " AND r.record_id IN (SELECT k.record_id FROM record_keys k WHERE k.noun = $1 AND k.key_hash = ${number})"
        );
    }
    if let Some(any) = any {
        let first = values.len() + 1;
        values.extend(any.iter().map(|key| Value::Text(key)));
        let places: Vec<String> = (first..=values.len()).map(|number| format!("${number}")).collect();
        let _ = write!(
            sql,
            " AND r.record_id IN (SELECT k.record_id FROM record_keys k WHERE k.noun = $1 AND k.key_hash IN ({}))",
            places.join(", ")
        );
    }
    sql.push_str(" ORDER BY r.record_id LIMIT $3");
    db.query(&sql, &values, read)
}

/// Every record that has a key, in the order in which they were made; those under
/// restriction among them.
pub fn all_with_key(db: &Db, noun: &str, key: &str) -> Result<Vec<Record>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM records r WHERE r.noun = $1
        AND r.record_id IN (SELECT k.record_id FROM record_keys k WHERE k.noun = $1 AND k.key_hash = $2)
        ORDER BY r.record_id"
    );
    db.query(&sql, &[noun.into(), key.into()], read)
}

/// Which of these records are under restriction, by their references.
pub fn restricted_among(db: &Db, noun: &str, references: &[&str]) -> Result<Vec<String>, StoreError> {
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..=references.len() + 1).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT reference FROM records WHERE noun = $1 AND restriction <> '' AND reference IN ({})",
        places.join(", ")
    );
    let values: Vec<Value> = std::iter::once(noun).chain(references.iter().copied()).map(Value::Text).collect();
    db.query(&sql, &values, |row| row.text(0))
}

/// A record by its number.
pub fn by_id(db: &Db, noun: &str, record: i64) -> Result<Option<Record>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM records r WHERE r.noun = $1 AND r.record_id = $2");
    db.query_one(&sql, &[noun.into(), Value::Int(record)], read)
}

/// Says why nobody sees a record but who must; an empty text lets everybody see it. Whoever
/// keeps a copy of the record sees by its version that it has changed.
pub fn restrict(db: &Db, noun: &str, record: i64, restriction: &str, now: i64) -> Result<(), StoreError> {
    streams::prove(db, noun, &record.to_string())?;
    let sql = "UPDATE records SET restriction = $3, version = version + 1, updated_at = $4
        WHERE noun = $1 AND record_id = $2";
    db.execute(sql, &[noun.into(), Value::Int(record), restriction.into(), Value::Int(now)])?;
    Ok(())
}

/// Says that the personal data of a record were erased.
pub fn erased(db: &Db, noun: &str, record: i64, erasure: &str) -> Result<(), StoreError> {
    streams::prove(db, noun, &record.to_string())?;
    let sql = "UPDATE records SET erasure = $3 WHERE noun = $1 AND record_id = $2";
    db.execute(sql, &[noun.into(), Value::Int(record), erasure.into()])?;
    Ok(())
}

/// Records that name another by a key, whoever may see them.
pub fn naming(db: &Db, noun: &str, key: &str) -> Result<Vec<Record>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM records r JOIN record_keys k ON k.noun = r.noun AND k.record_id = r.record_id
        WHERE r.noun = $1 AND k.key_hash = $2 ORDER BY r.record_id"
    );
    db.query(&sql, &[noun.into(), key.into()], read)
}

/// Adds a record with its keys.
pub fn add(db: &Db, noun: &str, record: &Record, keys: &[String], now: i64) -> Result<i64, StoreError> {
    let id = db.next("record")?;
    streams::prove(db, noun, &id.to_string())?;
    let values = [
        noun.into(),
        Value::Int(id),
        Value::Text(&record.reference),
        Value::Text(&record.name),
        Value::Text(&record.body),
        Value::Int(1),
        Value::Int(now),
        Value::Int(now),
    ];
    let head = "INSERT INTO records (noun, record_id, reference, name, body, version, created_at, updated_at)";
    db.insert(head, 8, &values, "")?;
    add_keys(db, noun, id, keys)?;
    Ok(id)
}

/// Replaces the fields of a record and its keys.
pub fn replace(db: &Db, noun: &str, record: &Record, keys: &[String], now: i64) -> Result<(), StoreError> {
    streams::prove(db, noun, &record.id.to_string())?;
    let sql = "UPDATE records SET name = $3, body = $4, version = version + 1, updated_at = $5
        WHERE noun = $1 AND record_id = $2";
    let id = Value::Int(record.id);
    db.execute(sql, &[noun.into(), id, Value::Text(&record.name), Value::Text(&record.body), Value::Int(now)])?;
    db.execute("DELETE FROM record_keys WHERE noun = $1 AND record_id = $2", &[noun.into(), id])?;
    add_keys(db, noun, record.id, keys)
}

/// Notes a change in the stream of a record.
pub fn note(db: &Db, noun: &str, record: i64, change: &Change) -> Result<(), StoreError> {
    let by = By { actor: change.actor.clone(), at: change.recorded_at };
    let deed = Deed { fields: change.fields.clone(), says: change.says.clone(), state: None };
    streams::note(db, noun, &record.to_string(), &by, &change.verb, deed)
}

/// The changes of a record, in order.
pub fn changes(db: &Db, noun: &str, record: i64) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    for (event, _) in streams::of_stream(db, &format!("{noun}/{record}"))? {
        // That an earlier version's rows came under proof is no change of theirs.
        if event.kind == streams::PROVEN {
            continue;
        }
        let deed: Deed = serde_json::from_str(&event.payload).map_err(StoreError::corrupt)?;
        let (recorded_at, actor, verb) = (event.effective_at, event.actor, event.kind);
        changes.push(Change { recorded_at, actor, verb, fields: deed.fields, says: deed.says });
    }
    Ok(changes)
}

fn add_keys(db: &Db, noun: &str, record: i64, keys: &[String]) -> Result<(), StoreError> {
    let values: Vec<Value> =
        keys.iter().flat_map(|key| [Value::Text(noun), Value::Text(key), Value::Int(record)]).collect();
    if !values.is_empty() {
        db.insert("INSERT INTO record_keys (noun, key_hash, record_id)", 3, &values, "")?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Record, StoreError> {
    Ok(Record {
        id: row.int(0)?,
        reference: row.text(1)?,
        name: row.text(2)?,
        body: row.text(3)?,
        version: row.int(4)?,
        updated_at: row.int(5)?,
        restriction: row.text(6)?,
        erasure: row.text(7)?,
    })
}
