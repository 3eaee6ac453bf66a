//! Migrations, forward only, numbered; run by `refinery` on both databases.

use super::{Dialect, ddl};
use crate::StoreError;
use refinery::{Migration, Runner};

const RECORD: &str = include_str!("../../migrations/V1__record.sql");
const WORDS_SQLITE: &str = include_str!("../../migrations/V2__words.sqlite.sql");
const WORDS_POSTGRES: &str = include_str!("../../migrations/V2__words.postgres.sql");

/// All migrations of a database, in order.
pub(crate) fn runner(dialect: Dialect) -> Result<Runner, StoreError> {
    let words = match dialect {
        Dialect::Sqlite => WORDS_SQLITE,
        Dialect::Postgres => WORDS_POSTGRES,
    };
    let texts = [("V1__record", RECORD), ("V2__words", words)];
    let migrations = texts.map(|(name, sql)| Migration::unapplied(name, &ddl::translate(dialect, sql)));
    let migrations = migrations.into_iter().collect::<Result<Vec<_>, _>>().map_err(StoreError::corrupt)?;
    Ok(Runner::new(&migrations).set_abort_divergent(true).set_abort_missing(true))
}

/// A failed migration is breakage, except where the database was not there.
pub(crate) fn failed(error: &refinery::Error) -> StoreError {
    let mut text = error.to_string();
    if let Some(source) = std::error::Error::source(error) {
        text = format!("{text}: {source}");
    }
    StoreError::Broken(format!("migration: {text}"))
}
