//! Reports from on site, sent once or twice, by whoever sees the case.

use crate::common::{Answer, Api, multipart};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::{people, sign_in};
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-a-picture-of-the-coach";

/// A guide: their number and the cookie of their session.
async fn guide(t: &TestApp, name: &str) -> (i64, String) {
    let (staff, link) = people::add_staff(&t.app, name, &format!("{name}@agency.test"), "on_site").await.unwrap();
    let begun = sign_in::by_link(&t.app, &link, None, None, "").await.unwrap();
    (staff.id, format!("homeward_session={}", begun.secret()))
}

async fn report(api: &Api, session: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
    let headers =
        [("content-type", "multipart/form-data; boundary=mark"), ("cookie", session), ("accept", "text/plain")];
    api.send("POST", "/onsite/reports", &headers, multipart(parts)).await
}

on_both! {
    async fn a_report_that_is_sent_twice_counts_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (id, session) = guide(&t, "ma").await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        api.done(&number, "assignment", json!({"owner": id, "reason": "现场"})).await;
        let page = api.send("GET", "/onsite", &[("cookie", &session)], Body::empty()).await;
        assert!(page.text.contains("大巴半路抛锚") && page.text.contains(&format!("case/{number}")), "{}", page.text);
        let about = format!("case/{number}");
        let parts: [(&str, Option<&str>, &[u8]); 5] = [
            ("key", None, b"k1"),
            ("about", None, about.as_bytes()),
            ("text", None, "客人同意改乘火车".as_bytes()),
            ("signed_by", None, "王芳".as_bytes()),
            ("file", Some("签字.png"), PNG),
        ];
        for _ in 0..2 {
            let sent = report(&api, &session, &parts).await;
            assert_eq!((sent.status, sent.text.as_str()), (StatusCode::CREATED, number.as_str()));
        }
        let record = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let notes: Vec<_> = record["items"].as_array().unwrap().iter().filter(|e| e["kind"] == "note_added").collect();
        assert_eq!(notes.len(), 1, "{record}");
        let case = api.whole(&number).await;
        assert!(notes[0].to_string().contains("客人同意改乘火车\\n签字人：王芳"), "{}", notes[0]);
        assert_eq!(case["files"].as_array().unwrap().len(), 1);
        // A report that broke off after its words is completed when it comes again.
        let broken = [("key", None, b"k2".as_slice()), ("about", None, about.as_bytes()), ("text", None, b"a")];
        report(&api, &session, &broken).await;
        let whole = [broken.as_slice(), &[("file", Some("a.png"), PNG)]].concat();
        assert_eq!(report(&api, &session, &whole).await.status, StatusCode::CREATED);
        let case = api.whole(&number).await;
        assert_eq!(case["files"].as_array().unwrap().len(), 2);
    }

    async fn a_call_for_help_becomes_a_case_with_its_photo(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (_, session) = guide(&t, "ma").await;
        let sent = report(&api, &session, &[
            ("key", None, b"k1"),
            ("about", None, b"new/emergency"),
            ("text", None, "客人滑倒，需要救护车".as_bytes()),
            ("phone", None, b"13900000000"),
            ("file", Some("现场.png"), PNG),
        ]).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
        let case = api.whole(&sent.text).await;
        assert!(case["text"].as_str().unwrap().ends_with("13900000000"), "a number without a name is not lost: {case}");
        assert_eq!((&case["kind"], &case["channel"]), (&json!("emergency"), &json!("on_site")));
        assert_eq!(case["files"].as_array().unwrap().len(), 1);
    }

    async fn what_cannot_be_taken_is_told_in_words_and_nothing_is_half_stored(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (_, session) = guide(&t, "ma").await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let others = format!("case/{number}");
        let exe: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff";
        for (about, file, words) in [
            (others.as_str(), None, "没有"),
            ("new/complaint", Some(exe), "不接受这种文件"),
            ("new/inquiry", None, "必填"),
            ("nonsense", None, "必填"),
        ] {
            let mut parts: Vec<(&str, Option<&str>, &[u8])> =
                vec![("key", None, b"k1"), ("about", None, about.as_bytes()), ("text", None, b"x")];
            parts.extend(file.map(|bytes| ("file", Some("a.exe"), bytes)));
            let refused = report(&api, &session, &parts).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{about}");
            assert!(refused.text.contains(words), "{about}: {}", refused.text);
        }
        assert_eq!(api.get("/api/v1/cases").await.body["items"].as_array().unwrap().len(), 1);
        let record = api.get(&format!("/api/v1/cases/{number}/events")).await.text;
        assert!(record.contains("case_received") && !record.contains("note_added"), "{record}");
    }

    async fn the_page_and_its_worker_are_for_those_who_are_signed_in(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let sent = api.send("GET", "/onsite", &[], Body::empty()).await;
        assert_eq!(sent.headers["location"], "/sign-in?to=/onsite");
        let worker = api.send("GET", "/onsite-worker.js", &[], Body::empty()).await;
        assert_eq!((worker.status, &worker.headers["cache-control"]), (StatusCode::OK, &"no-cache".parse().unwrap()));
    }

    async fn a_report_of_more_files_than_may_come_at_once_is_refused(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (_, session) = guide(&t, "ma").await;
        let names: Vec<String> = (0..25).map(|number| format!("{number}.png")).collect();
        let mut parts: Vec<(&str, Option<&str>, &[u8])> =
            vec![("key", None, b"k1"), ("about", None, b"new/complaint"), ("text", None, b"x")];
        parts.extend(names.iter().map(|name| ("file", Some(name.as_str()), PNG)));
        let refused = report(&api, &session, &parts).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("一次最多 20 个文件"), "{}", refused.text);
        assert!(api.get("/api/v1/cases").await.body["items"].as_array().unwrap().is_empty());
        assert_eq!(report(&api, &session, &parts[..23]).await.status, StatusCode::CREATED);
        t.later(homeward_domain::time::Span::hours(2));
        assert_eq!(homeward_app::files::waiting::forget(&t.app).await.unwrap(), 0, "nothing is left waiting");
    }
}
