//! Who sees what of a picture. What copies them is another program here, which says
//! what it is told; the real one is asked in the tests of the binary.

use crate::common::{Answer, Api, Desk, multipart};
use axum::http::StatusCode;
use homeward_app::pictures::{self, Copier, Copies, Facts, Made, NotShown, Place};
use homeward_app::{App, AppOptions, tokens};
use homeward_testkit::{TestApp, complaint, on_both};
use homeward_web::{Web, router};
use serde_json::{Value, json};
use std::time::Duration;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-a-picture-of-the-room";
const SMALL: &[u8] = b"\xFF\xD8\xFF-small-copy";
const LARGE: &[u8] = b"\xFF\xD8\xFF-large-copy";
const TIME: &str = "2026-10-03 14:22";
const HERE: &str = "34.6600° N 112.4700° E";

/// What a picture says that was taken in Luoyang.
fn in_luoyang(copies: Result<Copies, NotShown>) -> Made {
    let place = Some(Place { latitude: 34_660_000, longitude: 112_470_000 });
    Made { facts: Facts { taken_at: Some("2026-10-03T14:22:05+08:00".into()), place }, copies }
}

fn copied() -> Made {
    in_luoyang(Ok(Copies { small: SMALL.to_vec(), large: LARGE.to_vec() }))
}

/// The same program with something that copies pictures: it says this of each.
async fn with_copier(t: &TestApp, made: &Made) -> (App, Api) {
    let said = t.path("said");
    std::fs::write(&said, made.said()).unwrap();
    let arguments = vec![said.to_str().unwrap().to_owned()];
    let copier = Copier { program: "/bin/cat".into(), arguments, patience: Duration::from_mins(1) };
    let options = AppOptions { copier: Some(copier), ..t.options() };
    let app = tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap();
    let token = tokens::create(&app, "test", &["all".to_owned()]).await.unwrap();
    (app.clone(), Api::with_token(router(Web::new(app)), token))
}

async fn send(api: &Api, path: &str, name: &str) -> Answer {
    let headers = [("content-type", "multipart/form-data; boundary=mark"), ("sec-fetch-site", "same-origin")];
    api.send("POST", path, &headers, multipart(&[("file", Some(name), PNG)])).await
}

/// A case of a member of staff with a picture.
async fn case_of(api: &Api, owner: i64) -> String {
    let number = api.made(&complaint("王芳", "客房漏水")).await;
    api.done(&number, "assignment", json!({"owner": owner})).await;
    let sent = send(api, &format!("/api/v1/cases/{number}/files"), "客房.png").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    number
}

async fn closed(app: App) {
    tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
}

on_both! {
    async fn the_original_and_what_it_tells_are_for_the_owner_the_lead_and_the_auditor(t: TestApp) {
        let (app, api) = with_copier(&t, &copied()).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let auditor = Desk::sign_in(&t, &api, "auditor").await;
        let number = case_of(&api, owner.staff).await;
        let other = case_of(&api, lead.staff).await;
        assert!(pictures::work(&app).await.unwrap(), "copied behind the upload");
        let page = format!("/desk/cases/{number}");
        for desk in [&owner, &lead, &auditor] {
            let shown = desk.get(&page).await.text;
            assert!(shown.contains(TIME) && shown.contains(HERE), "{shown}");
            assert!(shown.contains(&format!("{page}/files/1/copy?size=small")));
            assert!(shown.contains(&format!("href=\"{page}/files/1\"")));
            let original = desk.get(&format!("{page}/files/1")).await;
            assert_eq!((original.status, original.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/png"));
        }
        // The agent owns one case and not the other.
        let page = format!("/desk/cases/{other}");
        let shown = owner.get(&page).await.text;
        assert!(shown.contains(&format!("{page}/files/1/copy?size=small")), "the copy is for everybody who sees the case");
        assert!(!shown.contains(TIME) && !shown.contains("112.4700") && !shown.contains(&format!("href=\"{page}/files/1\"")));
        assert!(shown.contains("原图已封存，仅负责人"), "{shown}");
        let sealed = owner.get(&format!("{page}/files/1")).await;
        assert_eq!(sealed.status, StatusCode::FORBIDDEN);
        assert!(sealed.text.contains("原图已封存"), "{}", sealed.text);
        let copy = owner.get(&format!("{page}/files/1/copy?size=small")).await;
        assert_eq!((copy.status, copy.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
        assert_eq!(copy.text.as_bytes(), String::from_utf8_lossy(SMALL).as_bytes());

        let log = auditor.get(&format!("/desk/cases/{number}/looks")).await.text;
        assert_eq!(log.matches("下载原图（第 1 个附件）").count(), 3, "{log}");
        t.later(homeward_domain::time::Span::minutes(1));
        owner.get(&format!("/desk/cases/{number}/files/1")).await;
        let log = auditor.get(&format!("/desk/cases/{number}/looks")).await.text;
        assert_eq!(log.matches("下载原图（第 1 个附件）").count(), 4, "each time: {log}");
        drop(api);
        closed(app).await;
    }

    async fn a_program_without_contact_points_is_told_neither_time_nor_place(t: TestApp) {
        let (app, api) = with_copier(&t, &copied()).await;
        let owner = Desk::sign_in(&t, &api, "agent").await.staff;
        let number = case_of(&api, owner).await;
        assert_eq!(api.whole(&number).await["files"][0]["copy"], "waiting");
        assert!(pictures::work(&app).await.unwrap());
        let file = api.whole(&number).await["files"][0].clone();
        assert_eq!((&file["copy"], &file["taken_at"]), (&json!("ready"), &json!("2026-10-03T14:22:05+08:00")));
        assert_eq!(file["place"], json!({"latitude": 34.66, "longitude": 112.47}));
        let few = tokens::create(&app, "few", &["cases:read".to_owned()]).await.unwrap();
        let few = api.with_other(&few);
        let file = few.whole(&number).await["files"][0].clone();
        assert_eq!((&file["copy"], &file["taken_at"], &file["place"]), (&json!("ready"), &Value::Null, &Value::Null));
        let path = format!("/api/v1/cases/{number}/files/1");
        assert_eq!(few.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(few.get(&format!("{path}/copy")).await.status, StatusCode::OK);
        assert_eq!(api.get(&path).await.status, StatusCode::OK);
        drop((api, few));
        closed(app).await;
    }

    async fn a_traveller_sees_their_own_pictures_and_never_when_and_where(t: TestApp) {
        let (app, api) = with_copier(&t, &copied()).await;
        let owner = Desk::sign_in(&t, &api, "agent").await.staff;
        let number = case_of(&api, owner).await;
        let link = api.done(&number, "follow_links", json!({})).await;
        let link = link["follow_url"].as_str().unwrap().to_owned();
        let link = link.split_once("/c/").map(|(_, token)| format!("/c/{token}")).unwrap();
        let open = api.without_token();
        assert_eq!(send(&open, &format!("{link}/files"), "我的照片.png").await.status, StatusCode::SEE_OTHER);
        while pictures::work(&app).await.unwrap() {}
        let page = open.get(&link).await.text;
        assert!(page.contains(&format!("{link}/files/1?size=small")), "{page}");
        assert!(!page.contains("/files/2") && !page.contains(TIME) && !page.contains("112.4700"));
        let copy = open.get(&format!("{link}/files/1")).await;
        assert_eq!((copy.status, copy.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
        for other in ["0", "2", "x"] {
            assert!(open.get(&format!("{link}/files/{other}")).await.status.is_client_error(), "{other}");
        }
        drop((api, open));
        closed(app).await;
    }

    async fn what_cannot_be_shown_says_so_on_every_page(t: TestApp) {
        let (app, api) = with_copier(&t, &in_luoyang(Err(NotShown::Format))).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let number = case_of(&api, owner.staff).await;
        // A page that was asked for before anything was known shows a drawing that says so.
        let drawn = owner.get(&format!("/desk/cases/{number}/files/1/copy?size=small")).await;
        assert_eq!((drawn.status, drawn.headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/svg+xml"));
        assert!(drawn.text.contains("无法显示"));
        let page = owner.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("此格式（如 HEIC）无法在此显示") && !page.contains("files/1/copy"), "{page}");
        assert!(page.contains(TIME), "time and place are known all the same");
        let problem = api.get(&format!("/api/v1/cases/{number}/files/1/copy")).await;
        assert_eq!((problem.status, &problem.body["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("urn:homeward:problem:not-shown")));
        drop(api);
        closed(app).await;
    }

    async fn a_copy_that_an_erasure_overtook_is_not_kept(t: TestApp) {
        let (app, api) = with_copier(&t, &copied()).await;
        let owner = Desk::sign_in(&t, &api, "agent").await.staff;
        let number = case_of(&api, owner).await;
        assert_eq!(api.whole(&number).await["files"][0]["copy"], "waiting");
        // It waits while the words go: files go last, and this is between the two.
        let original = t.options().files_path().join("cases");
        let case = std::fs::read_dir(&original).unwrap().next().unwrap().unwrap().path();
        let file = std::fs::read_dir(&case).unwrap().next().unwrap().unwrap().path();
        let kept = std::fs::read(&file).unwrap();
        api.done(&number, "erasure", json!({"ground": "order"})).await;
        std::fs::create_dir_all(&case).unwrap();
        std::fs::write(&file, kept).unwrap();
        assert!(pictures::work(&app).await.unwrap(), "it was still waiting");
        let copies = t.options().files_path().join("copies");
        let left = walk(&copies);
        assert!(left.is_empty(), "{left:?}");
        std::fs::remove_file(&file).unwrap();
        drop(api);
        closed(app).await;
    }

    async fn where_nothing_copies_a_file_is_taken_all_the_same(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let number = case_of(&api, owner.staff).await;
        assert_eq!(api.whole(&number).await["files"][0]["copy"], "not_made");
        let page = owner.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("未能生成供查看的副本"), "{page}");
    }
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}
