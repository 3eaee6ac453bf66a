//! One complaint of each profile goes all the way to the archive; its names stand in both languages.

use crate::common::Api;
use homeward_app::record;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

fn clock<'a>(case: &'a Value, promise: &str) -> Option<&'a Value> {
    case["clocks"].as_array().unwrap().iter().find(|clock| clock["promise"] == promise)
}

on_both! {
    async fn one_complaint_of_each_profile_reaches_the_archive(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let profiles = api.get("/api/v1/profiles").await.body;
        for profile in profiles["items"].as_array().unwrap() {
            let everyday = &profile["everyday"][0];
            let mut body = complaint("王芳", "请尽快处理");
            body["everyday_type"] = everyday["id"].clone();
            let number = api.made(&body).await;
            let case = api.whole(&number).await;
            assert_eq!(case["category"], everyday["category"]);
            let reply = json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"], "text": "已核实"});
            api.done(&number, "messages", reply).await;
            let triage = json!({"category": everyday["category"], "handling_type": everyday["handling_type"],
                "severity": {"content": 1}, "reason": "按所述判断"});
            api.done(&number, "triage", triage).await;
            api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
            api.done(&number, "causes", json!({"causes": ["process"], "text": "流程疏漏"})).await;
            for version in [1, 2] {
                api.done(&number, "plans", json!({"text": "方案", "options": [{"text": "退款"}]})).await;
                let says = if version == 1 { "change_asked" } else { "accepted" };
                api.done(&number, &format!("plans/{version}/answer"), json!({"answer": says, "text": "请再考虑"})).await;
            }
            api.ready(&number).await;
            api.done(&number, "resolution", json!({"text": "已办结，感谢批评"})).await;
            api.done(&number, "satisfaction", json!({"content": false, "text": "还少退 20 元"})).await;
            api.done(&number, "plans", json!({"text": "补退", "options": [{"text": "补退 20 元"}]})).await;
            api.done(&number, "plans/3/answer", json!({"answer": "accepted"})).await;
            api.ready(&number).await;
            api.done(&number, "resolution", json!({"text": "已补退"})).await;
            api.done(&number, "satisfaction", json!({"content": true, "rating": 5})).await;
            api.filled(&number).await;
            api.ready(&number).await;
            let end = api.done(&number, "archive", json!({"text": "补退及时"})).await;
            assert_eq!(end["state"], "archived", "{}", profile["id"]);
        }
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        let before = api.get("/api/v1/cases").await.text;
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(api.get("/api/v1/cases").await.text, before);
    }

    async fn a_guest_in_the_house_is_counted_in_minutes(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "隔壁施工，没法睡");
        (body["everyday_type"], body["in_house"]) = (json!("hotel.noise"), json!(true));
        let number = api.made(&body).await;
        let minutes = |case: &Value, promise: &str| {
            let at = |value: &Value| homeward_domain::time::Timestamp::parse(value.as_str().unwrap()).unwrap().0;
            (at(&clock(case, promise).unwrap()["due_at"]) - at(&case["received_at"])) / 60_000_000
        };
        let case = api.whole(&number).await;
        assert_eq!(["room_answer", "room_visit", "room_offer"].map(|p| minutes(&case, p)), [5, 15, 30]);
        t.later(Span::minutes(4));
        let at_the_room = json!({"direction": "out", "channel": "on_site", "reached": true, "text": "到房间致歉，提出换到 12 楼",
            "acts": ["content_confirmed", "room_visited", "room_offered"]});
        let case = api.done(&number, "messages", at_the_room).await;
        let states = ["room_answer", "room_visit", "room_offer"].map(|p| clock(&case, p).unwrap()["state"].clone());
        assert_eq!(states, ["kept", "kept", "kept"].map(Value::from));
        let elsewhere = api.made(&complaint("李强", "退房后发现多收押金")).await;
        assert!(clock(&api.whole(&elsewhere).await, "room_visit").is_none(), "only for who is in the house");
    }

    async fn every_profile_and_type_has_its_name_in_both_languages(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for language in ["zh-CN", "en"] {
            let answer = api.send("GET", "/api/v1/profiles", &[("accept-language", language)], "").await;
            let names = |value: &Value| value["name"].as_str().unwrap().to_owned();
            for profile in answer.body["items"].as_array().unwrap() {
                assert!(!names(profile).contains("profile-"), "{language}");
                for everyday in profile["everyday"].as_array().unwrap() {
                    assert!(!names(everyday).contains("everyday-"), "{language}: {}", everyday["id"]);
                }
            }
        }
        let mut body = complaint("王芳", "?");
        body["everyday_type"] = json!("agency.rocket");
        assert_eq!(api.post("/api/v1/cases", &body).await.body["errors"][0]["field"], "everyday_type");
    }
}
