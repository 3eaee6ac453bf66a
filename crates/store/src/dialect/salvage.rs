//! Whether a file of SQLite is whole, and what can still be read of one that is not.

use super::sqlite;
use crate::StoreError;
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params_from_iter};
use std::path::Path;

/// The most faults that are listed.
const FAULTS_MAX: i64 = 20;
/// Rows that are tried one by one behind one that cannot be read; after so many
/// the steps grow, since whole pages are gone.
const TRIED_ONE_BY_ONE: u32 = 5_000;

/// What is broken in the form of a file; nothing where it is whole.
pub fn faults(path: &Path) -> Vec<String> {
    let checked = sqlite::open_reader(path).and_then(|file| {
        let mut check = file.prepare(&format!("PRAGMA integrity_check({FAULTS_MAX})"))?;
        let lines = check.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(lines)
    });
    match checked {
        Ok(lines) => lines.into_iter().flat_map(|line| told(&line)).filter(|line| line != "ok").collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// One fault a line, without the heading that SQLite gives them.
fn told(lines: &str) -> Vec<String> {
    lines.lines().filter(|line| !line.starts_with("***")).map(str::to_owned).collect()
}

/// Copies every row that can be read into a new file and tells which could not.
/// Fails where not even the list of tables can be read.
pub fn salvage(source: &Path, target: &Path) -> Result<Vec<String>, StoreError> {
    let (from, to) = (sqlite::open_reader(source)?, sqlite::open_writer(target)?);
    to.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
    let mut lost = Vec::new();
    for (name, sql) in made_by(&from, "type = 'table'")? {
        to.execute_batch(&sql)?;
        // The text index is built anew from the record.
        if !sql.starts_with("CREATE VIRTUAL") {
            let gone = copy_rows(&from, &to, &name)?;
            lost.extend((gone > 0).then(|| format!("table {name}: rows at {gone} places cannot be read")));
        }
    }
    for (name, sql) in made_by(&from, "type <> 'table'")? {
        if let Err(error) = to.execute_batch(&sql) {
            lost.push(format!("{name}: {error}"));
        }
    }
    to.execute_batch("COMMIT")?;
    sqlite::into_one_file(&to)?;
    Ok(lost)
}

/// The statements that made what the schema holds, without what SQLite makes itself.
fn made_by(file: &Connection, which: &str) -> Result<Vec<(String, String)>, StoreError> {
    let listed = format!(
        "SELECT name, sql FROM sqlite_schema WHERE {which} AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'case_words\\_%' ESCAPE '\\' ORDER BY rowid"
    );
    let mut select = file.prepare(&listed)?;
    let made = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(made)
}

/// Copies the rows of a table in their order and goes on behind each that cannot
/// be read. Tells at how many places that was.
fn copy_rows(from: &Connection, to: &Connection, table: &str) -> Result<u64, StoreError> {
    let mut select =
        from.prepare(&format!("SELECT rowid AS place, * FROM {table} WHERE rowid >= ?1 ORDER BY rowid"))?;
    let names = select.column_names().skip(1).collect::<Vec<_>>().join(", ");
    let marks = vec!["?"; select.column_count() - 1].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"))?;
    let last = from.query_row(&format!("SELECT MAX(rowid) FROM {table}"), [], |row| row.get::<_, Option<i64>>(0));
    let last = last.map_or(i64::MAX - 1, |last| last.unwrap_or(0));
    let (mut next, mut step, mut tried, mut gone) = (0_i64, 1_i64, 0_u32, 0);
    while next <= last && copy_until_broken(&mut select, &mut insert, &mut next, &mut tried)? {
        gone += u64::from(tried == 0);
        tried += 1;
        step = if tried <= TRIED_ONE_BY_ONE { 1 } else { step.saturating_mul(2) };
        next = next.saturating_add(step);
    }
    Ok(gone)
}

/// Copies rows from `next` on, which moves behind each that was read; `tried`
/// begins anew with it. Whether something broken stopped it before the end.
fn copy_until_broken(
    select: &mut Statement,
    insert: &mut Statement,
    next: &mut i64,
    tried: &mut u32,
) -> Result<bool, StoreError> {
    let width = select.column_count();
    let Ok(mut rows) = select.query([*next]) else { return Ok(true) };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(false),
            Err(_) => return Ok(true),
        };
        let cells: Result<Vec<Value>, _> = (1..width).map(|column| row.get::<_, Value>(column)).collect();
        let (Ok(place), Ok(cells)) = (row.get::<_, i64>(0), cells) else { return Ok(true) };
        insert.execute(params_from_iter(cells))?;
        (*next, *tried) = (place.saturating_add(1), 0);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use std::fs;

    /// A database of a thousand rows of some length.
    fn database(path: &Path) {
        sqlite::migrate(path).unwrap();
        let file = sqlite::open_writer(path).unwrap();
        file.execute_batch("BEGIN").unwrap();
        for case in 1..=1000 {
            let body = format!("导游强制购物 {case} ").repeat(20);
            file.execute("INSERT INTO contents (case_id, seq, slot, body) VALUES (?1, 1, 0, ?2)", (case, body))
                .unwrap();
        }
        file.execute_batch("COMMIT").unwrap();
        sqlite::into_one_file(&file).unwrap();
    }

    fn bodies(path: &Path) -> i64 {
        let file = sqlite::open_reader(path).unwrap();
        file.query_row("SELECT COUNT(*) FROM contents", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_whole_file_has_no_faults_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
        database(&path);
        assert_eq!(faults(&path), Vec::<String>::new());
        assert_eq!(salvage(&path, &copy).unwrap(), Vec::<String>::new());
        assert_eq!(bodies(&copy), 1000);
        sqlite::migrate(&copy).unwrap();
    }

    #[test]
    fn of_a_file_with_a_hole_everything_else_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("a.db"), folder.path().join("b.db"));
        database(&path);
        let mut bytes = fs::read(&path).unwrap();
        let words = "导游强制购物 500 ".as_bytes();
        let place = bytes.windows(words.len()).position(|part| part == words).unwrap();
        let page = place / 4096 * 4096;
        bytes[page..page + 4096].fill(0xAA);
        fs::write(&path, &bytes).unwrap();
        assert!(!faults(&path).is_empty());
        let lost = salvage(&path, &copy).unwrap();
        assert_eq!(lost, ["table contents: rows at 1 places cannot be read"]);
        assert!((950..1000).contains(&bodies(&copy)), "{}", bodies(&copy));
        assert_eq!(faults(&copy), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_database_is_told_and_gives_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        fs::write(&path, "holiday.jpg ".repeat(1000)).unwrap();
        assert!(faults(&path)[0].contains("not a database"), "{:?}", faults(&path));
        assert!(salvage(&path, &folder.path().join("b.db")).is_err());
    }
}
