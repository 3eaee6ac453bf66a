//! SQLite: how connections are opened and what only it does.

use super::{Dialect, migrate};
use crate::StoreError;
use crate::search::{self, Fingerprint};
use homeward_domain::CaseId;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long a connection waits for another process on the same file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// How often a waiting writer asks again. SQLite's own handler asks ever more
/// seldom, up to every tenth of a second, and so misses the pauses that a busy
/// writer of another process leaves it.
const BUSY_PACE: Duration = Duration::from_micros(500);
/// Prepared statements kept by a connection; the driver's own default is 16.
const STATEMENTS_KEPT: usize = 512;
/// Pages of the log above which the writer moves it into the file itself: the
/// checkpointer beside it never gets to the end of a log that always grows.
const LOG_PAGES_MAX: i64 = 65_536;
/// Pages of the text index that one step of a merge writes at most.
const MERGED_PAGES: i64 = 500;
/// How long a scrub waits for those who still read what was before it; writers wait
/// with it.
const READERS_WAIT: Duration = Duration::from_secs(1);
/// How often a scrub tries to cut the log: SQLite does not wait for another checkpoint.
const CUTS_MAX: usize = 3;
/// How long it leaves to whoever is in its way.
const CUT_PAUSE: Duration = Duration::from_millis(200);
/// How long other writers have between two steps.
const MERGE_PAUSE: Duration = Duration::from_millis(2);
/// Page cache of the writer, in KiB.
const WRITER_CACHE_KIB: i64 = 64 * 1024;
/// Page cache of a reader, in KiB.
const READER_CACHE_KIB: i64 = 8 * 1024;

pub(super) const COLUMNS: &str = "SELECT m.name, p.name, CASE WHEN p.type IN ('TEXT', 'BLOB') THEN 1 ELSE 0 END
     FROM sqlite_schema m JOIN pragma_table_info(m.name) p
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'refinery_%'
       AND m.name NOT LIKE 'case_words%'
     ORDER BY 1, 2";

/// The single writing connection of this process. Commits are flushed to disk
/// (`synchronous = FULL`), and deleted content is overwritten, so that an
/// erased word does not linger in free pages.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    // Each connection belongs to one thread, so SQLite's own locks are not needed.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_handler(Some(wait_for_the_other))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES_MAX)?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    keep_plans(&connection)?;
    Ok(connection)
}

/// Statements are prepared once for each connection. Without the guarantee of a
/// stable plan, SQLite prepares one anew whenever a parameter is bound that might
/// lead to another plan, as each limit does.
fn keep_plans(connection: &Connection) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Whether to ask for the lock again after so many times in vain.
fn wait_for_the_other(asked: i32) -> bool {
    let waits = BUSY_TIMEOUT.as_micros() > BUSY_PACE.as_micros() * u128::from(asked.unsigned_abs());
    if waits {
        thread::sleep(BUSY_PACE);
    }
    waits
}

/// The connection of the thread that commits groups. It writes its log without
/// flushing it: the engine flushes [`open_log`] before anybody hears an answer.
/// A log that was not flushed is cut at the last sound commit, never torn.
pub(crate) fn open_group_writer(path: &Path) -> Result<Connection, StoreError> {
    let connection = open_writer(path)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // So that there is a log to be flushed.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT")?;
    Ok(connection)
}

/// The log of a database with a connection to it; that one keeps it in place.
pub(crate) fn open_log(path: &Path) -> Result<File, StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let opened = File::options().read(true).write(true).open(&log);
    opened.map_err(|error| StoreError::Unavailable(format!("{}: {error}", Path::new(&log).display())))
}

/// A connection that cannot write.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "query_only", "ON")?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    keep_plans(&connection)?;
    Ok(connection)
}

/// A connection that only moves the log into the database file. Its flushes
/// are those of the file; the log was flushed at each commit.
pub(crate) fn open_checkpointer(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Moves what it can without standing in anybody's way.
pub(crate) fn checkpoint(connection: &Connection) -> Result<(), StoreError> {
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
    Ok(())
}

/// Brings the schema up to date, one process at a time.
pub(crate) fn migrate(path: &Path) -> Result<(), StoreError> {
    let lock_path = path.with_extension("lock");
    let lock =
        File::create(&lock_path).map_err(|e| StoreError::Unavailable(format!("{}: {e}", lock_path.display())))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => lock.lock().map_err(|e| StoreError::Unavailable(e.to_string()))?,
        Err(TryLockError::Error(e)) => return Err(StoreError::Unavailable(e.to_string())),
    }
    let mut connection = open_writer(path)?;
    check_history(&connection)?;
    migrate::runner(Dialect::Sqlite)?.run(&mut connection).map_err(|e| migrate::failed(&e))?;
    Ok(())
}

fn check_history(connection: &Connection) -> Result<(), StoreError> {
    if !connection.table_exists(None, "refinery_schema_history")? {
        return Ok(());
    }
    let mut history = connection.prepare(migrate::HISTORY)?;
    let mut rows = history.query([])?;
    while let Some(row) = rows.next()? {
        let version = row.get(0).unwrap_or_default();
        // A column that holds something else than text says nothing.
        let [name, applied_on, checksum] = [1, 2, 3].map(|place| row.get::<_, String>(place).ok());
        migrate::check_entry(version, name.as_deref(), applied_on.as_deref(), checksum.as_deref())?;
    }
    Ok(())
}

/// Copies the whole database into a new file while others read and write.
pub(crate) fn backup(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let target = target.to_str().ok_or_else(|| StoreError::corrupt("the path of the backup is not Unicode"))?;
    source.execute("VACUUM INTO ?1", [target])?;
    Ok(())
}

/// Leaves a file that needs no other beside it to be read whole.
pub(crate) fn into_one_file(connection: &Connection) -> Result<(), StoreError> {
    let mode: String = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    if mode == "delete" { Ok(()) } else { Err(StoreError::Unavailable("somebody still has the file open".into())) }
}

/// After an erasure: tokens of deleted rows leave the index, and what the
/// write-ahead log still holds moves into the file and is cut off.
///
/// The index is merged into one piece step by step, so that writers get their
/// turn in between however large it is. Where somebody reads for long, as a backup
/// does, the log cannot be cut: that is an error, and it has to be tried again.
pub(crate) fn scrub(connection: &Connection) -> Result<(), StoreError> {
    let mut pages = -MERGED_PAGES;
    while merge_words(connection, pages)? {
        pages = MERGED_PAGES;
        thread::sleep(MERGE_PAUSE);
    }
    connection.busy_timeout(READERS_WAIT)?;
    for _ in 0..CUTS_MAX {
        let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 {
            return Ok(());
        }
        thread::sleep(CUT_PAUSE);
    }
    Err(StoreError::Unavailable("somebody still reads what was before".into()))
}

/// What the text index holds of each case.
pub(crate) fn indexed(connection: &Connection) -> Result<HashMap<CaseId, Fingerprint>, StoreError> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_words USING fts5vocab('main', 'case_words', 'instance')",
    )?;
    let mut select = connection.prepare("SELECT doc, term FROM temp.indexed_words")?;
    let mut rows = select.query([])?;
    let mut index = HashMap::new();
    while let Some(row) = rows.next()? {
        search::count(&mut index, row.get(0)?, &row.get::<_, String>(1)?);
    }
    Ok(index)
}

/// Whether every word of the text index is found by way of its tables as often as it
/// stands in them: one of those tables leads from a word to its place.
pub(crate) fn index_leads_to_words(connection: &Connection) -> Result<bool, StoreError> {
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_there USING fts5vocab('main', 'case_words', 'row');
         CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_found USING fts5vocab('main', 'case_words', 'row')",
    )?;
    let lost = "SELECT COUNT(*) FROM (SELECT 1 FROM temp.words_there AS there
         WHERE there.doc <> COALESCE((SELECT found.doc FROM temp.words_found AS found WHERE found.term = there.term), 0)
         LIMIT 1)";
    Ok(connection.query_row(lost, [], |row| row.get::<_, i64>(0))? == 0)
}

/// One step of a merge; tells whether there is more. A negative number begins
/// a merge of everything.
fn merge_words(connection: &Connection, pages: i64) -> Result<bool, StoreError> {
    let changes = || connection.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
    let before = changes()?;
    connection.execute("INSERT INTO case_words (case_words, rank) VALUES ('merge', ?1)", [pages])?;
    // The statement itself counts as one change.
    Ok(changes()? - before >= 2)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use rusqlite::StatementStatus;

    #[test]
    fn a_statement_keeps_its_plan_when_its_parameters_change() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        migrate(&path).unwrap();
        for connection in [open_writer(&path).unwrap(), open_reader(&path).unwrap()] {
            let sql = "SELECT number FROM cases WHERE owner = ?1 ORDER BY next_due_at LIMIT ?2";
            let mut statement = connection.prepare_cached(sql).unwrap();
            for owner in 0..5 {
                let found = statement.query_map([owner, owner + 10], |row| row.get::<_, String>(0)).unwrap();
                assert_eq!(found.count(), 0);
            }
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
        }
    }

    #[test]
    fn migrations_that_are_cut_short_leave_nothing_half_done() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        // As where the program is killed before the history knows of the third.
        let history = "CREATE TABLE refinery_schema_history (version INT4 PRIMARY KEY CHECK (version <> 3),
            name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255))";
        open_writer(&path).unwrap().execute_batch(history).unwrap();
        migrate(&path).unwrap_err();
        let file = open_writer(&path).unwrap();
        for table in ["events", "records"] {
            assert!(!file.table_exists(None, table).unwrap(), "{table}");
        }
        file.execute_batch("DROP TABLE refinery_schema_history").unwrap();
        migrate(&path).unwrap();
    }

    #[test]
    fn a_log_that_nobody_folded_goes_into_the_file_before_it_gets_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        migrate(&path).unwrap();
        let writer = open_writer(&path).unwrap();
        // As when several connections close at once.
        writer.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
        writer.execute("UPDATE tip SET position = 7", []).unwrap();
        drop(writer);
        let log = folder.path().join("test.db-wal");
        assert!(log.exists(), "or the test could not fail");
        into_one_file(&open_writer(&path).unwrap()).unwrap();
        let renamed = folder.path().join("renamed.db");
        std::fs::rename(&path, &renamed).unwrap();
        let position =
            open_reader(&renamed).unwrap().query_row("SELECT position FROM tip", [], |row| row.get::<_, i64>(0));
        assert_eq!((position.unwrap(), log.exists()), (7, false));
    }
}
