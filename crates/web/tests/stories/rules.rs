//! Rules of the company: they do what a person may do, name themselves, stop
//! where they set each other off, and can be tried on the past.

use crate::common::Api;
use homeward_app::{clocks, people, record};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

async fn made(api: &Api, rule: Value) -> i64 {
    let answer = api.post("/api/v1/rules", &rule).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.body["number"].as_i64().unwrap()
}

async fn agent(t: &TestApp, name: &str, more: Value, api: &Api) -> i64 {
    let staff = people::add_staff(&t.app, name, &format!("{name}@example.com"), "agent").await.unwrap().0;
    let mut body = json!({"name": name, "email": staff.email, "role": "agent"});
    more.as_object().unwrap().iter().for_each(|(field, value)| body[field] = value.clone());
    let answer = api
        .send("PUT", &format!("/api/v1/staff/{}", staff.id), &[("content-type", "application/json")], body.to_string())
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    staff.id
}

/// Kinds and actors of the entries of a case.
async fn entries(api: &Api, number: &str) -> Vec<(String, String)> {
    let events = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    events["items"].as_array().unwrap().iter().map(|e| (text(&e["kind"]), text(&e["actor"]))).collect()
}

on_both! {
    async fn a_rule_acts_on_what_has_happened_and_its_entries_name_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = agent(&t, "zhao", json!({}), &api).await;
        let rule = made(&api, json!({
            "id": "safety_first", "title": "安全类立即升级", "on": ["case_received"],
            "when": "category.startsWith('safety.') || ['受伤', '住院'].exists(word, text.contains(word))",
            "acts": [
                {"act": "escalate", "to": "lead"}, {"act": "assign", "staff": lead},
                {"act": "triage", "category": "safety.accident", "handling_type": "service"},
                {"act": "measure", "text": "先救人，再谈责任", "within_minutes": 30},
                {"act": "note", "text": "请先确认旅客安全"},
            ],
        })).await;
        let number = api.made(&complaint("王芳", "大巴急刹，我母亲受伤住院")).await;
        let case = api.whole(&number).await;
        assert_eq!((&case["owner"], &case["escalated"]), (&json!(lead), &json!("lead")));
        assert_eq!((&case["category"], &case["state"]), (&json!("safety.accident"), &json!("received")));
        assert_eq!(case["journey"]["measures"], json!([]), "what the state forbids is left undone");
        let by_rule: Vec<String> = entries(&api, &number).await.into_iter()
            .filter(|(_, actor)| *actor == format!("rule:{rule}")).map(|(kind, _)| kind).collect();
        assert_eq!(by_rule, ["case_escalated", "case_assigned", "clock_met", "case_triaged", "note_added"]
            .into_iter().filter(|kind| *kind != "clock_met").map(str::to_owned).collect::<Vec<_>>());

        let quiet = api.made(&complaint("赵悦", "早餐品种太少")).await;
        assert_eq!(api.whole(&quiet).await["owner"], Value::Null);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn a_change_is_a_new_version_and_one_out_of_force_does_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut rule = json!({"id": "note_all", "title": "提醒", "on": ["case_received"], "when": "true",
            "acts": [{"act": "note", "text": "第一版"}]});
        let first = made(&api, rule.clone()).await;
        assert_eq!(api.post("/api/v1/rules", &rule).await.body["errors"][0]["code"], "reference_taken");
        rule["active"] = json!(false);
        let put = |body: Value, version: &'static str| {
            let api = &api;
            async move {
                let headers = [("content-type", "application/json"), ("if-match", version)];
                api.send("PUT", "/api/v1/rules/note_all", &headers, body.to_string()).await
            }
        };
        assert_eq!(put(rule.clone(), "\"7\"").await.status, 412);
        let changed = put(rule, "\"1\"").await;
        assert_eq!((changed.status.as_u16(), &changed.body["version"]), (200, &json!(2)));
        assert_ne!(changed.body["number"], json!(first), "each version has a number of its own");
        let number = api.made(&complaint("王芳", "早餐品种太少")).await;
        assert!(entries(&api, &number).await.iter().all(|(kind, _)| kind != "note_added"));
        let versions = api.get("/api/v1/rules/note_all/versions").await.body;
        assert_eq!(versions["items"].as_array().unwrap().len(), 2);
        assert_eq!(api.get("/api/v1/rules/nobody/versions").await.status, 404);
    }

    async fn rules_that_set_each_other_off_are_stopped_and_a_manager_hears_of_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, two) = (agent(&t, "li", json!({}), &api).await, agent(&t, "qian", json!({}), &api).await);
        let manager = people::add_staff(&t.app, "经理", "m@example.com", "manager").await.unwrap().0.id;
        for (id, from, to) in [("there", one, two), ("back", two, one)] {
            made(&api, json!({"id": id, "title": "转派", "on": ["case_assigned"], "when": format!("owner == {from}"),
                "acts": [{"act": "assign", "staff": to}]})).await;
        }
        let number = api.made(&complaint("王芳", "早餐品种太少")).await;
        let case = api.done(&number, "assignment", json!({"owner": one})).await;
        assert_eq!(case["owner"], json!(two), "five rounds, and no more");
        let kinds: Vec<String> = entries(&api, &number).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "case_assigned").count(), 6);
        assert_eq!(kinds.last().unwrap(), "rules_stopped");
        let notices = api.get(&format!("/api/v1/notices?staff={manager}")).await.body;
        assert_eq!(notices["items"][0]["kind"], "rules_stopped");
    }

    async fn work_goes_to_whoever_fits_and_overflows_after_a_time(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for (reference, parent) in [("GZ", None), ("GZ-1", Some("GZ"))] {
            let unit = json!({"reference": reference, "name": reference, "kind": "branch", "parent": parent});
            assert_eq!(api.post("/api/v1/units", &unit).await.status, 201);
        }
        let english = agent(&t, "anna", json!({"unit": "GZ-1", "languages": ["en"], "skills": ["visa"]}), &api).await;
        let chinese = agent(&t, "bo", json!({"unit": "GZ-1", "languages": ["zh"]}), &api).await;
        let other = agent(&t, "chen", json!({"languages": ["zh", "en"]}), &api).await;
        made(&api, json!({"id": "by_language", "title": "按语言分派", "on": ["case_received"],
            "when": "owner == 0 && channel == 'phone'", "acts": [{"act": "route", "unit": "GZ", "speaks": true, "how": "least_loaded"}]})).await;
        made(&api, json!({"id": "overflow", "title": "无人接手时转出", "on": ["clock_warned"],
            "when": "promise == 'triage' && percent >= 80 && owner == 0",
            "acts": [{"act": "route", "how": "round_robin"}, {"act": "unit", "unit": "GZ"}]})).await;
        let mut body = complaint("Anna", "The guide was rude");
        body["complainant"] = json!({"name": "Anna", "phone": "13800000001", "language": "en-GB"});
        let number = api.made(&body).await;
        assert_eq!(api.whole(&number).await["owner"], json!(english));
        let number = api.made(&complaint("王芳", "导游态度差")).await;
        assert_eq!(api.whole(&number).await["owner"], json!(chinese));
        body["complainant"] = json!({"name": "Jean", "phone": "13800000002", "language": "fr"});
        let number = api.made(&body).await;
        assert_eq!(api.whole(&number).await["owner"], Value::Null, "nobody speaks it");
        t.later(Span::minutes(25));
        clocks::ring(&t.app).await.unwrap();
        let case = api.whole(&number).await;
        assert!([english, chinese, other].map(|id| json!(id)).contains(&case["owner"]), "{}", case["owner"]);
        assert_eq!(case["unit"], "GZ");
        made(&api, json!({"id": "back_again", "title": "老客户找原负责人", "order": 1, "on": ["case_received"],
            "when": "true", "acts": [{"act": "route", "how": "last_handler"}]})).await;
        let mut again = complaint("王芳", "同一位导游又一次失约");
        again["channel"] = json!("web");
        let number = api.made(&again).await;
        assert_eq!(api.whole(&number).await["owner"], json!(chinese), "who had her last case has this one");
    }

    async fn a_dry_run_tells_what_a_rule_would_have_done_and_writes_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut hit = String::new();
        for n in 0..12 {
            let number = api.made(&complaint("王芳", &format!("早餐第 {n} 次缺货"))).await;
            if n == 4 {
                api.done(&number, "triage", json!({"category": "service.catering", "handling_type": "service",
                    "severity": {"content": 2}, "reason": "多次"})).await;
                hit = number;
            }
        }
        let before = api.get("/api/v1/cases?limit=200").await.text;
        let rule = json!({"id": "catering", "title": "餐饮", "on": ["case_triaged", "severity_assessed"],
            "when": "category == 'service.catering'", "acts": [{"act": "escalate", "to": "lead"}]});
        let preview = api.post("/api/v1/rules/preview?cases=10", &rule).await.body;
        assert_eq!((&preview["cases"], &preview["acted"], &preview["times"]), (&json!(10), &json!(1), &json!(1)), "{preview}");
        assert_eq!(preview["hits"][0]["number"], hit.as_str());
        assert_eq!(api.get("/api/v1/cases?limit=200").await.text, before);
        assert_eq!(api.get("/api/v1/rules").await.body["items"], json!([]));
        assert_eq!(api.post("/api/v1/rules/preview?cases=0", &rule).await.status, 400);
    }

    async fn a_rule_that_cannot_be_is_refused_with_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let good = json!({"id": "a", "title": "甲", "on": ["case_received"], "when": "true",
            "acts": [{"act": "note", "text": "好"}]});
        for (field, value, path, code) in [
            ("id", json!("Not A Name"), "id", "not_a_name"),
            ("on", json!(["case_eaten"]), "on", "unknown_value"),
            ("on", json!([]), "on", "empty"),
            ("when", json!("kind =="), "when", "condition_syntax"),
            ("when", json!("[1,2,3].all(a, [1,2,3].all(b, [1,2,3].all(c, a + b > c)))"), "when", "condition_too_costly"),
            ("when", json!("phone == '1'"), "when", "condition_unknown"),
            ("when", json!("kind"), "when", "condition_not_a_truth"),
            ("acts", json!([]), "acts", "empty"),
            ("acts", json!([{"act": "erase"}]), "acts[0].act", "unknown_value"),
            ("acts", json!([{"act": "assign", "staff": 99}]), "acts[0].staff", "no_such_staff"),
            ("acts", json!([{"act": "unit", "unit": "NO"}]), "acts[0].unit", "no_such_record"),
            ("acts", json!([{"act": "note", "text": "好", "colour": 1}]), "acts[0].colour", "unknown_field"),
        ] {
            let mut body = good.clone();
            body[field] = value;
            let answer = api.post("/api/v1/rules", &body).await;
            assert_eq!(answer.status, 422, "{body}: {}", answer.text);
            let error = &answer.body["errors"][0];
            assert_eq!((&error["field"], &error["code"]), (&json!(path), &json!(code)), "{body}");
            assert!(!error["message"].as_str().unwrap().starts_with("field-"), "{error}");
        }
        assert_eq!(api.get("/api/v1/rules").await.body["items"], json!([]), "nothing is half stored");
    }
}
