//! What was acknowledged is on disk: every 201 comes after a flush, seen from
//! outside the program; and a full disk gives 503, never a half.

use crate::common::{Program, Server, client, complaint, get};
use homeward_testkit::cluster::{Cluster, Purpose};
use reqwest::StatusCode;
use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// Complaints sent one after the other under the eyes of strace.
const COMPLAINTS: usize = 20;

#[tokio::test]
async fn a_flush_comes_before_every_201() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(&folder.path().join("data"), None);
    let token = program.token();
    let trace = folder.path().join("trace");
    let command = program.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut strace = Command::new("strace");
    // As its own child (-D), so that what is killed is the program.
    strace.args([
        "-D",
        "-f",
        "-y",
        "-s",
        "24",
        "-e",
        "trace=fsync,fdatasync,write,writev,sendto,sendmsg,pwrite64",
        "-o",
    ]);
    strace.arg(&trace).arg(command.get_program()).args(command.get_args());
    let server = Server::start(&mut strace);
    let client = client();
    for n in 0..COMPLAINTS {
        let url = format!("{}/api/v1/cases", server.url);
        let answer = client.post(url).bearer_auth(&token).json(&complaint(&format!("F-{n}"))).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
    }
    server.kill();
    let text = fs::read_to_string(&trace).unwrap();
    let (mut answers, mut written, mut flushed) = (0, false, true);
    for line in text.lines() {
        if line.contains("pwrite64(") && line.contains("homeward.db-wal") {
            (written, flushed) = (true, false);
        } else if (line.contains("fdatasync(") || line.contains("fsync(")) && line.contains("homeward.db-wal") {
            flushed = true;
        } else if line.contains("HTTP/1.1 201") {
            assert!(written && flushed, "an answer left before what it says was flushed: {line}");
            (answers, written) = (answers + 1, false);
        }
    }
    assert_eq!(answers, COMPLAINTS);
}

#[tokio::test]
async fn a_full_disk_gives_503_and_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=12m", "tmpfs"]).arg(&disk).output().unwrap();
    if !mounted.status.success() {
        in_a_namespace("a_full_disk_gives_503_and_loses_nothing_that_was_acknowledged");
        return;
    }
    let _unmount = Unmount(&disk);
    let program = Program::new(&disk, None);
    let token = program.token();
    let server = program.serve();
    let client = client();
    let send = |n: usize| {
        let mut body = complaint(&format!("D-{n}"));
        body["text"] = Value::from("导游强制购物,要求退款。".repeat(400));
        client.post(format!("{}/api/v1/cases", server.url)).bearer_auth(&token).json(&body).send()
    };
    let (mut told, mut refused) = (Vec::new(), 0);
    for n in 0..20_000 {
        // Several at once, so that a group is hit in its middle.
        let answers = tokio::join!(send(4 * n), send(4 * n + 1), send(4 * n + 2), send(4 * n + 3));
        for answer in [answers.0, answers.1, answers.2, answers.3] {
            let answer = answer.unwrap();
            match answer.status() {
                StatusCode::CREATED => {
                    let body: Value = answer.json().await.unwrap();
                    told.push(body["number"].as_str().unwrap().to_owned());
                }
                StatusCode::SERVICE_UNAVAILABLE => refused += 1,
                other => panic!("{other}"),
            }
        }
        if refused >= 20 {
            break;
        }
    }
    assert!(refused >= 20 && told.len() > 10, "{} told, {refused} refused", told.len());
    for number in &told {
        let url = format!("{}/api/v1/cases/{number}", server.url);
        assert_eq!(client.get(url).bearer_auth(&token).send().await.unwrap().status(), StatusCode::OK, "{number}");
    }
    a_full_disk_is_told_everywhere(&server, &client, &token, &disk, &told[0]).await;
    let larger =
        Command::new("mount").args(["-t", "tmpfs", "-o", "remount,size=64m", "tmpfs"]).arg(&disk).status().unwrap();
    assert!(larger.success());
    let ready = get(format!("{}/readyz", server.url)).await.unwrap();
    assert_eq!(ready.status(), StatusCode::OK, "there is room again, without a restart");
    assert!(!get(&server.url).await.unwrap().text().await.unwrap().contains("class=\"warning\""));
    assert_eq!(send(1_000_000).await.unwrap().status(), StatusCode::CREATED);
    told.push("the one after".into());
    server.kill();
    let proof = program.verify();
    assert!(proof.starts_with(&format!("{} cases", told.len())), "{proof} for {} told", told.len());
}

/// Tells this test that it runs again where its user may mount a disk.
const AGAIN: &str = "HOMEWARD_TEST_IN_NAMESPACE";

/// Runs a test of this file again where its user may mount what nobody else sees: in a
/// user namespace of its own, which needs no root. Where the system forbids those too,
/// the test says so and is passed over: nothing else fills a real disk.
#[allow(clippy::disallowed_methods, reason = "a test that runs itself again tells itself so")]
fn in_a_namespace(test: &str) {
    if std::env::var_os(AGAIN).is_some() {
        eprintln!("skipped: this system lets nobody but root mount a small disk (no tmpfs in user namespaces)");
        return;
    }
    let own = std::env::current_exe().unwrap();
    let mut again = Command::new("unshare");
    again
        .args(["--user", "--map-root-user", "--mount"])
        .arg(&own)
        .args(["--exact", test, "--nocapture"])
        .env(AGAIN, "1");
    let allowed = Command::new("unshare").args(["--user", "--map-root-user", "--mount", "true"]).output();
    if !allowed.is_ok_and(|allowed| allowed.status.success()) {
        eprintln!(
            "skipped: a small disk can be mounted by root alone here; allow user namespaces \
             (sysctl kernel.unprivileged_userns_clone=1 or user.max_user_namespaces) or run this test as root"
        );
        return;
    }
    let output = again.output().unwrap();
    let said = [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(output.status.success(), "{said}");
    eprint!("{said}");
}

/// On the disk without room: who watches hears of it, pages can be read and say so,
/// and neither a file nor an erasure is begun.
async fn a_full_disk_is_told_everywhere(
    server: &Server,
    client: &reqwest::Client,
    token: &str,
    disk: &Path,
    number: &str,
) {
    // What the database has left behind takes up the rest.
    let rest = fs::File::create(disk.join("rest")).unwrap();
    while (&rest).write_all(&[0; 4096]).is_ok() {}
    let ready = get(format!("{}/readyz", server.url)).await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.text().await.unwrap().contains("disk is full"));
    let page = get(&server.url).await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("class=\"warning\" role=\"alert\""));
    let case = format!("{}/api/v1/cases/{number}", server.url);
    let part = "--m\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    let form = format!("{part}{}\r\n--m--\r\n", "a".repeat(8192));
    let attached = client.post(format!("{case}/files")).bearer_auth(token);
    let attached = attached.header("content-type", "multipart/form-data; boundary=m").body(form).send().await.unwrap();
    let erasure = serde_json::json!({"ground": "order"});
    let erased = client.post(format!("{case}/erasure")).bearer_auth(token).json(&erasure).send().await.unwrap();
    for answer in [attached, erased] {
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key("retry-after"));
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["type"], "urn:homeward:problem:disk-full");
    }
    assert_eq!(client.get(&case).bearer_auth(token).send().await.unwrap().status(), StatusCode::OK);
    assert!(!disk.join("erasures.jsonl").exists(), "nothing is noted that is not done");
    fs::remove_file(disk.join("rest")).unwrap();
}

#[tokio::test]
async fn a_lost_postgres_gives_503_and_the_program_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let started = tokio::task::spawn_blocking(|| Cluster::start(Purpose::Tests)).await.unwrap();
    let cluster = started.unwrap();
    let program = Program::new(folder.path(), Some(cluster.url().to_owned()));
    let token = program.token();
    let server = program.serve();
    let client = client();
    let send = |n: usize| {
        let url = format!("{}/api/v1/cases", server.url);
        client.post(url).bearer_auth(&token).json(&complaint(&format!("L-{n}"))).send()
    };
    assert_eq!(send(1).await.unwrap().status(), StatusCode::CREATED);
    drop(cluster);
    let lost = send(2).await.unwrap();
    assert_eq!(lost.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(lost.headers().contains_key("retry-after"));
    let ready = get(format!("{}/readyz", server.url)).await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let alive = get(format!("{}/healthz", server.url)).await.unwrap();
    assert_eq!(alive.status(), StatusCode::OK);
}

struct Unmount<'a>(&'a Path);

impl Drop for Unmount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}
