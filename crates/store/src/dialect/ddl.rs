//! Maps the portable schema text to each database's own words.

use super::Dialect;

/// The schema text as this database takes it.
pub(super) fn translate(dialect: Dialect, sql: &str) -> String {
    match dialect {
        // STRICT tables know INTEGER, TEXT and BLOB, and refuse a value of another type.
        Dialect::Sqlite => sql.replace("BIGINT", "INTEGER").replace("BYTES", "BLOB").replace("END TABLE", ") STRICT"),
        Dialect::Postgres => sql.replace("BYTES", "BYTEA").replace("END TABLE", ")"),
    }
}
