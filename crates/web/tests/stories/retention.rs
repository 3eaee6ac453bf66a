//! What has had its time goes by itself, and only that, on both databases.

use crate::common::{Api, Desk};
use axum::http::StatusCode;
use homeward_app::retention::Today;
use homeward_app::{backup, retention};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// A case with booking and words, withdrawn now.
async fn ended(api: &Api, name: &str, booking: Option<&str>) -> String {
    let mut body = complaint(name, "酒店把我安排进有烟房");
    body["booking_reference"] = json!(booking);
    let number = api.made(&body).await;
    api.done(&number, "notes", json!({"text": "客人自述有哮喘"})).await;
    api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
    number
}

async fn set(api: &Api, body: Value) {
    let answer = api.post("/api/v1/retention/versions", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
}

async fn runs(api: &Api) -> Vec<Value> {
    api.get("/api/v1/retention/runs").await.body["items"].as_array().unwrap().clone()
}

async fn erasures(api: &Api, number: &str) -> usize {
    let events = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    let all = events["items"].as_array().unwrap().iter();
    all.filter(|event| event["kind"] == "contents_erased").count()
}

on_both! {
    async fn nothing_goes_by_itself_before_the_company_has_said_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = ended(&api, "欧阳小敏", None).await;
        t.later(Span::hours(24 * 4000));
        assert!(!retention::work(&t.app).await.unwrap());
        assert_eq!((erasures(&api, &number).await, runs(&api).await.len()), (0, 0));
        let never = api.get("/api/v1/retention").await.body;
        assert_eq!(never, json!({"version": 0, "words_days": null, "proof_days": null, "looks_days": null}));
    }

    async fn each_goes_on_its_day_and_the_report_says_what_went_and_what_stayed(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let booked = ended(&api, "欧阳小敏", Some("B-7788")).await;
        let inquiry = ended(&api, "王芳", None).await;
        let held = ended(&api, "李雷", None).await;
        api.done(&held, "hold", json!({"text": "客人起诉"})).await;
        let open = api.made(&complaint("赵四", "退款未到账")).await;
        set(&api, json!({"words_days": 90, "proof_days": 1096})).await;
        t.later(Span::hours(24 * 90 - 1));
        retention::run_now(&t.app).await.unwrap();
        assert_eq!(erasures(&api, &booked).await + erasures(&api, &inquiry).await, 0, "an hour is left");

        t.later(Span::hours(24));
        let ahead = retention::look_ahead(&t.app).await.unwrap();
        let report = retention::run_now(&t.app).await.unwrap().report();
        assert_eq!((&ahead.erased_cases, &ahead.kept_cases), (&report.erased_cases, &report.kept_cases));
        assert_eq!((report.words, report.whole, report.on_hold, report.failed), (1, 1, 1, 0));
        assert_eq!(report.erased_cases, [booked.as_str(), inquiry.as_str()]);
        assert_eq!(report.kept_cases, [held.as_str()]);
        let whole = api.whole(&booked).await;
        assert_eq!((&whole["booking_reference"], &whole["text"]), (&json!("B-7788"), &Value::Null));
        assert_eq!(whole["restriction"], Value::Null, "nobody asked for it");
        assert_eq!(api.whole(&inquiry).await["complainant"], Value::Null);
        assert_eq!((erasures(&api, &held).await, erasures(&api, &open).await), (0, 0));
        let search = serde_urlencoded::to_string([("q", "哮喘")]).unwrap();
        let found = api.get(&format!("/api/v1/search?{search}")).await.body["items"].clone();
        assert_eq!(found.as_array().unwrap().len(), 1, "that under hold alone");
        let log = api.get(&format!("/api/v1/cases/{booked}/events?limit=200")).await.text;
        assert!(log.contains("retention_ended") && log.contains("\"system\""), "the record says who and on what ground");

        assert!(!retention::work(&t.app).await.unwrap(), "one run a day");
        let again = retention::run_now(&t.app).await.unwrap();
        assert_eq!(again, Today::Before(t.app.clock().now(), report), "and whoever asks for another is told");
        t.later(Span::hours(24));
        let next = retention::run_now(&t.app).await.unwrap().report();
        assert_eq!((next.words, next.whole, next.on_hold), (0, 0, 1));
        assert_eq!(erasures(&api, &booked).await, 1);
        t.later(Span::hours(24 * 1100));
        let last = retention::run_now(&t.app).await.unwrap().report();
        assert_eq!((last.words, last.whole), (0, 1), "three years are over");
        assert_eq!(api.whole(&booked).await["complainant"], Value::Null);
        let told = runs(&api).await;
        assert_eq!((told.len(), &told[0]["whole"], &told[0]["version"]), (4, &json!(1), &json!(1)));
        assert!(!told.iter().any(|run| run.to_string().contains("欧阳")), "a report names no person");
    }

    async fn a_merged_case_waits_for_the_one_that_goes_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let survivor = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let merged = api.made(&complaint("王芳", "大巴抛锚，请尽快回复")).await;
        api.done(&merged, "merge", json!({"into": survivor, "text": "同一客人同一事项"})).await;
        set(&api, json!({"words_days": 30, "proof_days": 1096})).await;
        t.later(Span::hours(24 * 60));
        retention::run_now(&t.app).await.unwrap();
        assert_eq!(erasures(&api, &merged).await, 0);
        api.done(&survivor, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        t.later(Span::hours(24 * 31));
        retention::run_now(&t.app).await.unwrap();
        assert_eq!((erasures(&api, &merged).await, erasures(&api, &survivor).await), (1, 1));
    }

    async fn copies_share_a_run_and_one_that_was_broken_off_is_taken_up_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            numbers.push(ended(&api, "王芳", None).await);
        }
        set(&api, json!({"words_days": 30, "proof_days": 1096})).await;
        t.later(Span::hours(24 * 31));
        let other = t.another_copy().await;
        let (mine, theirs) = tokio::join!(retention::run_now(&t.app), retention::run_now(&other));
        mine.unwrap();
        theirs.unwrap();
        for number in &numbers {
            assert_eq!(erasures(&api, number).await, 1, "once each");
        }
        let told = runs(&api).await;
        assert_eq!((told.len(), &told[0]["whole"]), (1, &json!(3)));
    }

    async fn what_went_does_not_come_back_with_an_older_backup(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = ended(&api, "欧阳小敏", None).await;
        let before = t.path("before");
        backup::backup(&t.app, &before).await.unwrap();
        set(&api, json!({"words_days": 30, "proof_days": 1096})).await;
        t.later(Span::hours(24 * 31));
        assert_eq!(retention::run_now(&t.app).await.unwrap().report().whole, 1);
        let app = t.restored(&before).await;
        let found = homeward_app::read::search(&app, &t.anybody(), number, 10).await.unwrap();
        assert_eq!(found[0].row.person_name, None, "the settings of the backup say nothing, and it is erased all the same");
    }

    async fn the_law_sets_the_least_and_the_page_shows_the_effect_first(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        ended(&api, "王芳", None).await;
        t.later(Span::hours(24 * 100));
        for (body, field, code) in [
            (json!({"words_days": 29, "proof_days": 1096}), "words_days", "not_a_number"),
            (json!({"words_days": 90}), "proof_days", "required"),
            (json!({"proof_days": 1095}), "proof_days", "not_a_number"),
            (json!({"words_days": 2000, "proof_days": 1096}), "proof_days", "shorter_than_words"),
            (json!({"looks_days": 182}), "looks_days", "not_a_number"),
        ] {
            let answer = api.post("/api/v1/retention/versions", &body).await;
            let error = &answer.body["errors"][0];
            assert_eq!((answer.status.as_u16(), &error["field"], &error["code"]), (422, &json!(field), &json!(code)), "{body}");
        }
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        let form = "version=0&words_days=90&proof_days=1096";
        let looked = boss.post("/desk/settings/retention", &format!("{form}&preview=yes")).await.text;
        assert!(looked.contains("已到期工单 1 件"), "{looked}");
        assert_eq!(api.get("/api/v1/retention").await.body["version"], 0, "a look changes nothing");
        let done = boss.post("/desk/settings/retention", form).await;
        assert_eq!(done.headers["location"], "/desk/settings/retention?done=changed");
        let stale = boss.post("/desk/settings/retention", "version=0&words_days=91&proof_days=1096").await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        retention::run_now(&t.app).await.unwrap();
        let page = boss.get("/desk/settings/retention").await.text;
        assert!(page.contains("全部删除 1 件") && page.contains("第 1 版：沟通与材料 保存 90 天"), "{page}");
        let auditor = Desk::sign_in(&t, &api, "auditor").await;
        assert!(auditor.get("/desk/settings/retention").await.text.contains("全部删除 1 件"));
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let day = runs(&api).await[0]["day"].as_i64().unwrap();
        let of_run = format!("/desk/settings/retention/{day}");
        assert!(auditor.get(&of_run).await.text.contains("到期内容已删除"));
        assert_eq!(boss.get("/desk/settings/retention/none").await.status, StatusCode::NOT_FOUND);
        let on_site = Desk::sign_in(&t, &api, "on_site").await;
        assert_eq!(on_site.get(&of_run).await.status, StatusCode::FORBIDDEN);
        assert_eq!(agent.post("/desk/settings/retention", form).await.status, StatusCode::FORBIDDEN);
    }

    async fn the_log_of_looks_goes_in_its_time(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = ended(&api, "王芳", None).await;
        api.get(&format!("/api/v1/cases/{number}")).await;
        let looks = async || api.get(&format!("/api/v1/cases/{number}/looks")).await.body["items"].as_array().unwrap().len();
        assert_eq!(looks().await, 1, "a program with every scope saw the contact points");
        set(&api, json!({"looks_days": 183})).await;
        t.later(Span::hours(24 * 184));
        assert_eq!(retention::run_now(&t.app).await.unwrap().report().looks, 1);
        assert_eq!((looks().await, erasures(&api, &number).await), (0, 0));
    }
}
