//! Promises that change, clocks that explain themselves, who is told of what, figures; on both databases.

use crate::common::Api;
use axum::http::StatusCode;
use homeward_app::{clocks, follow_policies, people, record};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};
use std::time::Duration;

async fn staff(t: &TestApp, role: &str) -> i64 {
    people::add_staff(&t.app, role, &format!("{role}@example.com"), role).await.unwrap().0.id
}

async fn notices(api: &Api, staff: i64) -> Vec<String> {
    let body = api.get(&format!("/api/v1/notices?staff={staff}&unread=true")).await.body;
    let items = body["items"].as_array().unwrap().iter();
    items.map(|notice| notice["kind"].as_str().unwrap().to_owned()).collect()
}

fn clock<'a>(items: &'a Value, promise: &str) -> &'a Value {
    items.as_array().unwrap().iter().find(|clock| clock["promise"] == promise).unwrap()
}

async fn finish_jobs(t: &TestApp) {
    // A new version rests until every copy of the program knows it.
    t.later(Span::minutes(1));
    while follow_policies::work(&t.app).await.unwrap() {}
}

on_both! {
    async fn a_unit_keeps_a_promise_within_a_stricter_time_of_its_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for unit in ["SZ", "BJ"] {
            let unit = json!({"reference": unit, "name": unit, "kind": "branch"});
            assert_eq!(api.post("/api/v1/units", &unit).await.status, 201);
        }
        let own = json!({"of": "contact", "unit": "SZ", "within_minutes": 20});
        let made = api.post("/api/v1/promises", &own).await;
        assert_eq!((made.status.as_u16(), &made.body["id"], &made.body["audience"]), (201, &json!("contact@SZ"), &json!("internal")));
        for (field, value, code) in [
            ("within_minutes", json!(90), "looser_than_promised"), ("unit", json!("XX"), "no_such_record"),
            ("of", json!("dinner"), "unknown_value"), ("unit", json!("SZ"), "reference_taken"),
            ("urgent_within_minutes", json!(30), "looser_when_urgent"),
        ] {
            let mut body = own.clone();
            body[field] = value;
            let answer = api.post("/api/v1/promises", &body).await;
            assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["code"]), (422, &json!(code)), "{}", answer.text);
        }
        let state = |case: &Value| -> Vec<String> {
            let of_unit = case["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "contact@SZ");
            of_unit.map(|c| c["state"].as_str().unwrap().to_owned()).collect()
        };
        let mut body = complaint("王芳", "房间有异味");
        body["unit"] = json!("BJ");
        let number = api.made(&body).await;
        assert!(state(&api.whole(&number).await).is_empty());
        let case = api.done(&number, "unit", json!({"unit": "SZ", "reason": "客人住在深圳店"})).await;
        assert_eq!(state(&case), ["running"]);
        let case = api.done(&number, "unit", json!({"unit": null, "reason": "总部处理"})).await;
        assert_eq!(state(&case), ["ended"]);
        t.later(Span::minutes(25));
        body["unit"] = json!("SZ");
        body["received_at"] = json!(TestApp::NOW);
        let late = api.made(&body).await;
        assert_eq!(state(&api.whole(&late).await), ["breached"], "it counts from the receipt");
    }

    async fn who_waits_with_the_telephone_in_the_hand_is_answered_by_a_person(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "在吗？");
        body["channel"] = json!("wechat");
        let number = api.made(&body).await;
        let reply = |case: &Value| -> Vec<String> {
            let clocks = case["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "message_reply");
            clocks.map(|c| c["state"].as_str().unwrap().to_owned()).collect()
        };
        let said = |direction: &str, automatic: bool| json!({"direction": direction, "channel": "wechat", "automatic": automatic,
            "told": (direction == "out" && !automatic).then_some("sent_elsewhere"), "text": "您好"});
        let case = api.done(&number, "messages", said("out", true)).await;
        assert_eq!(reply(&case), ["running"], "a program answers nobody");
        let case = api.done(&number, "messages", said("out", false)).await;
        assert_eq!(reply(&case), ["kept"]);
        api.done(&number, "messages", said("in", false)).await;
        t.later(Span::minutes(20));
        let case = api.done(&number, "messages", said("in", false)).await;
        assert_eq!(reply(&case), ["kept", "running"], "of two that wait the first counts");
        t.later(Span::minutes(15));
        let case = api.done(&number, "messages", said("out", false)).await;
        assert_eq!(reply(&case), ["kept", "breached"]);
    }

    async fn a_warning_goes_to_the_owner_then_the_lead_then_the_manager_and_never_twice(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, lead, manager) = (staff(&t, "agent").await, staff(&t, "lead").await, staff(&t, "manager").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": agent})).await;
        assert_eq!(notices(&api, agent).await, ["assigned"]);
        t.later(Span::minutes(16));
        clocks::ring(&t.app).await.unwrap();
        assert_eq!((notices(&api, agent).await.len(), notices(&api, lead).await.len()), (2, 0), "half of triage");
        t.later(Span::minutes(9));
        clocks::ring(&t.app).await.unwrap();
        assert_eq!((notices(&api, lead).await, notices(&api, manager).await), (vec!["clock_warned".to_owned()], vec![]));
        t.later(Span::minutes(6));
        for _ in 0..2 {
            clocks::ring(&t.app).await.unwrap();
        }
        assert_eq!(notices(&api, manager).await, ["clock_breached"]);
        let told = api.get(&format!("/api/v1/notices?staff={manager}")).await.body["items"][0].clone();
        assert_eq!(told["number"], json!(number));
        let read = api.post(&format!("/api/v1/notices/{}/reading", told["id"]), &json!({})).await;
        assert_eq!(read.status, StatusCode::NO_CONTENT);
        assert_eq!(notices(&api, manager).await, Vec::<String>::new());
        assert_eq!(api.post("/api/v1/notices/999/reading", &json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(api.get("/api/v1/notices").await.status, StatusCode::BAD_REQUEST);
    }

    async fn a_case_that_arrives_late_tells_each_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = staff(&t, "lead").await;
        let mut body = complaint("王芳", "寄出五天的投诉信");
        body["received_at"] = json!((t.app.clock().now() + Span::hours(-120)).to_rfc3339());
        let number = api.made(&body).await;
        let breached = api.whole(&number).await["clocks"].as_array().unwrap().iter().filter(|c| c["state"] == "breached").count();
        assert!(breached > 4);
        assert_eq!(notices(&api, lead).await, ["clock_breached"], "one notice instead of a storm");
    }

    async fn every_due_time_explains_itself_and_who_held_the_case(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, two) = (staff(&t, "agent").await, staff(&t, "lead").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        t.later(Span::hours(6));
        api.done(&number, "assignment", json!({"owner": one})).await;
        t.later(Span::hours(12));
        api.done(&number, "assignment", json!({"owner": two, "reason": "交班"})).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let until = t.app.clock().now() + Span::hours(10);
        let pause = json!({"reason": "waiting_for_customer", "text": "请补充订单号", "until": until.to_rfc3339()});
        api.done(&number, "pauses", pause).await;
        t.later(Span::hours(30));
        clocks::ring(&t.app).await.unwrap();
        let items = api.get(&format!("/api/v1/cases/{number}/clocks")).await.body["items"].clone();
        let plan = clock(&items, "initial_plan");
        assert_eq!((&plan["source"], &plan["audience"], &plan["limit_seconds"]), (&json!("S4 §1.1.37"), &json!("public"), &json!(86_400)));
        assert_eq!((&plan["state"], &plan["pauses"][0]["reason"]), (&json!("breached"), &json!("waiting_for_customer")));
        let held: Vec<_> = plan["held"].as_array().unwrap().iter().map(|h| (h["owner"].as_i64(), h["seconds"].as_i64().unwrap() / 3_600)).collect();
        assert_eq!(held, [(None, 6), (Some(one), 12), (Some(two), 16)], "until it was due");
        assert_eq!(plan["held"][2]["percent"], 47);
    }

    async fn a_promise_changes_after_a_preview_and_its_clocks_come_along(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut numbers = Vec::new();
        for hours in [1, 3, 20] {
            let mut body = complaint("王芳", "导游强制购物");
            body["received_at"] = json!((t.app.clock().now() + Span::hours(-hours)).to_rfc3339());
            numbers.push(api.made(&body).await);
        }
        let path = |what: &str| format!("/api/v1/promises/initial_plan/{what}");
        let tighter = json!({"within_minutes": 720});
        let preview = api.post(&path("preview"), &tighter).await;
        assert_eq!(preview.body, json!({"cases": 3, "earlier": 3, "later": 0, "late": 1}));
        let due = |case: &Value| clock(&case["clocks"], "initial_plan")["due_at"].clone();
        let before = due(&api.whole(&numbers[0]).await);
        assert_eq!(due(&api.whole(&numbers[0]).await), before, "a preview changes nothing");
        let changed = api.post(&path("versions"), &tighter).await;
        assert_eq!((changed.status, &changed.body["promise"]["version"]), (StatusCode::CREATED, &json!(2)), "{}", changed.body);
        finish_jobs(&t).await;
        let job = api.get(&format!("/api/v1/jobs/{}", changed.body["job"]["id"])).await.body;
        assert_eq!((&job["state"], &job["done"], &job["changed"]), (&json!("done"), &json!(3), &json!(3)));
        let case = api.whole(&numbers[0]).await;
        let plan = clock(&case["clocks"], "initial_plan");
        assert_ne!(plan["due_at"], before);
        assert_eq!(clock(&api.whole(&numbers[2]).await["clocks"], "initial_plan")["state"], "breached");
        let explained = api.get(&format!("/api/v1/cases/{}/clocks", numbers[0])).await.body["items"].clone();
        assert_eq!(clock(&explained, "initial_plan")["retargets"][0]["cause"], "promise_changed");
        let new = api.made(&complaint("李强", "退款慢")).await;
        let started = api.get(&format!("/api/v1/cases/{new}/clocks")).await.body["items"].clone();
        assert_eq!(clock(&started, "initial_plan")["version"], 2);
        let same = api.post(&path("versions"), &tighter).await;
        assert_eq!(same.body["type"], "urn:homeward:rule:nothing_to_change");
        let looser = api.post(&path("preview"), &json!({"within_minutes": 60})).await;
        assert_eq!(looser.body["errors"][0]["code"], "looser_when_urgent");
        let unknown = api.post(&path("preview"), &json!({"calendar": "moon", "colour": 1})).await;
        assert_eq!(unknown.body["errors"].as_array().unwrap().len(), 2);
        assert_eq!(api.post("/api/v1/promises/nothing/preview", &tighter).await.status, StatusCode::NOT_FOUND);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn a_job_that_is_cancelled_goes_no_further(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let changed = api.post("/api/v1/promises/settle/versions", &json!({"within_minutes": 2880})).await;
        let path = format!("/api/v1/jobs/{}", changed.body["job"]["id"]);
        assert_eq!(api.post(&format!("{path}/cancellation"), &json!({})).await.body["state"], "cancelled");
        finish_jobs(&t).await;
        let explained = api.get(&format!("/api/v1/cases/{number}/clocks")).await.body["items"].clone();
        assert_eq!(clock(&explained, "settle")["version"], 1);
        assert_eq!(api.get(&path).await.body["done"], 0);
        assert_eq!(api.get("/api/v1/jobs/999").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_times_of_ended_cases_are_counted(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let none = api.get("/api/v1/figures/times_to_end").await.body;
        assert_eq!(none, json!({"count": 0, "tenth_seconds": null, "median_seconds": null, "nine_tenths_seconds": null}));
        for hours in [1, 2, 3, 4, 50] {
            let number = api.made(&complaint("王芳", "导游强制购物")).await;
            t.later(Span::hours(hours));
            api.done(&number, "withdrawal", json!({"text": "已解决"})).await;
        }
        api.made(&complaint("李强", "还没办完")).await;
        let times = api.get("/api/v1/figures/times_to_end?kind=complaint").await.body;
        assert_eq!((&times["count"], &times["median_seconds"]), (&json!(5), &json!(3 * 3_600)));
        assert_eq!(api.get("/api/v1/figures/times_to_end?kind=song&from=x").await.body["errors"].as_array().unwrap().len(), 2);
    }

    async fn what_became_of_public_promises_is_counted_and_stands_on_a_page(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let page = async |language: &str| api.send("GET", "/promises", &[("accept-language", language)], "").await;
        let empty = page("zh-CN").await;
        assert!(empty.text.contains("暂无到期") && empty.text.contains("首次回应") && !empty.text.contains("分类定级"));
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let contact = json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"], "text": "已致电核实"});
        t.later(Span::minutes(20));
        api.done(&number, "messages", contact).await;
        api.made(&complaint("李强", "没有人理会")).await;
        t.later(Span::hours(3));
        clocks::ring(&t.app).await.unwrap();
        let first = async || {
            let kept = api.get("/api/v1/figures/kept_promises").await.body;
            kept["items"].as_array().unwrap().iter().find(|one| one["promise"] == "first_response").unwrap().clone()
        };
        let counts = |kept: i64, broken: i64| json!({"kept": kept, "extended": 0, "broken": broken,
            "sent_elsewhere": 0, "entered_late": 0, "unconfirmed": 0, "unproven": 0, "percent": null});
        // Who asks first gets the last count, and sets off the next.
        let becomes = async |wanted| {
            let waits = async {
                while first().await["days_30"] != wanted {
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(Duration::from_secs(30), waits).await.unwrap();
        };
        becomes(counts(1, 1)).await;
        assert!(page("en").await.text.contains("2 in all"));
        t.later(Span::hours(24 * 40));
        becomes(counts(0, 0)).await;
        assert_eq!(first().await["days_365"], counts(1, 1));
    }

    async fn what_came_before_the_first_day_of_use_is_in_no_rate(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut before = complaint("王芳", "上月的投诉，导游强制购物");
        before["received_at"] = json!("2026-10-01T10:00:00+08:00");
        api.made(&before).await;
        api.made(&complaint("李强", "没有人理会")).await;
        t.later(Span::hours(3));
        clocks::ring(&t.app).await.unwrap();
        let broken = async || {
            let kept = api.get("/api/v1/figures/kept_promises").await.body;
            let items = kept["items"].as_array().unwrap().clone();
            items.iter().find(|one| one["promise"] == "first_response").unwrap()["days_365"]["broken"].clone()
        };
        assert_eq!(broken().await, 1, "the company used nothing of ours when the first one came");
        let terms = api.get("/api/v1/terms").await;
        let mut earlier = terms.body.clone();
        earlier["first_use_at"] = json!("2026-09-01T00:00:00+08:00");
        for told_by_us in ["version", "whole_since"] {
            earlier.as_object_mut().unwrap().remove(told_by_us);
        }
        let stale = api.send("POST", "/api/v1/terms/versions", &[("if-match", "\"7\"")], earlier.to_string()).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.text);
        let tag = terms.headers["etag"].to_str().unwrap().to_owned();
        let changed = api.send("POST", "/api/v1/terms/versions", &[("if-match", &tag)], earlier.to_string()).await;
        assert_eq!(changed.status, StatusCode::CREATED, "{}", changed.text);
        t.later(Span::minutes(11));
        let counted = async {
            while broken().await != 2 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), counted).await.unwrap();
    }
}
