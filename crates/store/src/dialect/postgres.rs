//! PostgreSQL: how connections are opened and what only it does.

use super::{Dialect, migrate};
use crate::column_privacy;
use crate::db::Session;
use crate::search::{self, Fingerprint};
use crate::{Db, StoreError, tls};
use homeward_domain::CaseId;
use postgres::config::SslMode;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::{Client, Config, NoTls};
use std::collections::HashMap;
use std::thread;
use std::time::{Duration, Instant};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long a connection attempt may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Advisory lock under which one copy at a time migrates.
const MIGRATION_LOCK: i64 = 0x484f_4d45_0001;
/// Advisory lock of the copy that gives events their positions.
const FEEDER_LOCK: i64 = 0x484f_4d45_0002;

pub(super) const COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text,
            CAST(CASE WHEN c.data_type IN ('text', 'bytea') THEN 1 ELSE 0 END AS BIGINT)
     FROM information_schema.columns c
     WHERE c.table_schema = current_schema() AND c.table_name NOT LIKE 'refinery_%' AND c.table_name <> 'case_words'
     ORDER BY 1, 2";

/// Opens a connection whose statements cannot hang for ever.
pub(crate) fn connect(url: &str) -> Result<Session, StoreError> {
    let mut config: Config = url.parse().map_err(|e: postgres::Error| StoreError::Broken(e.to_string()))?;
    config.application_name("homeward");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    let mut client = opened(&config)?;
    client.batch_execute("SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'")?;
    Ok(Session { client, statements: HashMap::new() })
}

/// Encrypted where the address asks for it by `sslmode=require`, and then only
/// with a certificate that this machine trusts.
fn opened(config: &Config) -> Result<Client, StoreError> {
    let client = match config.get_ssl_mode() {
        SslMode::Require => config.connect(MakeRustlsConnect::new(tls::trusting_this_machine()?)),
        _ => config.connect(NoTls),
    };
    client.map_err(|error| {
        let source = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        StoreError::Unavailable(format!("{error}{source}"))
    })
}

/// A connection for reading. Lists differ in how much their filters leave, so
/// each is planned for the values it asks with.
pub(crate) fn connect_reader(url: &str) -> Result<Session, StoreError> {
    let mut session = connect(url)?;
    session.client.batch_execute("SET plan_cache_mode = force_custom_plan")?;
    Ok(session)
}

/// Brings the schema up to date, one copy at a time.
pub(crate) fn migrate(url: &str) -> Result<(), StoreError> {
    let mut session = connect(url)?;
    session.client.batch_execute("SET lock_timeout = 0")?;
    session.client.execute("SELECT pg_advisory_lock($1)", &[&MIGRATION_LOCK])?;
    check_history(&mut session)?;
    migrate::runner(Dialect::Postgres)?.run(&mut session.client).map_err(|e| migrate::failed(&e))?;
    take_missing_statistics(&mut session)?;
    session.client.execute("SELECT pg_advisory_unlock($1)", &[&MIGRATION_LOCK])?;
    Ok(())
}

/// A database just filled or restored has rows and no statistics of them until the
/// server takes them by itself; lists would be planned without until then.
fn take_missing_statistics(session: &mut Session) -> Result<(), StoreError> {
    let sql = "SELECT reltuples <= 0 AND pg_relation_size(oid) > 0 FROM pg_class WHERE oid = to_regclass('cases')";
    if session.client.query_one(sql, &[])?.try_get(0)? {
        session.client.batch_execute("ANALYZE")?;
    }
    Ok(())
}

fn check_history(session: &mut Session) -> Result<(), StoreError> {
    let there = session.client.query_one("SELECT to_regclass('refinery_schema_history') IS NOT NULL", &[])?;
    if there.try_get(0)? {
        for row in session.client.query(migrate::HISTORY, &[])? {
            let [name, applied_on, checksum] = [1, 2, 3].map(|place| row.try_get::<_, Option<&str>>(place));
            migrate::check_entry(row.try_get(0)?, name?, applied_on?, checksum?)?;
        }
    }
    Ok(())
}

/// Tries to become the copy that gives positions, until the connection ends.
pub(crate) fn become_feeder(session: &mut Session) -> Result<bool, StoreError> {
    Ok(session.client.query_one("SELECT pg_try_advisory_lock($1)", &[&FEEDER_LOCK])?.try_get(0)?)
}

/// What the text index holds of each case.
pub(crate) fn indexed(session: &mut Session) -> Result<HashMap<CaseId, Fingerprint>, StoreError> {
    let sql = "SELECT case_id, unnest(tsvector_to_array(words)) FROM case_words";
    let mut rows = session.client.query_raw(sql, std::iter::empty::<i64>())?;
    let mut index = HashMap::new();
    while let Some(row) = rows.next()? {
        search::count(&mut index, row.try_get(0)?, row.try_get(1)?);
    }
    Ok(index)
}

/// Whether the migrations of ours were ever applied; the table of their history comes
/// before them.
pub(crate) fn is_there(session: &mut Session) -> Result<bool, StoreError> {
    let found = session.client.query_one("SELECT to_regclass('events') IS NOT NULL", &[])?;
    Ok(found.try_get(0)?)
}

/// Whether this database lets us make tables that nobody else sees, as it does where
/// nobody has said otherwise.
pub(super) fn may_make_temporary_tables(db: &Db) -> Result<bool, StoreError> {
    let sql = "SELECT CASE WHEN has_database_privilege(current_database(), 'TEMPORARY') THEN CAST(1 AS BIGINT)
        ELSE CAST(0 AS BIGINT) END";
    Ok(db.query_one(sql, &[], |row| row.int(0))? == Some(1))
}

/// After an erasure: rewrites the tables that may have held the words, so that no dead
/// row keeps them. Beside somebody who reads for long, as a backup does, it fails soon
/// and has to be tried again: others wait behind it, and what a reader could still see,
/// whichever table they read, would be carried over.
pub(crate) fn scrub(session: &mut Session) -> Result<(), StoreError> {
    session.client.batch_execute("SET lock_timeout = '2s'")?;
    wait_for_earlier(session)?;
    for table in column_privacy::tables_with_words().into_iter().chain(["case_words"]) {
        session.client.batch_execute(&format!("VACUUM FULL {table}"))?;
    }
    Ok(())
}

/// How long a rewriting waits for those who began before it, the server's own
/// statistics among them. It holds nothing meanwhile.
const EARLIER_WAIT: Duration = Duration::from_secs(5);

/// Until nobody in this database sees it as it was before now, nor would see it so who
/// begins to read: a snapshot reaches back to the oldest transaction that runs anywhere on
/// the server, and that of the rewriting itself does.
fn wait_for_earlier(session: &mut Session) -> Result<(), StoreError> {
    let now = session.client.query_one("SELECT pg_snapshot_xmax(pg_current_snapshot())::text", &[])?;
    let now: String = now.try_get(0)?;
    let is_over = "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= $1::text::xid8
        AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
            AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::text::xid8::xid))";
    let began = Instant::now();
    while !session.client.query_one(is_over, &[&now])?.try_get::<_, bool>(0)? {
        if began.elapsed() > EARLIER_WAIT {
            return Err(StoreError::Unavailable("somebody has read or written since before an erasure".into()));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
