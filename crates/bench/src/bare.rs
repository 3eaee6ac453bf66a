//! The bare limit: the same rows by the driver alone, without rules, HTTP or
//! numbers to be drawn. The rows are those that the intake before has stored.

use crate::report::Report;
use crate::rest;
use anyhow::{Context as _, Result};
use homeward_store::search;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Complaints that are written again.
const COMPLAINTS: i64 = 20_000;
/// Complaints of one transaction, as many as there are clients.
const GROUP: usize = 64;
/// How often the log is moved into the file, as the program does.
const CHECKPOINT_PACE: Duration = Duration::from_millis(250);
/// Added to the number of a case when it is written again.
const SHIFT: i64 = 1_000_000_000;
/// No time in microseconds of this century is smaller.
const SHIFTED_MAX: i64 = 100 * SHIFT;
/// How often the same is written, each time under other numbers.
const ROUNDS: usize = 3;
/// Connections to PostgreSQL (scale).
const CONNECTIONS: usize = 16;

/// The rows of one complaint: a statement with its values for each table, and
/// that of the text index.
struct Complaint {
    statements: Vec<(String, Vec<Value>)>,
    words: (String, Vec<Value>),
}

/// Writes the newest complaints of a database again, in groups, on connections
/// with the settings of the program: one that writes, one that moves the log
/// into the file beside it. As the intake does, it goes on for some time after
/// the disk has come to rest: what a disk takes for a second is no limit.
pub fn sqlite(data: &Path, name: &str, report: &mut Report) -> Result<()> {
    let connection = open(data)?;
    connection.set_prepared_statement_cache_capacity(512);
    let mut complaints = read_sqlite(&connection)?;
    rest::of_the_disk()?;
    let mut took = Duration::ZERO;
    for _ in 0..ROUNDS {
        took += write_sqlite(&connection, open(data)?, &complaints)?;
        complaints.iter_mut().for_each(Complaint::shift);
    }
    conclude(name, complaints.len() * ROUNDS, took, report, "0.80")
}

impl Complaint {
    /// The same complaint under other numbers.
    fn shift(&mut self) {
        for (_, values) in self.statements.iter_mut().chain([&mut self.words]) {
            for value in values {
                // Only numbers of cases and positions are so large.
                if let Value::Integer(number @ SHIFT..SHIFTED_MAX) = value {
                    *number += SHIFT;
                }
            }
        }
    }
}

fn write_sqlite(connection: &Connection, beside: Connection, complaints: &[Complaint]) -> Result<Duration> {
    let (running, stop) = mpsc::channel::<()>();
    let checkpointer = thread::spawn(move || {
        while stop.recv_timeout(CHECKPOINT_PACE) == Err(RecvTimeoutError::Timeout) {
            let _ = beside.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        }
    });
    let began = Instant::now();
    for group in complaints.chunks(GROUP) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        // The text index last, as the program does: it is cheaper so.
        let rows = group.iter().flat_map(|complaint| &complaint.statements);
        for (sql, values) in rows.chain(group.iter().map(|complaint| &complaint.words)) {
            connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
        }
        connection.execute_batch("COMMIT")?;
    }
    let took = began.elapsed();
    drop(running);
    checkpointer.join().ok().context("the thread beside the bare run")?;
    Ok(took)
}

fn open(data: &Path) -> Result<Connection> {
    let connection = Connection::open(data.join("homeward.db"))?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;
         PRAGMA wal_autocheckpoint = 65536; PRAGMA busy_timeout = 30000",
    )?;
    Ok(connection)
}

fn read_sqlite(connection: &Connection) -> Result<Vec<Complaint>> {
    let mut newest = connection.prepare("SELECT case_id FROM cases ORDER BY case_id DESC LIMIT ?1")?;
    let ids: Vec<i64> = newest.query_map([COMPLAINTS], |row| row.get(0))?.collect::<Result<_, _>>()?;
    // In the order in which they came, so that each table grows at its end.
    ids.into_iter()
        .rev()
        .map(|id| {
            let mut statements = Vec::new();
            for table in ["events", "contents", "cases"] {
                statements.push(rows(connection, table, id)?);
            }
            let mut bodies = connection.prepare_cached("SELECT body FROM contents WHERE case_id = ?1")?;
            let bodies: Vec<String> = bodies.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let words = search::words(bodies.iter().map(String::as_str));
            let values = vec![Value::Integer(id + SHIFT), Value::Text(words)];
            let words = ("INSERT INTO case_words (rowid, words) VALUES (?1, ?2)".into(), values);
            Ok(Complaint { statements, words })
        })
        .collect()
}

/// One statement that inserts the rows of a case into a table again.
fn rows(connection: &Connection, table: &str, id: i64) -> Result<(String, Vec<Value>)> {
    let mut select = connection.prepare_cached(&format!("SELECT * FROM {table} WHERE case_id = ?1"))?;
    let width = select.column_count();
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let mut values = Vec::new();
    let mut found = select.query([id])?;
    while let Some(row) = found.next()? {
        for (column, name) in names.iter().enumerate() {
            values.push(match (name.as_str(), row.get(column)?) {
                ("case_id" | "position", Value::Integer(n)) => Value::Integer(n + SHIFT),
                (_, value) => value,
            });
        }
    }
    Ok((insert(table, &names.join(", "), width, values.len()), values))
}

fn insert(table: &str, columns: &str, width: usize, count: usize) -> String {
    let rows: Vec<String> = (0..count / width)
        .map(|row| {
            let numbers: Vec<String> = (1..=width).map(|n| format!("${}", row * width + n)).collect();
            format!("({})", numbers.join(", "))
        })
        .collect();
    format!("INSERT INTO {table} ({columns}) VALUES {}", rows.join(", "))
}

/// Writes complaints again from 16 connections, one transaction each, by
/// `INSERT … SELECT` of the rows that are there: the server's own limit.
pub fn postgres(url: &str, name: &str, report: &mut Report) -> Result<()> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let ids: Vec<i64> = client
        .query("SELECT case_id FROM cases ORDER BY case_id DESC LIMIT $1", &[&COMPLAINTS])?
        .iter()
        .map(|row| row.get(0))
        .collect();
    rest::of_the_disk()?;
    let mut took = Duration::ZERO;
    for round in 1..=ROUNDS {
        took += write_postgres(url, &ids, SHIFT * i64::try_from(round)?)?;
    }
    conclude(name, ids.len() * ROUNDS, took, report, "0.70")
}

fn write_postgres(url: &str, ids: &[i64], shift: i64) -> Result<Duration> {
    let began = Instant::now();
    let parts: Vec<Vec<i64>> = ids.chunks(ids.len().div_ceil(CONNECTIONS)).map(<[i64]>::to_vec).collect();
    let threads: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let url = url.to_owned();
            thread::spawn(move || write_again(&url, &part, shift))
        })
        .collect();
    for thread in threads {
        thread.join().ok().context("a thread of the bare run")??;
    }
    Ok(began.elapsed())
}

fn write_again(url: &str, ids: &[i64], shift: i64) -> Result<()> {
    let mut client = postgres::Client::connect(url, postgres::NoTls)?;
    let sql = [
        format!(
            "INSERT INTO events SELECT case_id + {shift}, seq, NULL, kind, version, actor, command, recorded_at,
            effective_at, payload, previous, hash FROM events WHERE case_id = $1"
        ),
        format!(
            "INSERT INTO contents SELECT case_id + {shift}, seq, slot, salt, body FROM contents WHERE case_id = $1"
        ),
        format!(
            "INSERT INTO cases SELECT case_id + {shift}, number, kind, state, is_open, channel, category, nature,
            danger, grade_rank, owner, created_at, received_at, updated_at, next_due_at, next_alarm_at, seq, head,
            clocks, source, external_key, external_reference, person_name, gist, ended_at FROM cases WHERE case_id = $1"
        ),
        format!("INSERT INTO case_words SELECT case_id + {shift}, words FROM case_words WHERE case_id = $1"),
    ];
    let statements = sql.iter().map(|text| client.prepare(text)).collect::<Result<Vec<_>, _>>()?;
    for id in ids {
        let mut transaction = client.transaction()?;
        for statement in &statements {
            transaction.execute(statement, &[id])?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn conclude(name: &str, count: usize, took: Duration, report: &mut Report, target: &str) -> Result<()> {
    #[allow(clippy::cast_precision_loss, reason = "a rate")]
    let rate = count as f64 / took.as_secs_f64();
    report.add(format!("{name}: the same rows bare"), rate, "/s", "");
    let by_api = report.value(&format!("{name}: intake by API")).context("the intake before")?;
    report.add(format!("{name}: intake against bare"), by_api / rate, "ratio", target);
    Ok(())
}
