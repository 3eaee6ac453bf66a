//! Files of cases: sent, read, refused, proven, erased, carried by a backup.

use crate::common::{Answer, Api, multipart};
use axum::http::StatusCode;
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppOptions, Location, backup, record};
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::json;
use std::path::{Path, PathBuf};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-a-picture-of-the-coach";
const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff";

async fn send(api: &Api, number: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
    let mut all = vec![("content-type", "multipart/form-data; boundary=mark")];
    all.extend_from_slice(headers);
    api.send("POST", &format!("/api/v1/cases/{number}/files"), &all, body).await
}

/// Everything that lies in a folder, with its bytes.
fn lying(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let below =
        |path: PathBuf| if path.is_dir() { lying(&path) } else { vec![(path.clone(), std::fs::read(path).unwrap())] };
    paths.flat_map(below).collect()
}

fn files_of(t: &TestApp) -> Vec<(PathBuf, Vec<u8>)> {
    lying(&t.options().files_path())
}

on_both! {
    async fn files_are_kept_with_their_hash_and_read_as_they_were_sent(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let letter = "投诉信：要求退还车费。".as_bytes();
        let body = multipart(&[("entry", None, b"1"), ("file", Some("大巴照片.jpg"), PNG), ("file", Some("信.txt"), letter)]);
        let answer = send(&api, &number, &[("idempotency-key", "k1")], body.clone()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        let again = send(&api, &number, &[("idempotency-key", "k1")], body).await;
        assert_eq!(again.headers["idempotent-replayed"], "true");

        let files = api.whole(&number).await["files"].clone();
        assert_eq!(files.as_array().unwrap().len(), 2, "{files}");
        assert_eq!((&files[0]["name"], &files[0]["media_type"]), (&json!("大巴照片.jpg"), &json!("image/png")));
        assert_eq!((&files[1]["media_type"], &files[1]["entry"]), (&json!("text/plain"), &json!(1)));
        assert_eq!(files_of(&t).len(), 2, "a repeat leaves nothing behind");

        let read = api.get(&format!("/api/v1/cases/{number}/files/1")).await;
        assert_eq!((read.status, read.text.len()), (StatusCode::OK, String::from_utf8_lossy(PNG).len()));
        assert_eq!(read.headers["content-type"], "image/png");
        assert!(read.headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename*=UTF-8''%E5"));
        assert_eq!(api.get(&format!("/api/v1/cases/{number}/files/2")).await.text, "投诉信：要求退还车费。");
        assert_eq!(api.get(&format!("/api/v1/cases/{number}/files/3")).await.status, StatusCode::NOT_FOUND);
        let found = api.get("/api/v1/search?q=%E5%A4%A7%E5%B7%B4%E7%85%A7%E7%89%87").await.body;
        assert_eq!(found["items"][0]["number"], number.as_str(), "a file is found by its name");

        let proof = record::verify(&t.app, None).await.unwrap();
        assert_eq!((proof.fault, proof.files), (None, 2));
        let (path, _) = files_of(&t).into_iter().find(|(_, bytes)| bytes == PNG).unwrap();
        std::fs::write(&path, b"another picture").unwrap();
        let fault = record::verify(&t.app, None).await.unwrap().fault.unwrap();
        assert_eq!((fault.case.as_deref(), fault.what.as_str()), (Some(number.as_str()), "its file is missing or was altered"));
        std::fs::write(&path, PNG).unwrap();
    }

    async fn a_file_that_no_entry_names_is_found(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        send(&api, &number, &[], multipart(&[("file", Some("a.png"), PNG)])).await;
        let (path, _) = files_of(&t).into_iter().next().unwrap();
        let planted = path.with_file_name("planted");
        std::fs::write(&planted, b"a file that nobody sent").unwrap();
        let fault = record::verify(&t.app, None).await.unwrap().fault.unwrap();
        assert!(fault.what.contains("planted belongs to no entry"), "{fault}");
        std::fs::remove_file(planted).unwrap();
    }

    async fn what_is_no_evidence_too_large_or_misnamed_is_refused_and_nothing_stays(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let large = vec![b'a'; 30 * 1024 * 1024];
        let many: Vec<(&str, Option<&str>, &[u8])> = vec![("file", Some("a.png"), PNG); 21];
        for (body, status, field, code) in [
            (multipart(&[("file", Some("照片.jpg"), EXE)]), 422, "file", "file_type"),
            (multipart(&[("file", Some("a.png"), PNG), ("file", Some("照片.jpg"), EXE)]), 422, "file", "file_type"),
            (multipart(&[("file", Some("film.txt"), &large)]), 413, "file", "too_long"),
            (multipart(&many), 413, "file", "too_many_files"),
            (multipart(&[("file", Some("a.png"), b"")]), 422, "file", "empty_file"),
            (multipart(&[("file", Some(""), PNG)]), 422, "file", "empty"),
            (multipart(&[("colour", None, b"red")]), 422, "colour", "unknown_field"),
            (multipart(&[("entry", None, b"first"), ("file", Some("a.png"), PNG)]), 422, "entry", "not_a_number"),
            (multipart(&[("entry", None, b"99"), ("file", Some("a.png"), PNG)]), 422, "entry", "no_such_entry"),
            (multipart(&[]), 422, "file", "required"),
        ] {
            let answer = send(&api, &number, &[], body).await;
            assert_eq!(answer.status.as_u16(), status, "{code}: {}", answer.text);
            assert_eq!((&answer.body["errors"][0]["field"], &answer.body["errors"][0]["code"]), (&json!(field), &json!(code)));
        }
        let torn = send(&api, &number, &[], b"--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nPNG".to_vec()).await;
        assert_eq!(torn.status, StatusCode::BAD_REQUEST, "{}", torn.text);
        let stale = send(&api, &number, &[("if-match", "\"1\"")], multipart(&[("file", Some("a.png"), PNG)])).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let elsewhere = send(&api, "HW-2611-000999-X", &[], multipart(&[("file", Some("a.png"), PNG)])).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        assert_eq!(api.whole(&number).await["files"], json!([]));
        assert!(files_of(&t).is_empty(), "{:?}", files_of(&t));
    }

    async fn an_erasure_takes_files_along_and_a_restored_backup_replays_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut numbers = Vec::new();
        for name in ["王芳", "赵悦"] {
            let number = api.made(&complaint(name, "大巴半路抛锚")).await;
            let file = format!("照片 {name}").into_bytes();
            let answer = send(&api, &number, &[], multipart(&[("file", Some("a.txt"), &file)])).await;
            assert_eq!(answer.status, StatusCode::CREATED);
            numbers.push(number);
        }
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        api.done(&numbers[0], "erasure", json!({"ground": "person_request"})).await;
        assert_eq!(files_of(&t).len(), 1, "the file went with the words");
        let gone = api.whole(&numbers[0]).await["files"][0].clone();
        assert_eq!((&gone["name"], &gone["sha256"]), (&json!(null), &json!(null)));
        assert_eq!(api.get(&format!("/api/v1/cases/{}/files/1", numbers[0])).await.status, StatusCode::NOT_FOUND);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);

        let data = t.path("restored");
        let secret_file = Some(t.options().secret_path());
        let location = Location::Sqlite(data.join("homeward.db"));
        let options = AppOptions { location, data, secret_file, ..t.options() };
        let erasures = Erasures::Journal(t.options().journal_path());
        let orders = Orders { erasures, new_secret: false, despite_damage: false, why: None };
        assert_eq!(restore(&target, options.clone(), &orders).await.unwrap().erased, 1);
        let restored = lying(&options.files_path());
        assert_eq!(restored.iter().map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>(), ["照片 赵悦".as_bytes().to_vec()]);
        let app = tokio::task::spawn_blocking(move || App::open(options)).await.unwrap().unwrap();
        let proof = record::verify(&app, None).await.unwrap();
        assert_eq!((proof.fault, proof.files), (None, 1));
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
    }

    async fn names_without_end_and_parts_without_number_are_refused_and_nothing_stays(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let long = format!("{}.png", "a".repeat(20 * 1024));
        let mut many: Vec<(&str, Option<&str>, &[u8])> = vec![("paper", None, b"a.png"); 300];
        many.push(("file", Some("a.png"), PNG));
        for (body, code, limit) in [
            (multipart(&[("file", Some("a.png"), PNG), ("file", Some(&long), PNG)]), "head_too_long", "16384"),
            (multipart(&many), "too_many_parts", "220"),
        ] {
            let answer = send(&api, &number, &[], body).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{code}: {}", answer.text);
            let error = &answer.body["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&json!("body"), &json!(code)));
            assert!(error["message"].as_str().unwrap().contains(limit), "{error}");
        }
        assert_eq!(api.whole(&number).await["files"], json!([]));
        assert!(files_of(&t).is_empty(), "{:?}", files_of(&t));
    }
}
