//! What erasures and uploads that were cut short have left: told truly, found and done,
//! and told apart from what somebody has put there.

use crate::common::{Api, multipart, overwritten};
use homeward_app::files::{self, Kept};
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{AppOptions, Location, backup, leftovers, record};
use homeward_testkit::{Backend, TestApp, complaint, on_both};
use serde_json::json;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const LETTER: &[u8] = "投诉信：要求退还车费。".as_bytes();

async fn with_file(api: &Api) -> String {
    let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
    let headers = [("content-type", "multipart/form-data; boundary=mark")];
    let body = multipart(&[("file", Some("信.txt"), LETTER)]);
    let sent = api.send("POST", &format!("/api/v1/cases/{number}/files"), &headers, body).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    number
}

/// Everything that lies in a folder.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { lying(&path) } else { vec![path] }).collect()
}

fn files_of(t: &TestApp) -> Vec<PathBuf> {
    lying(&t.options().files_path())
}

/// A file that was sent and that no entry names, as a crash leaves it.
async fn cut(t: &TestApp, case: i64) -> PathBuf {
    let Kept { details, .. } = files::keep(&t.app, case, "信.txt", b"never acknowledged".to_vec()).await.unwrap();
    t.options().files_path().join(details.key)
}

fn age(path: &Path) {
    let hours_ago = fs::metadata(path).unwrap().modified().unwrap() - Duration::from_hours(2);
    File::options().write(true).open(path).unwrap().set_modified(hours_ago).unwrap();
}

async fn proof(t: &TestApp) -> (Option<String>, u64, u64) {
    let proof = record::verify(&t.app, None).await.unwrap();
    (proof.fault.map(|fault| fault.to_string()), proof.files_of_erased, proof.files_of_cut)
}

on_both! {
    async fn an_erasure_whose_files_could_not_be_removed_stands_says_so_and_is_completed_by_asking_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = with_file(&api).await;
        let (home, away) = (t.options().files_path().join("cases/1"), t.path("away"));
        // A disk that cannot be read or written for a moment.
        fs::rename(&home, &away).unwrap();
        fs::write(&home, b"").unwrap();
        let path = format!("/api/v1/cases/{number}/erasure");
        let told = api.post(&path, &json!({"ground": "person_request"})).await;
        assert_eq!((told.status.as_u16(), &told.body["type"]), (503, &json!("urn:homeward:problem:files-left")));
        assert!(told.headers.contains_key("retry-after"));
        fs::remove_file(&home).unwrap();
        fs::rename(&away, &home).unwrap();

        assert_eq!(api.whole(&number).await["files"][0]["name"], json!(null), "the words are gone");
        assert_eq!((proof(&t).await, files_of(&t).len()), ((None, 1, 0), 1));
        let again = api.post(&path, &json!({"ground": "person_request"})).await;
        assert_eq!((again.status.as_u16(), &again.body["number"]), (201, &json!(number)), "{}", again.text);
        assert_eq!((proof(&t).await, files_of(&t).len()), ((None, 0, 0), 0));
        let rule = api.post(&path, &json!({"ground": "person_request"})).await;
        assert_eq!(rule.body["type"], "urn:homeward:rule:nothing_to_change");
        let lines = fs::read_to_string(t.options().journal_path()).unwrap();
        assert_eq!(lines.lines().filter(|line| line.contains("undone")).count(), 2, "one erasure is noted: {lines}");
    }

    async fn files_that_a_killed_erasure_left_are_found_at_the_next_start_and_go_into_no_backup(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = with_file(&api).await;
        let file = files_of(&t).pop().unwrap();
        api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, LETTER).unwrap();
        age(&file);
        assert_eq!(proof(&t).await, (None, 1, 0));
        assert!(file.exists(), "a proof removes nothing");
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        assert!(!fs::read(&target).unwrap().windows(LETTER.len()).any(|bytes| bytes == LETTER));

        let other = t.another_copy().await;
        assert!(leftovers::clear_up(&other).await);
        tokio::task::spawn_blocking(move || drop(other)).await.unwrap();
        assert_eq!((proof(&t).await, file.exists()), ((None, 0, 0), false));
    }

    async fn files_of_cut_uploads_are_no_forgery_and_go_after_an_hour(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        with_file(&api).await;
        let (whole, young) = (cut(&t, 1).await, cut(&t, 1).await);
        let half = PathBuf::from(format!("{}#1", whole.display()));
        fs::write(&half, b"never ack").unwrap();
        age(&whole);
        age(&half);
        assert_eq!(proof(&t).await, (None, 0, 3));
        assert!(leftovers::clear_up(&t.app).await);
        assert_eq!((whole.exists(), half.exists(), young.exists()), (false, false, true), "one may be under way");
        assert_eq!((proof(&t).await, files_of(&t).len()), ((None, 0, 1), 2));
    }

    async fn the_erasure_of_a_case_takes_what_was_half_written_along(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = with_file(&api).await;
        let whole = cut(&t, 1).await;
        fs::write(format!("{}#1", whole.display()), b"never ack").unwrap();
        api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        assert_eq!(files_of(&t), Vec::<PathBuf>::new());
    }

    async fn what_somebody_put_there_is_named_and_stays_whatever_name_it_bears(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = with_file(&api).await;
        // What an earlier version has left bears no mark; from the first sweep on, all do.
        let home = t.options().files_path().join("cases/1");
        let earlier = home.join("0123456789abcdef0123456789abcdef");
        fs::write(&earlier, b"left by an earlier version").unwrap();
        age(&earlier);
        assert_eq!(proof(&t).await, (None, 0, 1));
        assert!(leftovers::clear_up(&t.app).await);
        assert!(!earlier.exists());

        let own = files_of(&t).pop().unwrap();
        let elsewhere = t.options().files_path().join("cases/2");
        fs::create_dir(&elsewhere).unwrap();
        for planted in [
            earlier.clone(),
            home.join("0123456789abcdef0123456789abcdef#1"),
            home.join("planted#1"),
            home.join("planted"),
            elsewhere.join(own.file_name().unwrap()),
        ] {
            fs::write(&planted, b"a file that nobody sent").unwrap();
            age(&planted);
            leftovers::clear_up(&t.app).await;
            let key = planted.strip_prefix(t.options().files_path()).unwrap().display().to_string();
            assert_eq!(proof(&t).await.0, Some(format!("the file {key} belongs to no entry")));
            fs::remove_file(planted).unwrap();
        }
        assert_eq!(record::verify(&t.app, Some(number)).await.unwrap().files, 1);
    }

    async fn no_file_is_removed_on_the_word_of_a_record_that_was_altered(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        with_file(&api).await;
        let file = files_of(&t).pop().unwrap();
        age(&file);
        t.tamper("UPDATE contents SET body = replace(body, 'cases/', 'cases/0')").await;
        leftovers::clear_up(&t.app).await;
        assert!(file.exists(), "it is evidence");
    }

    async fn a_line_of_the_journal_whose_erasure_was_never_done_is_taken_back(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            numbers.push(api.made(&complaint("王芳", "大巴半路抛锚")).await);
        }
        let customer = json!({"reference": "C-1", "name": "赵悦", "phone": "13900001111"});
        assert_eq!(api.post("/api/v1/customers", &customer).await.status, 201);
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        api.done(&numbers[0], "erasure", json!({"ground": "person_request"})).await;
        let path = t.options().journal_path();
        let line = |text: &str| writeln!(File::options().append(true).open(&path).unwrap(), "{text}").unwrap();
        line(r#"{"case":2,"ground":"person_request","of":0}"#);
        line(r#"{"customer":1,"ground":"order","of":0}"#);
        line(r#"{"case":3,"ground":"order","of":17}"#);
        line(r#"{"case":99,"ground":"order","of":0}"#);
        let before = fs::read_to_string(&path).unwrap();

        let lock = File::options().append(true).open(t.path("erasures.jsonl.lock")).unwrap();
        lock.lock_shared().unwrap();
        leftovers::clear_up(&t.app).await;
        assert_eq!(fs::read_to_string(&path).unwrap(), before, "one may be under way");
        lock.unlock().unwrap();
        leftovers::clear_up(&t.app).await;
        leftovers::clear_up(&t.app).await;
        let lines = fs::read_to_string(&path).unwrap();
        let undone: Vec<&str> = lines.strip_prefix(&before).unwrap().lines().collect();
        assert_eq!(undone.len(), 2, "{undone:?}");
        assert!(undone[0].contains("\"case\":2") && undone[1].contains("\"customer\":1"), "{undone:?}");

        let data = t.path("restored");
        let location = Location::Sqlite(data.join("homeward.db"));
        let options = AppOptions { location, data, secret_file: Some(t.options().secret_path()), ..t.options() };
        let orders = Orders { erasures: Erasures::Journal(path), new_secret: false, despite_damage: false, why: None };
        // That of the first case, and that of the record elsewhere.
        assert_eq!(restore(&target, options, &orders).await.unwrap().erased, 2);
    }
}

async fn beside_a_reader(t: TestApp) {
    let api = Api::new(&t, &["all"]).await;
    let number = api.made(&complaint("王芳", "只在这一件里的词：琉璃瓦当")).await;
    let mut reader = reader_of(&t.options().location);
    let mut orders = reader.stdin.take().unwrap();
    let mut read = BufReader::new(reader.stdout.take().unwrap());
    // A server's reader looks at a table without words: what it could see is kept all the same.
    writeln!(orders, "{} SELECT count(*) FROM checkpoints;", begin(t.backend)).unwrap();
    orders.flush().unwrap();
    assert!(read.by_ref().lines().map_while(Result::ok).any(|line| line.trim() == "0"));

    let begun = Instant::now();
    api.done(&number, "erasure", json!({"ground": "person_request"})).await;
    assert!(begun.elapsed() < Duration::from_secs(20), "nobody waits for whoever reads");
    let word = "琉璃瓦当".as_bytes();
    let is_there = |bytes: Vec<u8>| bytes.windows(word.len()).any(|found| found == word);
    assert!(is_there(t.bytes_of_the_database().await), "the reader still sees it");
    assert!(leftovers::overwrite(&t.app).await.is_err(), "it is not forgotten");
    drop(orders);
    reader.wait().unwrap();
    overwritten(&t.app).await;
    assert!(!is_there(t.bytes_of_the_database().await));
}

/// A shell of the database, which reads its orders.
fn reader_of(location: &Location) -> Child {
    let mut shell = match location {
        Location::Sqlite(path) => {
            let mut shell = Command::new("sqlite3");
            shell.arg(path);
            shell
        }
        Location::Postgres(url) => {
            let mut shell = Command::new("psql");
            shell.args(["-qAt", url]);
            shell
        }
    };
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

const fn begin(backend: Backend) -> &'static str {
    match backend {
        Backend::Sqlite => "BEGIN;",
        Backend::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ;",
    }
}

#[test]
fn traces_of_an_erasure_beside_a_long_reader_are_overwritten_later() {
    Backend::Sqlite.run(beside_a_reader);
}

#[test]
fn traces_of_an_erasure_beside_a_long_reader_of_a_server_are_overwritten_later() {
    Backend::Postgres.run(beside_a_reader);
}
