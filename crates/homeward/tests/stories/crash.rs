//! Whatever a client was told is there, once, however often the program is
//! killed; no alarm is lost or doubled.

use crate::common::{Program, Server, client, complaint, fresh_postgres};
use homeward_domain::time::{Span, Timestamp};
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How often the program is killed on each database.
const KILLS: u64 = 100;
/// Answers that clients get before a kill: at least so many, varied by the round.
const ANSWERS: u64 = 4;
/// Records that are read whole at the end.
const RECORDS_READ: usize = 200;
/// How long a round waits for its answers.
const ROUND_TIME_MAX: Duration = Duration::from_secs(10);
/// Clients of the load.
const CLIENTS: usize = 8;
/// The most that the whole test may take.
const TIME_MAX: Duration = Duration::from_mins(5);

/// What clients were told: the number of the case of each reference.
type Told = HashMap<String, String>;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_a_hundred_times_under_load_on_sqlite_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    killed_a_hundred_times(Program::new(folder.path(), None)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_a_hundred_times_under_load_on_postgres_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let database = fresh_postgres("crash_kills");
    killed_a_hundred_times(Program::new(folder.path(), Some(database))).await;
}

async fn killed_a_hundred_times(program: Program) {
    let token = program.token();
    let next = Arc::new(AtomicU64::new(1));
    let mut told = Told::new();
    let began = Instant::now();
    for round in 0..KILLS {
        let server = program.serve();
        let answers = Answers::default();
        let load = load(&server.url, &token, &next, &answers);
        answers.more(ANSWERS + round % 17).await;
        server.kill();
        told.extend(load.join_all().await.into_iter().flatten());
        assert!(began.elapsed() < TIME_MAX, "after {round} kills");
    }
    assert!(told.len() > 100, "only {} complaints were taken in", told.len());
    let server = program.serve();
    check(&server, &token, &told).await;
    assert!(server.stop().success());
    assert!(program.verify().contains("hold"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_copies_on_one_postgres_one_is_killed_and_the_other_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let database = fresh_postgres("crash_copies");
    let program = Program::new(folder.path(), Some(database));
    let token = program.token();
    let next = Arc::new(AtomicU64::new(1));
    let (first, second) = (program.serve(), program.serve());
    let (of_first, of_second) = (Answers::default(), Answers::default());
    let loads = [load(&first.url, &token, &next, &of_first), load(&second.url, &token, &next, &of_second)];
    of_first.more(50).await;
    first.kill();
    of_second.more(50).await;
    let mut told = Told::new();
    let [of_killed, of_living] = loads;
    told.extend(of_killed.join_all().await.into_iter().flatten());
    let stopped = second.stop();
    told.extend(of_living.join_all().await.into_iter().flatten());
    assert!(stopped.success());
    let again = program.serve();
    check(&again, &token, &told).await;
    assert!(again.stop().success());
    program.verify();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopped_by_sigterm_it_finishes_what_was_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let token = program.token();
    let server = program.serve();
    let answers = Answers::default();
    let load = load(&server.url, &token, &Arc::new(AtomicU64::new(1)), &answers);
    answers.more(30).await;
    assert!(server.stop().success());
    let told: Told = load.join_all().await.into_iter().flatten().collect();
    let server = program.serve();
    check(&server, &token, &told).await;
    assert!(server.stop().success());
    assert!(!program.verify().contains("not sealed"), "a stop seals what is new");
}

/// A complaint whose promise of contact within an hour breaks in a moment, so
/// that alarms ring while the program is being killed.
fn about_to_breach(reference: &str) -> Value {
    let now = homeward_app::Clock::System.now();
    let received_at = Timestamp(now.0 - Span::minutes(60).0 + 20_000);
    let mut body = complaint(reference);
    body["received_at"] = json!(received_at.to_rfc3339());
    body
}

/// Counts what clients were told.
#[derive(Clone)]
struct Answers(watch::Sender<u64>);

impl Default for Answers {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

impl Answers {
    /// Waits until so many more have come.
    async fn more(&self, count: u64) {
        let mut watched = self.0.subscribe();
        let target = *watched.borrow() + count;
        timeout(ROUND_TIME_MAX, watched.wait_for(|n| *n >= target)).await.expect("answers come in time").unwrap();
    }
}

/// Clients that send complaints until the server is gone; each gives what it was told.
fn load(url: &str, token: &str, next: &Arc<AtomicU64>, answers: &Answers) -> JoinSet<Told> {
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (url, token, next) = (format!("{url}/api/v1/cases"), token.to_owned(), Arc::clone(next));
        let answers = answers.clone();
        clients.spawn(async move {
            let client = client();
            let mut told = Told::new();
            loop {
                let reference = format!("R-{}", next.fetch_add(1, Ordering::SeqCst));
                let sent = client.post(&url).bearer_auth(&token).json(&about_to_breach(&reference)).send().await;
                let Ok(answer) = sent else { return told };
                let status = answer.status();
                let Ok(body) = answer.json::<Value>().await else { return told };
                assert!(matches!(status, StatusCode::CREATED | StatusCode::SERVICE_UNAVAILABLE), "{status}: {body}");
                if status == StatusCode::CREATED {
                    told.insert(reference, body["number"].as_str().unwrap().to_owned());
                    answers.0.send_modify(|n| *n += 1);
                }
            }
        });
    }
    clients
}

/// Every case that a client was told of is there, under its reference, once;
/// its alarms rang, and none of them twice.
async fn check(server: &Server, token: &str, told: &Told) {
    let client = client();
    let began = Instant::now();
    while !all_breached(server, token).await {
        assert!(began.elapsed() < ROUND_TIME_MAX, "an alarm was lost");
    }
    for number in told.values().take(RECORDS_READ) {
        let url = format!("{}/api/v1/cases/{number}/events", server.url);
        let record: Value = client.get(url).bearer_auth(token).send().await.unwrap().json().await.unwrap();
        let entries = record["items"].as_array().unwrap();
        let of_contact = |e: &&Value| e["kind"] == "clock_breached" && e["payload"]["promise"] == "contact";
        assert_eq!(entries.iter().filter(of_contact).count(), 1, "{record}");
    }
    let mut found = Told::new();
    let mut cursor = None::<String>;
    loop {
        let mut query = vec![("limit", "200".to_owned())];
        query.extend(cursor.take().map(|c| ("cursor", c)));
        let url = format!("{}/api/v1/cases", server.url);
        let page = client.get(url).bearer_auth(token).query(&query).send().await.unwrap();
        let page: Value = page.json().await.unwrap();
        for case in page["items"].as_array().unwrap() {
            let reference = case["external_reference"].as_str().unwrap().to_owned();
            let before = found.insert(reference.clone(), case["number"].as_str().unwrap().to_owned());
            assert_eq!(before, None, "{reference} is there twice");
        }
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => break,
        }
    }
    for (reference, number) in told {
        assert_eq!(found.get(reference), Some(number), "{reference} was acknowledged");
    }
}

/// Whether no clock of contact runs any more.
async fn all_breached(server: &Server, token: &str) -> bool {
    let url = format!("{}/api/v1/cases?state=open&sort=next_due_at&limit=1", server.url);
    let page: Value = client().get(url).bearer_auth(token).send().await.unwrap().json().await.unwrap();
    let clocks = page["items"][0]["clocks"].as_array().unwrap();
    clocks.iter().all(|clock| clock["promise"] != "contact" || clock["state"] == "breached")
}
