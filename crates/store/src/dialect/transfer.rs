//! Every row of a PostgreSQL database in one SQLite file, and back: what a
//! backup is made of, and the way from one database to the other.
//!
//! The text index stays behind. It can be built from the rows, and neither
//! database could read the other's.

use super::{columns, postgres as server, sqlite};
use crate::db::Session;
use crate::value::Value;
use crate::{Db, StoreError, events};
use homeward_domain::record::RecordKey;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::Type;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::path::Path;

/// Rows that one statement inserts.
const PIECE: usize = 500;

/// A table with its columns.
struct Table {
    name: String,
    columns: Vec<String>,
}

impl Table {
    fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.columns.join(", "), self.name)
    }

    fn insert(&self) -> String {
        format!("INSERT INTO {} ({})", self.name, self.columns.join(", "))
    }
}

/// One stored value on its way.
enum Cell {
    Null,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

/// Copies one consistent view of a server's database into a new file, while
/// others read and write.
pub(crate) fn server_to_file(url: &str, target: &Path, key: RecordKey) -> Result<(), StoreError> {
    sqlite::migrate(target)?;
    let file = sqlite::open_writer(target)?;
    let mut session = server::connect(url)?;
    session.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    file.execute_batch("BEGIN IMMEDIATE")?;
    let db = Db::sqlite(&file, key);
    for table in emptied(&db)? {
        copy_from_server(&mut session, &db, &table)?;
    }
    // Numbers come from a sequence there and from a counter here.
    db.execute("UPDATE counters SET value = (SELECT COALESCE(MAX(case_id), 0) FROM cases) WHERE name = 'case'", &[])?;
    while events::place(&db, i64::MAX)? > 0 {}
    file.execute_batch("COMMIT")?;
    session.client.batch_execute("COMMIT")?;
    sqlite::into_one_file(&file)
}

/// Fills an empty database of a server from a file, in one transaction.
pub(crate) fn file_to_server(source: &Path, url: &str, key: RecordKey) -> Result<(), StoreError> {
    server::migrate(url)?;
    let file = sqlite::open_reader(source)?;
    let mut session = server::connect(url)?;
    session.client.batch_execute("BEGIN")?;
    {
        let db = Db::postgres(&mut session, key);
        must_be_empty(&db)?;
        for table in emptied(&db)? {
            copy_from_file(&file, &db, &table)?;
        }
        let last = db.query_one("SELECT value FROM counters WHERE name = 'case'", &[], |row| row.int(0))?;
        db.continue_case_serials(last.unwrap_or(0))?;
    }
    session.client.batch_execute("COMMIT")?;
    Ok(())
}

/// Refuses a database of a server in which anything of a company stands already.
pub(crate) fn server_must_be_empty(url: &str) -> Result<(), StoreError> {
    let mut session = server::connect(url)?;
    if !server::is_there(&mut session)? {
        return Ok(());
    }
    // Nothing is written with this key.
    must_be_empty(&Db::postgres(&mut session, RecordKey::new([0; 32])))
}

fn must_be_empty(db: &Db) -> Result<(), StoreError> {
    let used = "SELECT case_id FROM events UNION ALL SELECT staff_id FROM staff LIMIT 1";
    match db.query_one(used, &[], |row| row.int(0))? {
        Some(_) => Err(StoreError::Broken("the database is not empty; restore into an empty one".into())),
        None => Ok(()),
    }
}

/// The tables, without the rows that a fresh schema brings.
fn emptied(db: &Db) -> Result<Vec<Table>, StoreError> {
    let mut tables: Vec<Table> = Vec::new();
    for (name, column, _) in columns(db)? {
        match tables.last_mut().filter(|table| table.name == name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name, columns: vec![column] }),
        }
    }
    for table in &tables {
        db.execute(&format!("DELETE FROM {}", table.name), &[])?;
    }
    Ok(tables)
}

fn copy_from_server(session: &mut Session, target: &Db, table: &Table) -> Result<(), StoreError> {
    let mut rows = session.client.query_raw(&table.select(), std::iter::empty::<i64>())?;
    let mut piece = Piece::new(target, table);
    while let Some(row) = rows.next()? {
        for column in 0..row.len() {
            piece.cells.push(match *row.columns()[column].type_() {
                Type::INT8 => row.try_get::<_, Option<i64>>(column)?.map_or(Cell::Null, Cell::Int),
                Type::TEXT => row.try_get::<_, Option<String>>(column)?.map_or(Cell::Null, Cell::Text),
                Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column)?.map_or(Cell::Null, Cell::Bytes),
                ref other => return Err(StoreError::corrupt(format!("a column of {} is {other}", table.name))),
            });
        }
        piece.flush_if_full()?;
    }
    piece.flush()
}

fn copy_from_file(file: &Connection, target: &Db, table: &Table) -> Result<(), StoreError> {
    let mut select = file.prepare(&table.select())?;
    let mut rows = select.query([])?;
    let mut piece = Piece::new(target, table);
    while let Some(row) = rows.next()? {
        for column in 0..table.columns.len() {
            piece.cells.push(match row.get_ref(column)? {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(number) => Cell::Int(number),
                ValueRef::Text(text) => Cell::Text(String::from_utf8(text.to_vec()).map_err(StoreError::corrupt)?),
                ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
                ValueRef::Real(_) => return Err(StoreError::corrupt(format!("a column of {} is real", table.name))),
            });
        }
        piece.flush_if_full()?;
    }
    piece.flush()
}

/// Rows that wait to be inserted together.
struct Piece<'a, 'd> {
    target: &'a Db<'d>,
    head: String,
    width: usize,
    cells: Vec<Cell>,
}

impl<'a, 'd> Piece<'a, 'd> {
    fn new(target: &'a Db<'d>, table: &Table) -> Self {
        Self { target, head: table.insert(), width: table.columns.len(), cells: Vec::new() }
    }

    fn flush_if_full(&mut self) -> Result<(), StoreError> {
        if self.cells.len() < PIECE * self.width { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        if !self.cells.is_empty() {
            let values: Vec<Value> = self.cells.iter().map(Cell::value).collect();
            self.target.insert(&self.head, self.width, &values, "")?;
            self.cells.clear();
        }
        Ok(())
    }
}
