//! A second process writes to the same embedded database while the server is
//! at full load: both get their turn, and nothing of either is lost.

use crate::common::{Program, client, complaint};
use reqwest::StatusCode;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::task::JoinSet;

/// Clients that send one complaint after the other.
const CLIENTS: usize = 16;
/// Rows that the other process imports meanwhile.
const ROWS: usize = 1_500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_and_a_server_at_full_load_write_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let program = Arc::new(Program::new(&folder.path().join("data"), None));
    let token = program.token();
    let server = program.serve();
    let (goes_on, next) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
    let mut load = JoinSet::new();
    for _ in 0..CLIENTS {
        let (url, token) = (format!("{}/api/v1/cases", server.url), token.clone());
        let (goes_on, next) = (Arc::clone(&goes_on), Arc::clone(&next));
        load.spawn(async move {
            let (client, mut told) = (client(), 0);
            while goes_on.load(Ordering::Relaxed) {
                let body = complaint(&format!("S-{}", next.fetch_add(1, Ordering::Relaxed)));
                let answer = client.post(&url).bearer_auth(&token).json(&body).send().await.unwrap();
                match answer.status() {
                    StatusCode::CREATED => told += 1,
                    StatusCode::SERVICE_UNAVAILABLE => {}
                    other => panic!("{other}"),
                }
            }
            told
        });
    }
    let mut rows = String::new();
    for n in 0..ROWS {
        writeln!(rows, "{}", complaint(&format!("I-{n}"))).unwrap();
    }
    let file = folder.path().join("rows.jsonl");
    std::fs::write(&file, rows).unwrap();
    let second = Arc::clone(&program);
    let import = move || {
        let imported = second.run(&["import", "cases", file.to_str().unwrap()]);
        (imported, second.run(&["token", "create", "--name", "second", "--scope", "cases:read"]))
    };
    let (imported, token_made) = tokio::task::spawn_blocking(import).await.unwrap();
    goes_on.store(false, Ordering::Relaxed);
    let told: usize = load.join_all().await.into_iter().sum();
    let said = String::from_utf8_lossy(&imported.stdout).into_owned();
    assert!(said.starts_with(&format!("{ROWS} accepted")), "{said}{}", String::from_utf8_lossy(&imported.stderr));
    assert!(token_made.status.success());
    assert!(told > CLIENTS, "the server stood still: {told} taken in");
    assert!(server.stop().success());
    let proof = program.verify();
    assert!(proof.starts_with(&format!("{} cases", told + ROWS)), "{proof} for {told} told and {ROWS} imported");
}
