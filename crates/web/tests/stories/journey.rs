//! The whole way of a complaint over the API, on both databases.

use crate::common::Api;
use homeward_app::{clocks, record};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

fn triage(content: i64, circumstances: &[&str]) -> Value {
    json!({"category": "rights.forced_shopping", "handling_type": "service", "motives": ["compensation"],
        "severity": {"content": content, "circumstances": circumstances}, "reason": "按客人陈述判断"})
}

fn plan(offer: &str) -> Value {
    json!({"text": "请您看看这个方案", "options": [
        {"text": offer, "measures": [{"text": "财务退款至原账户", "due_at": "2026-11-25T18:00:00+08:00"}]},
        {"text": "等值代金券"},
    ]})
}

/// Accepted, triaged, investigated and with a first plan before the complainant.
async fn planned(t: &TestApp, api: &Api, content: i64, circumstances: &[&str]) -> String {
    let number = api.made(&complaint("王芳", "导游强制购物,要求退款")).await;
    t.later(Span::minutes(10));
    let reply = json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"], "text": "已听完经过，今晚八点前再联系您"});
    api.done(&number, "messages", reply).await;
    api.done(&number, "triage", triage(content, circumstances)).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    api.done(&number, "findings", json!({"source": "supplier", "text": "地接社承认多安排了一个购物点"})).await;
    api.done(&number, "causes", json!({"causes": ["supplier", "promise"], "text": "合同外购物点"})).await;
    let shares = json!({"shares": [
        {"party": "supplier", "percent": 70, "ground": "compliance", "text": "地接社擅自变更行程"},
        {"party": "company", "percent": 30, "ground": "disclosure", "text": "行程单说明不清"},
    ]});
    api.done(&number, "responsibility", shares).await;
    assert_eq!(api.done(&number, "plans", plan("退还购物款 1,200 元")).await["state"], "planned");
    number
}

on_both! {
    async fn one_complaint_of_each_strategy_goes_all_the_way_to_the_archive(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for (content, circumstances, grade, strategy) in [
            (1, vec![], "slight", "mild"),
            (3, vec!["minor_injury"], "serious", "moderate"),
            (3, vec!["serious_injury"], "grave", "severe"),
        ] {
            let number = planned(&t, &api, content, &circumstances).await;
            let answer = json!({"answer": "accepted", "option": 1, "text": "可以"});
            assert_eq!(api.done(&number, "plans/1/answer", answer).await["state"], "agreed");
            let early = api.refused(&number, "resolution", json!({"text": null})).await;
            assert_eq!(early, (409, "urn:homeward:rule:measures_open".into()));
            let proof = json!({"text": "退款流水号 20261125-0087"});
            assert_eq!(api.done(&number, "measures/1/completion", proof).await["state"], "carrying_out");
            api.ready(&number).await;
            assert_eq!(api.done(&number, "resolution", json!({"text": null})).await["state"], "resolved");
            api.done(&number, "satisfaction", json!({"content": true, "rating": 5})).await;
            let summary = json!({"text": "响应及时，行程单已修改"});
            api.filled(&number).await;
            api.ready(&number).await;
            assert_eq!(api.done(&number, "archive", summary).await["state"], "archived");
            let case = api.whole(&number).await;
            let journey = &case["journey"];
            assert_eq!((case["grade"].as_str(), journey["severity"]["strategy"].as_str()), (Some(grade), Some(strategy)));
            assert_eq!(journey["measures"][0]["text"], "财务退款至原账户");
            assert_eq!(journey["measures"][0]["state"], "done");
            assert_eq!(journey["plans"][0]["answers"][0]["text"], "可以");
            assert_eq!(journey["responsibility"][0]["percent"], 70);
            assert_eq!(journey["settled"], "plan_accepted");
        }
        let graded = api.get("/api/v1/cases?grade=grave").await;
        assert_eq!(graded.body["items"].as_array().unwrap().len(), 1, "lists know the grade");
        t.later(Span::hours(100));
        clocks::ring(&t.app).await.unwrap();
        let before = api.get("/api/v1/cases").await.text;
        assert_eq!(record::rebuild(&t.app).await.unwrap(), 3);
        assert_eq!(api.get("/api/v1/cases").await.text, before, "what is rebuilt equals what was live");
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn two_refused_plans_end_in_a_final_answer_whose_offer_can_still_be_taken(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = planned(&t, &api, 2, &[]).await;
        let no = json!({"answer": "refused", "text": "太少"});
        api.done(&number, "plans/1/answer", no.clone()).await;
        let last_word = json!({"text": "经核查，我们的最终意见如下；您也可以向 12345 反映"});
        let early = api.refused(&number, "final_answer", last_word.clone()).await;
        assert_eq!(early, (409, "urn:homeward:rule:final_answer_too_early".into()));
        api.done(&number, "plans", plan("退还购物款 2,000 元")).await;
        let old = api.refused(&number, "plans/1/answer", json!({"answer": "accepted", "option": 1})).await;
        assert_eq!(old, (409, "urn:homeward:rule:not_the_newest_plan".into()));
        api.done(&number, "plans/2/answer", no).await;
        assert_eq!(api.done(&number, "final_answer", last_word).await["state"], "not_agreed");
        t.later(Span::hours(24 * 20));
        let yes = json!({"answer": "accepted", "option": 2});
        assert_eq!(api.done(&number, "plans/2/answer", yes).await["state"], "agreed");
        assert_eq!(api.whole(&number).await["journey"]["measures"].as_array().unwrap().len(), 0, "the voucher has none");
    }

    async fn who_is_not_content_is_heard_again_with_the_clocks_running_anew(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = planned(&t, &api, 2, &[]).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted", "option": 2})).await;
        api.ready(&number).await;
        api.done(&number, "resolution", json!({"text": "已办结"})).await;
        let silent = api.refused(&number, "satisfaction", json!({"content": false})).await;
        assert_eq!(silent, (422, "urn:homeward:rule:discontent_without_words".into()));
        let again = api.done(&number, "satisfaction", json!({"content": false, "rating": 1, "text": "代金券用不了"})).await;
        assert_eq!(again["state"], "investigating");
        let settle = again["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "settle").count();
        assert_eq!(settle, 2);
        assert_eq!(api.whole(&number).await["journey"]["reopenings"], 1);
    }

    async fn what_a_rule_or_a_field_forbids_is_named_and_leaves_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let before = api.whole(&number).await;
        for (resource, body, status, kind) in [
            ("plans", plan("退款"), 409, "urn:homeward:rule:state"),
            ("triage", json!({"reason": "?"}), 409, "urn:homeward:rule:nothing_told"),
            ("triage", json!({"override": "grave", "reason": "?"}), 422, "urn:homeward:rule:category_missing"),
            ("triage", json!({"severity": {"content": 4}, "reason": "?"}), 422, "urn:homeward:problem:invalid"),
            ("triage", json!({"category": "service.guide", "reason": "?"}), 422, "urn:homeward:problem:invalid"),
            ("resolution", json!({"text": "已办结"}), 409, "urn:homeward:rule:state"),
            ("causes", json!({"causes": [], "text": "?"}), 422, "urn:homeward:problem:invalid"),
            ("measures", json!({"text": "退款", "owner": 99}), 422, "urn:homeward:problem:invalid"),
            ("measures/7/waiver", json!({"text": "?"}), 409, "urn:homeward:rule:state"),
            ("plans/x/answer", json!({"answer": "accepted"}), 404, "urn:homeward:problem:not-found"),
        ] {
            let told = api.refused(&number, resource, body.clone()).await;
            assert_eq!((told.0, told.1.as_str()), (status, kind), "{resource} {body}");
        }
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let share = |percent| json!({"party": "company", "percent": percent, "ground": "safety", "text": "领队未提醒"});
        let short = api.refused(&number, "responsibility", json!({"shares": [share(99)]})).await;
        assert_eq!(short, (422, "urn:homeward:rule:shares_not_whole".into()));
        let after = api.whole(&number).await;
        assert_eq!((&after["journey"], &after["grade"]), (&before["journey"], &before["grade"]));
    }

    async fn of_a_group_each_answers_for_themselves(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "大巴半路抛锚");
        body["co_complainants"] = json!([{"name": "赵悦"}, {"name": "孙宁"}]);
        let number = api.made(&body).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "plans", plan("退还车费")).await;
        for complainant in [1, 2] {
            let yes = json!({"answer": "accepted", "option": 1, "complainant": complainant});
            assert_eq!(api.done(&number, "plans/1/answer", yes).await["state"], "planned");
        }
        let nobody = api.refused(&number, "plans/1/answer", json!({"answer": "refused", "complainant": 4})).await;
        assert_eq!(nobody, (422, "urn:homeward:rule:no_such_complainant".into()));
        let gone = json!({"complainant": 3, "text": "已自行与车队和解"});
        assert_eq!(api.done(&number, "departures", gone).await["state"], "agreed");
        assert_eq!(api.whole(&number).await["journey"]["measures"].as_array().unwrap().len(), 1, "done once for both");
    }
}
