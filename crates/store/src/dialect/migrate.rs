//! Migrations, forward only, numbered; run by `refinery` on both databases.

use super::{Dialect, ddl};
use crate::StoreError;
use homeward_domain::time::Timestamp;
use refinery::{Migration, Runner};

const RESTRICTION: &str = include_str!("../../migrations/V18__restriction.sql");
const DOORS: &str = include_str!("../../migrations/V14__doors.sql");
const LOOKS: &str = include_str!("../../migrations/V19__looks.sql");
const MERGED: &str = include_str!("../../migrations/V22__merged.sql");
const NOTICES: &str = include_str!("../../migrations/V21__notices.sql");
const ERASURE: &str = include_str!("../../migrations/V25__erasure.sql");
const RETENTION: &str = include_str!("../../migrations/V26__retention.sql");
const RECORD: &str = include_str!("../../migrations/V1__record.sql");
const PROOF: &str = include_str!("../../migrations/V10__proof.sql");
const REGISTERS: &str = include_str!("../../migrations/V3__registers.sql");
const WORK: &str = include_str!("../../migrations/V4__work.sql");
const DESKS: &str = include_str!("../../migrations/V5__desks.sql");
const CONTACTS: &str = include_str!("../../migrations/V11__contacts.sql");
const REREADS: &str = include_str!("../../migrations/V12__rereads.sql");
const RESULTS: &str = include_str!("../../migrations/V8__results.sql");
const SIDE_BY_SIDE: &str = include_str!("../../migrations/V7__side_by_side.sql");
const SIGN_IN: &str = include_str!("../../migrations/V6__sign_in.sql");
const WORK_LIST: &str = include_str!("../../migrations/V9__work_list.sql");
const OWN_WAYS_SQLITE: &str = include_str!("../../migrations/V2__own_ways.sqlite.sql");
const OWN_WAYS_POSTGRES: &str = include_str!("../../migrations/V2__own_ways.postgres.sql");

/// All migrations of a database, in order. They go in one transaction together with
/// their history: a start that is killed on the way leaves all of them or none.
pub(crate) fn runner(dialect: Dialect) -> Result<Runner, StoreError> {
    let own_ways = match dialect {
        Dialect::Sqlite => OWN_WAYS_SQLITE,
        Dialect::Postgres => OWN_WAYS_POSTGRES,
    };
    let texts = [
        ("V1__record", RECORD),
        ("V2__own_ways", own_ways),
        ("V3__registers", REGISTERS),
        ("V4__work", WORK),
        ("V5__desks", DESKS),
        ("V6__sign_in", SIGN_IN),
        ("V7__side_by_side", SIDE_BY_SIDE),
        ("V8__results", RESULTS),
        ("V9__work_list", WORK_LIST),
        ("V10__proof", PROOF),
        ("V11__contacts", CONTACTS),
        ("V12__rereads", REREADS),
        ("V14__doors", DOORS),
        ("V18__restriction", RESTRICTION),
        ("V19__looks", LOOKS),
        ("V21__notices", NOTICES),
        ("V22__merged", MERGED),
        ("V25__erasure", ERASURE),
        ("V26__retention", RETENTION),
    ];
    let migrations = texts.map(|(name, sql)| Migration::unapplied(name, &ddl::translate(dialect, sql)));
    let migrations = migrations.into_iter().collect::<Result<Vec<_>, _>>().map_err(StoreError::corrupt)?;
    Ok(Runner::new(&migrations).set_grouped(true).set_abort_divergent(true).set_abort_missing(true))
}

/// The history of migrations, as both databases tell it.
pub(crate) const HISTORY: &str =
    "SELECT version, name, applied_on, checksum FROM refinery_schema_history ORDER BY version";

/// Refuses an entry of the history that cannot be read: the runner takes what it has
/// written for granted. Nothing stands for what is no text.
pub(crate) fn check_entry(
    version: i32,
    name: Option<&str>,
    applied_on: Option<&str>,
    checksum: Option<&str>,
) -> Result<(), StoreError> {
    let altered = |what: &str| {
        Err(StoreError::Broken(format!("the history of migrations was altered: the {what} of number {version}")))
    };
    match (name, applied_on, checksum) {
        (None, ..) => altered("name"),
        (_, applied_on, _) if applied_on.is_none_or(|at| Timestamp::parse(at).is_err()) => altered("time"),
        (_, _, checksum) if checksum.is_none_or(|sum| sum.parse::<u64>().is_err()) => altered("checksum"),
        _ => Ok(()),
    }
}

/// A failed migration is breakage, except where the database was not there.
pub(crate) fn failed(error: &refinery::Error) -> StoreError {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    StoreError::Broken(format!("migration: {text}"))
}
