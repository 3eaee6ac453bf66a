//! What streams decide: which rows belong to a stream, and what they say. A test
//! compares the columns with both schemas.

use crate::{Db, Row, StoreError, Value};

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Is {
    Number,
    Text,
    Bytes,
}

use Is::{Bytes, Number, Text};

/// How a stream's key names its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    /// A number.
    Number(&'static str),
    /// A text.
    Text(&'static str),
    /// Bytes, as hexadecimal digits.
    Hex(&'static str),
    /// A noun that stands in the row, and a number.
    OfNoun(&'static str),
    /// Two texts with a stroke between them.
    Pair(&'static str, &'static str),
}

/// Rows of one table that a stream decides.
#[derive(Debug)]
pub struct Subject {
    /// The table.
    pub table: &'static str,
    key: Key,
    /// The columns that decide, in the order in which they are read.
    columns: &'static [(&'static str, Is)],
    /// Columns that decide nothing: what the program counts or remembers.
    pub left_out: &'static [&'static str],
    /// The order of several rows.
    order: &'static str,
}

const STAFF: &[Subject] = &[
    Subject {
        table: "staff",
        key: Key::Number("staff_id"),
        columns: &[
            ("name", Text),
            ("email", Text),
            ("role", Text),
            ("created_at", Number),
            ("unit", Text),
            ("languages", Text),
            ("skills", Text),
            ("left_at", Number),
        ],
        left_out: &[],
        order: "staff_id",
    },
    Subject {
        table: "credentials",
        key: Key::Number("staff_id"),
        columns: &[("password", Text), ("factor_generation", Number), ("factor_on", Number)],
        left_out: &["factor_step"],
        order: "staff_id",
    },
];
const TOKENS: &[Subject] = &[Subject {
    table: "tokens",
    key: Key::Number("token_id"),
    columns: &[
        ("name", Text),
        ("token_hash", Bytes),
        ("scopes", Text),
        ("created_at", Number),
        ("revoked_at", Number),
        ("unit", Text),
        ("expires_at", Number),
    ],
    left_out: &["used_at"],
    order: "token_id",
}];
const LINKS: &[Subject] = &[Subject {
    table: "sign_in_links",
    key: Key::Hex("link_hash"),
    columns: &[("staff_id", Number), ("created_at", Number), ("expires_at", Number), ("used_at", Number)],
    left_out: &[],
    order: "link_hash",
}];
const POLICIES: &[Subject] = &[Subject {
    table: "policies",
    key: Key::Pair("kind", "id"),
    columns: &[("version", Number), ("definition", Text), ("actor", Text), ("added_at", Number)],
    left_out: &[],
    order: "version",
}];
const RULES: &[Subject] = &[Subject {
    table: "rules",
    key: Key::Text("name"),
    columns: &[("rule_id", Number), ("version", Number), ("definition", Text), ("actor", Text), ("added_at", Number)],
    left_out: &[],
    order: "version",
}];
const RECORDS: &[Subject] = &[Subject {
    table: "records",
    key: Key::OfNoun("record_id"),
    columns: &[
        ("reference", Text),
        ("name", Text),
        ("body", Text),
        ("version", Number),
        ("created_at", Number),
        ("updated_at", Number),
        ("restriction", Text),
        ("erasure", Text),
    ],
    left_out: &[],
    order: "record_id",
}];

/// Streams that decide rows of tables of their own, with those rows. Every other noun is
/// that of a register, whose records stand in one table.
const OWN: &[(&str, &[Subject])] =
    &[("staff", STAFF), ("tokens", TOKENS), ("sign_in_links", LINKS), ("policies", POLICIES), ("rules", RULES)];
/// The noun of the stream of what was done to the whole record; it decides no rows.
pub const OF_RECORD: &str = "record";

/// What decides, table by table.
pub fn all() -> impl Iterator<Item = &'static Subject> {
    OWN.iter().map(|(_, subjects)| *subjects).chain([RECORDS]).flatten()
}

/// Nouns that no register can have.
pub fn taken() -> impl Iterator<Item = &'static str> {
    OWN.iter().map(|(noun, _)| *noun).chain([OF_RECORD])
}

/// Whether streams of a noun decide rows.
pub fn decides(noun: &str) -> bool {
    noun != OF_RECORD
}

fn subjects(noun: &str) -> &'static [Subject] {
    match OWN.iter().find(|(known, _)| *known == noun) {
        Some((_, subjects)) => subjects,
        None if decides(noun) => RECORDS,
        None => &[],
    }
}

/// Every noun whose rows are there.
pub fn nouns(db: &Db) -> Result<Vec<String>, StoreError> {
    let own = OWN.iter().map(|(noun, _)| (*noun).to_owned());
    let records = db.query("SELECT DISTINCT noun FROM records ORDER BY noun", &[], |row| row.text(0))?;
    Ok(own.chain(records).collect())
}

/// What the rows of a stream say now, column by column; nothing where there are
/// none.
pub(super) fn state_of(db: &Db, noun: &str, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let mut said = Vec::new();
    let mut rows = 0;
    for subject in subjects(noun) {
        said.extend_from_slice(subject.table.as_bytes());
        for row in subject.rows(db, noun, key)? {
            said.push(b'\n');
            said.extend(row);
            rows += 1;
        }
    }
    Ok((rows > 0).then_some(said))
}

/// Up to `limit` keys of rows that a noun's streams decide, in their order: after
/// one, or from the first.
pub fn keys_after(db: &Db, noun: &str, after: Option<&str>, limit: i64) -> Result<Vec<String>, StoreError> {
    let Some(subject) = subjects(noun).first() else { return Ok(Vec::new()) };
    subject.keys_after(db, noun, after, limit)
}

impl Subject {
    /// Names of all its columns, those of the key and those left out included.
    pub fn known_columns(&self) -> Vec<&'static str> {
        let key = match self.key {
            Key::Number(column) | Key::Text(column) | Key::Hex(column) => vec![column],
            Key::OfNoun(column) => vec!["noun", column],
            Key::Pair(one, other) => vec![one, other],
        };
        let said = self.columns.iter().map(|(column, _)| *column);
        key.into_iter().chain(said).chain(self.left_out.iter().copied()).collect()
    }

    fn rows(&self, db: &Db, noun: &str, key: &str) -> Result<Vec<Vec<u8>>, StoreError> {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        let (names, table, order) = (names.join(", "), self.table, self.order);
        let ask = |condition: &str, values: &[Value]| {
            let sql = format!("SELECT {names} FROM {table} WHERE {condition} ORDER BY {order}");
            db.query(&sql, values, |row| self.said(row))
        };
        let unknown = || StoreError::corrupt(format!("no {noun} can have the key {key}"));
        match self.key {
            Key::Number(column) => ask(&format!("{column} = $1"), &[Value::Int(key.parse().map_err(|_| unknown())?)]),
            Key::Text(column) => ask(&format!("{column} = $1"), &[key.into()]),
            Key::Hex(column) => {
                let bytes = homeward_domain::record::Hash::from_hex(key).ok_or_else(unknown)?;
                ask(&format!("{column} = $1"), &[Value::Bytes(&bytes.0)])
            }
            Key::OfNoun(column) => {
                // A stream of an earlier version may have another key: it decides nothing.
                let Ok(number) = key.parse().map(Value::Int) else { return Ok(Vec::new()) };
                ask(&format!("noun = $1 AND {column} = $2"), &[noun.into(), number])
            }
            Key::Pair(one, other) => {
                let (first, second) = key.split_once('/').ok_or_else(unknown)?;
                ask(&format!("{one} = $1 AND {other} = $2"), &[first.into(), second.into()])
            }
        }
    }

    fn keys_after(&self, db: &Db, noun: &str, after: Option<&str>, limit: i64) -> Result<Vec<String>, StoreError> {
        let number = after.and_then(|key| key.parse::<i64>().ok()).map(Value::Int);
        let text = after.map(Value::Text);
        match self.key {
            Key::Number(column) => {
                self.spelled(db, &[column], number.as_slice(), None, limit, |row| Ok(row.int(0)?.to_string()))
            }
            Key::Text(column) => self.spelled(db, &[column], text.as_slice(), None, limit, |row| row.text(0)),
            Key::Hex(column) => {
                let hash = after.and_then(homeward_domain::record::Hash::from_hex);
                let hash = hash.as_ref().map(|hash| Value::Bytes(&hash.0));
                self.spelled(db, &[column], hash.as_slice(), None, limit, |row| Ok(row.hash(0)?.to_hex()))
            }
            Key::OfNoun(column) => {
                self.spelled(db, &[column], number.as_slice(), Some(noun), limit, |row| Ok(row.int(0)?.to_string()))
            }
            Key::Pair(one, other) => {
                let pair = after.and_then(|key| key.split_once('/')).map(|(one, other)| [one.into(), other.into()]);
                self.spelled(db, &[one, other], pair.as_ref().map_or(&[][..], |pair| pair), None, limit, |row| {
                    Ok(format!("{}/{}", row.text(0)?, row.text(1)?))
                })
            }
        }
    }

    /// Keys after some values, or from the very first where there are none: no key is
    /// so small that it stands before the first.
    fn spelled(
        &self,
        db: &Db,
        columns: &[&str],
        after: &[Value],
        noun: Option<&str>,
        limit: i64,
        read: impl FnMut(&Row) -> Result<String, StoreError>,
    ) -> Result<Vec<String>, StoreError> {
        let mut values = vec![Value::Int(limit)];
        let mut conditions = Vec::new();
        if let Some(noun) = noun {
            values.push(noun.into());
            conditions.push("noun = $2".to_owned());
        }
        let names = columns.join(", ");
        if !after.is_empty() {
            let first = values.len() + 1;
            values.extend(after);
            let places: Vec<String> = (first..=values.len()).map(|place| format!("${place}")).collect();
            conditions.push(format!("({names}) > ({})", places.join(", ")));
        }
        let condition = if conditions.is_empty() { "1 = 1".into() } else { conditions.join(" AND ") };
        let table = self.table;
        let sql = format!("SELECT DISTINCT {names} FROM {table} WHERE {condition} ORDER BY {names} LIMIT $1");
        db.query(&sql, &values, read)
    }

    /// One row: each column by its name, with its length, so that no bytes move
    /// from one to the next and a column can join later.
    fn said(&self, row: &Row) -> Result<Vec<u8>, StoreError> {
        let mut said = Vec::new();
        for (place, (name, is)) in self.columns.iter().enumerate() {
            let value = match is {
                Number => row.opt_int(place)?.map(|number| number.to_be_bytes().to_vec()),
                Text => row.opt_text(place)?.map(String::into_bytes),
                Bytes => row.opt_bytes(place)?,
            };
            // A column that holds nothing says as much as one that is not there
            // yet: what later versions add to a table begins as null or empty.
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            said.extend_from_slice(&(name.len() as u64).to_be_bytes());
            said.extend_from_slice(name.as_bytes());
            said.extend_from_slice(&(value.len() as u64).to_be_bytes());
            said.extend_from_slice(&value);
        }
        Ok(said)
    }
}
