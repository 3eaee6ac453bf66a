//! What a program that was killed has left of files is cleared up at its next start.

use crate::common::{Program, client, complaint, get};
use reqwest::StatusCode;
use serde_json::Value;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::Duration;

#[tokio::test]
async fn half_of_a_file_is_told_as_a_fact_and_gone_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::new(folder.path(), None);
    let token = program.token();
    let server = program.serve();
    let cases = format!("{}/api/v1/cases", server.url);
    let made = client().post(&cases).bearer_auth(&token).json(&complaint("F-1")).send().await.unwrap();
    let made: Value = made.json().await.unwrap();
    let form = "--m\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nreceipt\r\n--m--\r\n";
    let files = format!("{cases}/{}/files", made["number"].as_str().unwrap());
    let sent = client().post(files).bearer_auth(&token).header("content-type", "multipart/form-data; boundary=m");
    assert_eq!(sent.body(form).send().await.unwrap().status(), StatusCode::CREATED);
    server.kill();

    let file = fs::read_dir(folder.path().join("files/cases/1")).unwrap().next().unwrap().unwrap().path();
    let half = PathBuf::from(format!("{}#1", file.display()));
    fs::write(&half, b"rec").unwrap();
    let hours_ago = fs::metadata(&half).unwrap().modified().unwrap() - Duration::from_hours(2);
    File::options().write(true).open(&half).unwrap().set_modified(hours_ago).unwrap();
    assert!(program.verify().contains("files of uploads that were cut short or are under way: 1"));
    assert!(half.exists(), "a proof removes nothing");

    let server = program.serve();
    assert_eq!(get(format!("{}/healthz", server.url)).await.unwrap().status(), StatusCode::OK);
    assert!(server.stop().success());
    assert_eq!((file.exists(), half.exists()), (true, false));
    assert!(!program.verify().contains("cut short"));
}
