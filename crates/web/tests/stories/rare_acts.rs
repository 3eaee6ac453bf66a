//! Acts that a desk seldom needs, over the API, on both databases.

use crate::common::Api;
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

fn state(case: &Value, promise: &str) -> String {
    let clock = case["clocks"].as_array().unwrap().iter().find(|clock| clock["promise"] == promise).unwrap();
    clock["state"].as_str().unwrap().to_owned()
}

fn later(t: &TestApp, hours: i64) -> String {
    (t.app.clock().now() + Span::hours(hours)).to_rfc3339()
}

on_both! {
    async fn a_pause_ends_early_when_the_reason_is_gone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "行程漏了一个景点")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(api.refused(&number, "resumption", json!({})).await.0, 409, "nothing has paused");
        let pause = json!({"reason": "waiting_for_customer", "until": later(&t, 48), "text": "请提供行程单"});
        let paused = api.done(&number, "pauses", pause).await;
        assert_eq!(state(&paused, "settle"), "paused");
        t.later(Span::hours(2));
        let resumed = api.done(&number, "resumption", json!({})).await;
        assert_eq!(state(&resumed, "settle"), "running");
    }

    async fn whoever_writes_only_may_be_rung_up_again_once_a_lead_says_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "客服态度很差")).await;
        let release = json!({"text": "双方已重新约定"});
        assert_eq!(api.refused(&number, "contact_release", release.clone()).await.0, 409, "it is free");
        let restriction = json!({"review_at": later(&t, 24 * 20), "text": "多次辱骂，已书面告诫"});
        api.done(&number, "contact_restriction", restriction.clone()).await;
        api.done(&number, "contact_release", release.clone()).await;
        assert_eq!(api.refused(&number, "contact_release", release).await.0, 409, "it is free again");
        api.done(&number, "contact_restriction", restriction).await;
    }

    async fn whoever_cannot_be_found_after_three_tries_and_a_letter_is_settled(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "酒店不符")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(api.refused(&number, "unreachable", json!({})).await.0, 409, "nobody has tried");
        for day in 0..3 {
            let channel = if day == 1 { "video" } else { "phone" };
            let tried = json!({"direction": "out", "channel": channel, "text": "无人接听", "reached": false});
            api.done(&number, "messages", tried).await;
            t.later(Span::hours(24));
        }
        let letter = json!({"direction": "out", "channel": "letter", "told": "sent_elsewhere", "text": "请与我们联系"});
        api.done(&number, "messages", letter).await;
        let settled = api.done(&number, "unreachable", json!({})).await;
        assert_eq!(state(&settled, "settle"), "kept");
        assert_eq!(api.refused(&number, "unreachable", json!({})).await.0, 409, "once");
    }

    async fn an_authority_may_set_another_date(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "强制购物")).await;
        let notice = json!({"body": "authority", "name": "市文旅局", "text": "要求说明", "answer_due_at": later(&t, 48)});
        api.done(&number, "proceedings", notice).await;
        let dated = json!({"topic": "answer", "at": later(&t, 96), "text": "来电同意延期"});
        let case = api.done(&number, "proceedings/1/dates", dated.clone()).await;
        let clock = case["clocks"].as_array().unwrap().iter().find(|c| c["promise"] == "authority_answer").unwrap();
        assert_eq!(clock["due_at"], dated["at"]);
        let none = api.refused(&number, "proceedings/2/dates", dated).await;
        assert_eq!(none, (409, "urn:homeward:rule:no_such_proceeding".into()));
    }
}
