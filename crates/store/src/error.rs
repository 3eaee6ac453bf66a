//! What can go wrong between a closure and the database.

use thiserror::Error;

/// Breakage of the store. A refusal by a rule is never one of these.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// The database cannot take or give anything now: lost, locked or full.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// There is no room left where the database lies.
    #[error("the disk is full: {0}")]
    Full(String),
    /// Too much is waiting; the caller should come again.
    #[error("too much work is waiting")]
    Overloaded,
    /// Another writer was quicker; the closure is run again by the engine.
    #[error("another writer was quicker: {0}")]
    Conflict(String),
    /// Rows of this stream were altered by somebody else than the program, which builds
    /// nothing on them.
    #[error("rows were altered behind the program's back: {0}")]
    Altered(String),
    /// What is stored, or what was asked, is not what the program expects.
    #[error("the database answered with an error: {0}")]
    Broken(String),
}

impl StoreError {
    /// A row that does not read as the program wrote it.
    pub fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Broken(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full(error.to_string()),
            Some(
                Code::SystemIoFailure
                | Code::CannotOpen
                | Code::ReadOnly
                | Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::OutOfMemory,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        let Some(state) = error.code() else { return Self::Unavailable(describe(&error)) };
        let class = state.code().get(..2).unwrap_or_default();
        match state {
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::UNIQUE_VIOLATION => {
                Self::Conflict(describe(&error))
            }
            &SqlState::DISK_FULL => Self::Full(describe(&error)),
            // Connection, resources, operator intervention, system error.
            _ if matches!(class, "08" | "53" | "57" | "58") => Self::Unavailable(describe(&error)),
            _ => Self::Broken(describe(&error)),
        }
    }
}

/// The driver's message with the server's, which it leaves to its source.
fn describe(error: &postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => error.to_string(),
    }
}
