//! How the complainant was told, over the API and on the pages: no entry says that
//! somebody was telephoned who was not.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Api, Desk};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

fn state<'a>(case: &'a Value, promise: &str) -> &'a str {
    let clocks = case["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["promise"] == promise).unwrap()["state"].as_str().unwrap()
}

fn plan() -> Value {
    json!({"text": "请您看看这个方案", "options": [{"text": "退还购物款 1,200 元"}]})
}

on_both! {
    async fn a_plan_for_somebody_who_telephoned_keeps_nothing_until_it_is_told(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": desk.staff})).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        t.later(Span::minutes(10));
        let case = api.done(&number, "plans", plan()).await;
        for promise in ["contact", "initial_plan", "next_word"] {
            assert_eq!(state(&case, promise), "running", "{promise}");
        }
        let entries = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let said = entries["items"].as_array().unwrap().iter().find(|e| e["kind"] == "message_recorded").unwrap();
        assert_eq!((&said["told"], &said["payload"]["reached"]), (&json!("on_page"), &Value::Null));
        let page = desk.get(&format!("/desk/cases/{number}")).await.text;
        let entry = said["seq"].as_i64().unwrap();
        let next = format!("/desk/cases/{number}/acts/messages?tells={entry}");
        assert!(page.contains(&next) && page.contains("告知本人"), "the next step is one key away");
        assert!(!page.contains("记录并发送"), "no button says that it sends");
        let form = desk.get(&next).await.text;
        assert!(form.contains("value=\"by_voice\" selected") && form.contains("处理方案第 1 版"), "{form}");
        t.later(Span::minutes(10));
        let told = format!("direction=out&channel=phone&told=by_voice&tells={entry}&text=%E5%B7%B2%E5%91%8A%E7%9F%A5&key=k1");
        assert_eq!(desk.post(&next, &told).await.status, 303);
        let case = api.whole(&number).await;
        for promise in ["contact", "initial_plan", "next_word"] {
            assert_eq!(state(&case, promise), "kept", "{promise}");
        }
    }

    async fn who_came_by_the_web_is_told_on_their_page_and_what_was_sent_elsewhere_counts_apart(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let by = |channel: &str| {
            let mut body = complaint("李敏", "房间有异味");
            body["channel"] = json!(channel);
            body
        };
        let web = api.made(&by("web")).await;
        api.done(&web, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(state(&api.done(&web, "plans", plan()).await, "initial_plan"), "kept");
        let email = api.made(&by("email")).await;
        api.done(&email, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(state(&api.done(&email, "plans", plan()).await, "initial_plan"), "running", "nothing was mailed");
        let mut sent = plan();
        sent["told"] = json!("sent_elsewhere");
        let case = api.done(&email, "plans", sent.clone()).await;
        let clock = case["clocks"].as_array().unwrap().iter().find(|c| c["promise"] == "initial_plan").unwrap();
        assert_eq!((&clock["state"], &clock["proof"]), (&json!("kept"), &json!("sent_elsewhere")));
        let kept = api.get("/api/v1/figures/kept_promises").await.body;
        let plans = kept["items"].as_array().unwrap().iter().find(|one| one["promise"] == "initial_plan").unwrap();
        assert_eq!((&plans["days_30"]["kept"], &plans["days_30"]["sent_elsewhere"]), (&json!(2), &json!(1)));
        let counter = api.made(&by("counter")).await;
        api.done(&counter, "acceptance", json!({"decision": "accepted"})).await;
        let nowhere = api.refused(&counter, "plans", sent).await;
        assert_eq!(nowhere, (422, "urn:homeward:rule:way_missing".into()));
    }

    async fn how_it_was_told_is_one_of_a_list_and_no_contradiction(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let said = |more: Value| {
            let mut body = json!({"direction": "out", "channel": "phone", "text": "已致电"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        for (more, kind) in [
            (json!({"told": "shouted"}), "urn:homeward:problem:invalid"),
            (json!({"told": "by_voice", "reached": false}), "urn:homeward:rule:told_otherwise"),
            (json!({"told": "by_voice", "direction": "in"}), "urn:homeward:rule:not_our_words"),
            (json!({"told": "by_voice", "tells": 1}), "urn:homeward:rule:nothing_to_tell"),
        ] {
            assert_eq!(api.refused(&number, "messages", said(more.clone())).await, (422, kind.into()), "{more}");
        }
        let case = api.done(&number, "messages", said(json!({}))).await;
        assert_eq!(state(&case, "contact"), "running", "nobody said that they spoke");
        let case = api.done(&number, "messages", said(json!({"reached": true}))).await;
        assert_eq!(state(&case, "contact"), "kept");
    }
}
