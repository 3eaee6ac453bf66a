//! What a backup carries besides the rows: files of cases, in the same file.

use super::{mark, sqlite};
use crate::StoreError;
use rusqlite::{Connection, params};
use std::path::Path;

/// The files in a backup.
pub struct BackupFiles {
    file: Connection,
}

impl BackupFiles {
    /// Begins to put files into a backup, which is not complete before it is closed.
    pub fn pack(backup: &Path) -> Result<Self, StoreError> {
        let files = Self::open(backup)?;
        mark::begin(&files.file)?;
        Ok(files)
    }

    /// Opens the files of a backup; a table for them is made where there is none.
    pub fn open(backup: &Path) -> Result<Self, StoreError> {
        let file = sqlite::open_writer(backup)?;
        file.execute_batch("CREATE TABLE IF NOT EXISTS luggage (key TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL)")?;
        Ok(Self { file })
    }

    /// Adds a file.
    pub fn add(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.execute("INSERT OR REPLACE INTO luggage (key, bytes) VALUES (?1, ?2)", params![key, bytes])?;
        Ok(())
    }

    /// The keys of all files.
    pub fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut select = self.file.prepare("SELECT key FROM luggage ORDER BY key")?;
        let keys = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(keys)
    }

    /// The bytes of a file.
    pub fn bytes(&self, key: &str) -> Result<Vec<u8>, StoreError> {
        Ok(self.file.query_row("SELECT bytes FROM luggage WHERE key = ?1", [key], |row| row.get(0))?)
    }

    /// Leaves one file that needs no other beside it and says that it is complete.
    pub fn close(self) -> Result<(), StoreError> {
        mark::complete(&self.file)?;
        sqlite::into_one_file(&self.file)
    }

    /// Takes the files out of the database that they came in.
    pub fn empty(self) -> Result<(), StoreError> {
        mark::take_off(&self.file)?;
        self.file.execute_batch("DROP TABLE luggage; VACUUM")?;
        Ok(())
    }
}
