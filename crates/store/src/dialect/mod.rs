//! The only place that names a database. Everything else speaks one portable
//! SQL: BIGINT, TEXT and bytes; parameters `$1`…; `CAST` around sums.

mod backup_files;
mod ddl;
mod mark;
pub(crate) mod migrate;
pub(crate) mod postgres;
mod salvage;
pub(crate) mod sqlite;
pub(crate) mod transfer;

pub use backup_files::BackupFiles;
pub use mark::{Standing, standing};
pub use salvage::{faults, salvage};

use crate::{Db, StoreError, Value, counters, tip};
use homeward_domain::record::RecordKey;
use std::path::{Path, PathBuf};

/// Which database a connection leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// Where a store lives, read from a database URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of its own.
    Sqlite(PathBuf),
    /// A PostgreSQL server, shared by several copies of the program.
    Postgres(String),
}

impl Location {
    /// Reads `sqlite://path` or `postgres://…`; `None` for anything else.
    pub fn parse(url: &str) -> Option<Self> {
        if let Some(path) = url.strip_prefix("sqlite://") {
            return (!path.is_empty()).then(|| Self::Sqlite(path.into()));
        }
        (url.starts_with("postgres://") || url.starts_with("postgresql://")).then(|| Self::Postgres(url.to_owned()))
    }
}

impl Db<'_> {
    /// The serial of the next case. On PostgreSQL from a sequence, so that no
    /// transaction waits for another; gaps are allowed.
    pub fn next_case_serial(&self) -> Result<i64, StoreError> {
        match self.dialect() {
            Dialect::Sqlite => self.next("case"),
            Dialect::Postgres => {
                self.will_write();
                let serial = self.query_one("SELECT nextval('case_serials')", &[], |row| row.int(0))?;
                serial.ok_or_else(|| StoreError::corrupt("a sequence gave nothing"))
            }
        }
    }

    /// What an index of some tables says otherwise than the rows, if anything. Only an
    /// embedded database can be asked.
    pub fn index_against_rows(&self, tables: &[&str]) -> Result<Option<String>, StoreError> {
        if self.dialect() == Dialect::Postgres {
            return Ok(None);
        }
        for table in tables {
            let told = self.query_one(&format!("PRAGMA integrity_check({table})"), &[], |row| row.text(0))?;
            if let Some(told) = told.filter(|told| told != "ok") {
                return Ok(Some(format!("{table}: {told}")));
            }
        }
        Ok(None)
    }

    /// Whether this writer gives events their position. On PostgreSQL a single
    /// feeder does after commit, since transactions commit out of order.
    pub(crate) fn places_events(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// What a query ends with whose rows this transaction is about to change. On
    /// SQLite a transaction that writes is the only one; on PostgreSQL, where each
    /// statement sees what others committed before it, the rows have to be held.
    pub(crate) fn to_change(&self) -> &'static str {
        match self.dialect() {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE",
        }
    }

    /// The next value of a counter row. Whoever takes it holds the row until
    /// commit, so nothing in an intake on PostgreSQL may.
    pub(crate) fn next(&self, counter: &str) -> Result<i64, StoreError> {
        self.advance(counter, 1)
    }

    /// Raises a counter row by `by`; gives its new value.
    pub(crate) fn advance(&self, counter: &str, by: i64) -> Result<i64, StoreError> {
        self.will_write();
        let sql = "UPDATE counters SET value = value + $2 WHERE name = $1 RETURNING value";
        let value = self.query_one(sql, &[counter.into(), Value::Int(by)], |row| row.int(0))?;
        value.ok_or_else(|| StoreError::corrupt("a counter is missing"))
    }

    /// The last serial that was given to a case, or passed over.
    pub(crate) fn last_case_serial(&self) -> Result<i64, StoreError> {
        match self.dialect() {
            Dialect::Sqlite => Ok(counters::value(self, "case")?.unwrap_or_default()),
            Dialect::Postgres => {
                let sql = "SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM case_serials";
                Ok(self.query_one(sql, &[], |row| row.int(0))?.unwrap_or_default())
            }
        }
    }

    /// After a restore, or where it was put back: the sequence of case numbers goes on behind the last one.
    pub(crate) fn continue_case_serials(&self, last: i64) -> Result<(), StoreError> {
        match self.dialect() {
            Dialect::Sqlite => counters::raise(self, "case", last),
            Dialect::Postgres => {
                self.will_write();
                self.query("SELECT setval('case_serials', $1)", &[Value::Int(last.max(1))], |_| Ok(()))?;
                Ok(())
            }
        }
    }
}

/// Leaves a file of the embedded database that needs no other beside it, so that it
/// can be given another name. The last of several connections that close at once
/// does not always fold the log into the file: each may find another still there.
/// Blocks.
pub fn into_one_file(file: &Path) -> Result<(), StoreError> {
    sqlite::into_one_file(&sqlite::open_writer(file)?)
}

/// Takes away what another secret has written beside the record in a file that
/// [`crate::Store::copy_to`] made. Blocks.
pub fn forget_proof(file: &Path) -> Result<(), StoreError> {
    sqlite::migrate(file)?;
    let connection = sqlite::open_writer(file)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    tip::forget_proof(&Db::sqlite(&connection, RecordKey::new([0; 32])))?;
    connection.execute_batch("COMMIT")?;
    Ok(())
}

/// Every table with every column and whether it is of text or bytes, for the
/// register of personal data.
pub fn columns(db: &Db) -> Result<Vec<(String, String, bool)>, StoreError> {
    let sql = match db.dialect() {
        Dialect::Sqlite => sqlite::COLUMNS,
        Dialect::Postgres => postgres::COLUMNS,
    };
    db.query(sql, &[], |row| Ok((row.text(0)?, row.text(1)?, row.int(2)? == 1)))
}

/// Writes about as much as a long message with its index, to find out whether there is
/// room for it. On the embedded database a small row tells.
pub(crate) fn try_room(db: &Db) -> Result<(), StoreError> {
    if db.dialect() == Dialect::Postgres && postgres::may_make_temporary_tables(db)? {
        // A small write fits into a page that is there already; an intake wants new ones.
        db.execute(
            "CREATE TEMPORARY TABLE room ON COMMIT DROP AS
            SELECT repeat(md5(CAST(n AS TEXT)), 60) AS filling FROM generate_series(1, 140) AS n",
            &[],
        )?;
    }
    let sql = "INSERT INTO counters (name, value) VALUES ('room', 1)
         ON CONFLICT (name) DO UPDATE SET value = counters.value + 1";
    db.execute(sql, &[])?;
    Ok(())
}
