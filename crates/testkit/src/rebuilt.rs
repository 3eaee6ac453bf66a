//! What is rebuilt from the record beside what live writing had left.

use crate::TestApp;
use homeward_app::{Location, record};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Tables that the program writes by itself meanwhile: the record as it is put in its
/// order and sealed, and what waits for a loop.
const WRITTEN_MEANWHILE: &[&str] = &["checkpoints", "events", "jobs", "stream_events", "tip"];

/// The rows of each table as text, in no order of their own.
type Tables = BTreeMap<String, Vec<String>>;

impl TestApp {
    /// Rebuilds what follows from the record. Nothing is otherwise afterwards than live
    /// writing had left it, in any table, so that no projection has to be named here.
    pub async fn is_rebuilt_as_it_was(&self) {
        let before = self.tables().await;
        record::rebuild(&self.app).await.expect("the record is read");
        let after = self.tables().await;
        for (table, rows) in before {
            assert_eq!(after.get(&table), Some(&rows), "rebuilt, the table {table} is otherwise than it was");
        }
        let asked = record::Asked { index: true, ..Default::default() };
        let proof = record::verify_asked(&self.app, asked).await.expect("the record can be read");
        assert_eq!(proof.fault, None);
    }

    async fn tables(&self) -> Tables {
        let location = self.options().location;
        let read = move || match location {
            Location::Sqlite(path) => of_file(&path),
            Location::Postgres(url) => of_server(&url),
        };
        tokio::task::spawn_blocking(read).await.expect("no panic")
    }
}

fn of_file(path: &Path) -> Tables {
    let lines = |sql: &str| -> Vec<String> {
        let mut asked = Command::new("sqlite3");
        asked.args(["-cmd", ".timeout 5000", "-cmd", ".mode quote"]).arg(path).arg(sql);
        let answer = asked.output().expect("sqlite3 runs");
        assert!(answer.status.success(), "{sql}: {}", String::from_utf8_lossy(&answer.stderr));
        String::from_utf8_lossy(&answer.stdout).lines().map(str::to_owned).collect()
    };
    // What the index keeps its words in is ordered by how they came there.
    let all = lines("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'case_words%'");
    let compared = all.iter().map(|name| name.trim_matches('\'')).filter(|name| !WRITTEN_MEANWHILE.contains(name));
    compared.map(|name| (name.to_owned(), sorted(lines(&format!("SELECT * FROM \"{name}\""))))).collect()
}

fn of_server(url: &str) -> Tables {
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let mut lines = |sql: &str| -> Vec<String> {
        client.query(sql, &[]).expect("the server reads").iter().map(|row| row.get(0)).collect()
    };
    let all = lines("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()");
    let compared = all.into_iter().filter(|name| !WRITTEN_MEANWHILE.contains(&name.as_str()));
    compared.map(|name| (name.clone(), sorted(lines(&format!("SELECT t::text FROM \"{name}\" t"))))).collect()
}

fn sorted(mut rows: Vec<String>) -> Vec<String> {
    rows.sort_unstable();
    rows
}
