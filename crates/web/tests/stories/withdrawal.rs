//! What did not happen is withdrawn: over the API, at the desk and on the page of the
//! traveller, and the record stays whole. On both databases.

use crate::common::{Api, Desk};
use axum::http::StatusCode;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

fn clock<'a>(case: &'a Value, promise: &str) -> &'a Value {
    case["clocks"].as_array().unwrap().iter().find(|clock| clock["promise"] == promise).unwrap()
}

fn state<'a>(case: &'a Value, promise: &str) -> &'a str {
    clock(case, promise)["state"].as_str().unwrap()
}

fn call(text: &str) -> Value {
    json!({"direction": "out", "channel": "phone", "text": text, "reached": true, "acts": ["content_confirmed"]})
}

fn untrue(entry: i64) -> Value {
    json!({"entry": entry, "text": "查通话清单，当时没有拨出", "withdraws": true})
}

async fn events(api: &Api, number: &str) -> Vec<Value> {
    let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    record["items"].as_array().unwrap().clone()
}

async fn last(api: &Api, number: &str, kind: &str) -> Value {
    events(api, number).await.into_iter().rfind(|entry| entry["kind"] == kind).unwrap()
}

fn seq(entry: &Value) -> i64 {
    entry["seq"].as_i64().unwrap()
}

async fn link(api: &Api, number: &str) -> String {
    let handed = api.done(number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
    handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}

on_both! {
    async fn a_call_that_nobody_made_keeps_nothing_and_rates_follow(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Api::new(&t, &["cases:read", "cases:write"]).await;
        let (first, second) = (agent.made(&complaint("王芳", "导游强制购物")).await, agent.made(&complaint("李敏", "房间漏水")).await);
        t.later(Span::minutes(10));
        for number in [&first, &second] {
            agent.done(number, "messages", call("已致电核实")).await;
        }
        let (early, late) = (last(&agent, &first, "message_recorded").await, last(&agent, &second, "message_recorded").await);
        let case = agent.done(&first, "corrections", untrue(seq(&early))).await;
        assert_eq!((state(&case, "contact"), state(&case, "first_response")), ("running", "running"), "there is time");
        t.later(Span::hours(5));
        let other = Api::new(&t, &["cases:read", "cases:write"]).await;
        let refused = other.refused(&second, "corrections", untrue(seq(&late))).await;
        assert_eq!(refused, (409, "urn:homeward:rule:only_by_writer_or_lead".into()));
        let case = agent.done(&second, "corrections", untrue(seq(&late))).await;
        assert_eq!((state(&case, "contact"), state(&case, "first_response")), ("breached", "breached"));
        assert_eq!((&clock(&case, "contact")["met_at"], &clock(&case, "contact")["proof"]), (&Value::Null, &Value::Null));

        let entry = events(&api, &second).await.into_iter().find(|entry| entry["seq"] == late["seq"]).unwrap();
        let correction = last(&api, &second, "entry_corrected").await;
        assert_eq!((&entry["withdrawn_by"], &entry["hash"], &entry["words"]), (&correction["seq"], &late["hash"], &late["words"]));
        assert_eq!((&correction["payload"]["withdraws"], &correction["withdrawn_by"]), (&json!(true), &Value::Null));
        let kinds: Vec<Value> = events(&api, &second).await.into_iter().filter(|e| seq(e) > seq(&correction)).map(|e| e["kind"].clone()).collect();
        assert!(kinds.contains(&json!("clock_reopened")) && kinds.contains(&json!("clock_breached")), "{kinds:?}");
        // What follows from the record is the same when it is made anew.
        let (before, kept) = (api.whole(&second).await, api.get("/api/v1/figures/kept_promises").await.body);
        let of = |promise: &str| kept["items"].as_array().unwrap().iter().find(|one| one["promise"] == promise).unwrap()["days_30"].clone();
        assert_eq!((&of("contact")["kept"], &of("contact")["broken"]), (&json!(0), &json!(1)), "{kept}");
        t.is_rebuilt_as_it_was().await;
        assert_eq!(api.whole(&second).await, before);
        let found = api.get(&format!("/api/v1/search?{}", serde_urlencoded::to_string([("q", "已致电核实")]).unwrap())).await.body;
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "staff still find it");
    }

    async fn mistakes_name_the_field_or_the_act_that_puts_it_right(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let accepted = seq(&last(&api, &number, "case_accepted").await);
        let path = format!("/api/v1/cases/{number}/corrections");
        let speaks = |language: &'static str| [("accept-language", language), ("content-type", "application/json")];
        let refused = api.send("POST", &path, &speaks("en"), untrue(accepted).to_string()).await;
        assert_eq!((refused.status, &refused.body["type"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("urn:homeward:rule:put_right_by")));
        assert_eq!(refused.body["errors"][0]["field"], "entry");
        assert!(refused.body["detail"].as_str().unwrap().contains("put it right by"), "{}", refused.body);
        let refused = api.send("POST", &path, &speaks("zh"), untrue(1).to_string()).await;
        assert!(refused.body["detail"].as_str().unwrap().contains("系统自身的记录"), "{}", refused.body);
        let only = api.post(&path, &json!({"entry": 1, "text": "x", "page_text": "y"})).await;
        assert_eq!((only.status, &only.body["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("only_of_withdrawal")));
        api.done(&number, "messages", call("已致电")).await;
        let said = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "corrections", untrue(said)).await;
        assert_eq!(api.refused(&number, "corrections", untrue(said)).await, (422, "urn:homeward:rule:withdrawn_before".into()));
        let correction = seq(&last(&api, &number, "entry_corrected").await);
        assert_eq!(api.refused(&number, "corrections", untrue(correction)).await, (422, "urn:homeward:rule:withdrawal_stands".into()));
    }

    async fn the_traveller_reads_that_an_entry_was_withdrawn_and_nothing_of_what_colleagues_were_told(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "messages", call("我们已在电话里向您说明")).await;
        let spoken = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "messages", json!({"direction": "in", "channel": "wechat", "text": "别家客人的空调坏了"})).await;
        let strange = seq(&last(&api, &number, "message_recorded").await);
        let page = link(&api, &number).await;
        let shown = api.without_token().get(&page).await.text;
        assert!(shown.contains("我们已在电话里向您说明") && shown.contains("别家客人的空调坏了"));
        let mut withdrawal = untrue(spoken);
        withdrawal["page_text"] = json!("实际没有打通，我们会再联系您。");
        api.done(&number, "corrections", withdrawal).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let own = api.refused(&number, "corrections", untrue(strange)).await;
        assert_eq!(own, (409, "urn:homeward:rule:only_by_another_lead".into()), "an answer would be owed no more");
        let foretold = lead.get(&format!("/desk/cases/{number}/acts/corrections?entry={strange}&does=adds")).await.text;
        assert!(foretold.contains("回复消息：已终止"), "{foretold}");
        let form = format!("entry={strange}&does=withdraws&text=%E5%88%AB%E7%9A%84%E5%B7%A5%E5%8D%95&key=k1");
        assert_eq!(lead.post(&format!("/desk/cases/{number}/acts/corrections"), &form).await.status, StatusCode::SEE_OTHER);
        let shown = api.without_token().get(&page).await.text;
        assert!(!shown.contains("我们已在电话里向您说明") && !shown.contains("别家客人的空调坏了"), "{shown}");
        assert!(shown.contains("的一条记录不准确，已撤回") && shown.contains("实际没有打通，我们会再联系您。"), "{shown}");
        assert!(!shown.contains("查通话清单") && !shown.contains("别的工单"), "what colleagues were told is not for them");
        let data = api.get(&format!("/api/v1/cases/{number}")).await;
        assert_eq!(data.status, StatusCode::OK);
    }

    async fn a_plan_that_was_not_told_stands_on_the_page_and_waits_to_be_told(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": desk.staff})).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let plan = json!({"text": "请您看看这个方案", "told": "by_voice", "options": [{"text": "退还购物款 1,200 元"}]});
        assert_eq!(state(&api.done(&number, "plans", plan).await, "initial_plan"), "kept");
        let said = seq(&last(&api, &number, "message_recorded").await);
        let form = desk.get(&format!("/desk/cases/{number}/acts/corrections?entry={said}&does=adds")).await.text;
        assert!(form.contains("请您看看这个方案") && form.contains("如果撤回") && form.contains("其中告知过的内容须重新告知投诉人"), "{form}");
        assert!(form.contains("value=\"withdraws\"") && form.contains("value=\"erases\""), "{form}");
        let timeline = desk.get(&format!("/desk/cases/{number}")).await.text;
        assert!(timeline.contains(&format!("acts/corrections?does=adds&#38;entry={said}\"")), "{timeline}");
        let typed = format!("entry={said}&does=withdraws&text=%E6%B2%A1%E6%9C%89%E6%89%93&key=k1");
        assert_eq!(desk.post(&format!("/desk/cases/{number}/acts/corrections"), &typed).await.status, StatusCode::SEE_OTHER);
        let case = api.whole(&number).await;
        assert_eq!((state(&case, "initial_plan"), state(&case, "contact")), ("running", "running"));
        let page = desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        let correction = seq(&last(&api, &number, "entry_corrected").await);
        assert!(page.contains("告知已撤回") && page.contains(&format!("acts/messages?tells={said}")), "{page}");
        assert!(page.contains(&format!("#entry-{correction}")) && page.contains(&format!("#entry-{said}")), "both ways");
        assert!(page.contains("依据已撤回"), "{page}");
        let theirs = api.without_token().get(&link(&api, &number).await).await.text;
        assert!(theirs.contains("请您看看这个方案") && !theirs.contains("的一条记录不准确"), "{theirs}");
        // Nobody may erase what proves a transaction, and an agent is not offered it.
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let form = agent.get(&format!("/desk/cases/{number}/acts/corrections?entry={said}&does=adds")).await.text;
        assert!(!form.contains("value=\"erases\"") && form.contains("已经撤回"), "{form}");
    }

    async fn who_has_to_act_is_told_and_sees_the_entry_struck(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (owner, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        api.done(&number, "messages", call("已致电说明")).await;
        let said = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "corrections", untrue(said)).await;
        for desk in [&owner, &lead] {
            assert!(desk.get("/desk/notices").await.text.contains("有记录被撤回"));
        }
        let page = owner.get(&format!("/desk/cases/{number}")).await.text;
        let line = page.split(&format!("id=\"entry-{said}\"")).next().unwrap().rsplit("<li").next().unwrap();
        assert!(line.contains("struck"), "{line}");
        // Broken after all: the alarm is what they are told.
        t.later(Span::hours(3));
        api.done(&number, "messages", call("已致电道歉")).await;
        let late = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "corrections", untrue(late)).await;
        assert!(owner.get("/desk/notices").await.text.contains("时限超时"));
    }

    async fn what_was_written_down_later_is_not_shown_to_them_as_agreed(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let made_at = api.whole(&number).await["received_at"].as_str().unwrap().to_owned();
        t.later(Span::hours(3));
        let mut later = call("当时已打过电话");
        later["happened_at"] = json!(made_at);
        let case = api.done(&number, "messages", later).await;
        assert_eq!(state(&case, "contact"), "entered_late");
        let page = link(&api, &number).await;
        let shown = api.without_token().get(&page).await.text;
        assert!(shown.contains("事后补记，尚待核实"), "{shown}");
        let promises = shown.split("联系投诉人").nth(1).unwrap();
        assert!(promises.split("</li>").next().unwrap().contains("超时"), "{promises}");
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let entry = seq(&last(&api, &number, "message_recorded").await);
        assert_eq!(lead.post(&format!("/desk/cases/{number}/acts/confirmations"), &format!("entry={entry}&key=k1")).await.status, StatusCode::SEE_OTHER);
        let shown = api.without_token().get(&page).await.text;
        assert!(shown.contains("事后补记") && !shown.contains("尚待核实"), "{shown}");
    }

    async fn an_acceptance_that_nobody_gave_leaves_their_page_and_the_case_is_open_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let plan = json!({"told": "by_voice", "text": "退还购物款", "options": [{"text": "原路退款", "measures": [{"text": "退款"}]}]});
        api.done(&number, "plans", plan).await;
        let case = api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        assert_eq!((&case["state"], state(&case, "settle")), (&json!("agreed"), "kept"));
        let page = link(&api, &number).await;
        let read = api.without_token().get(&page).await.text;
        assert!(read.contains("您已接受方案"), "{read}");
        let (settled, answered) = (last(&api, &number, "case_settled").await, last(&api, &number, "plan_answered").await);
        let refused = api.refused(&number, "corrections", untrue(seq(&settled))).await;
        assert_eq!(refused, (422, "urn:homeward:rule:follows_from".into()));
        let case = api.done(&number, "corrections", untrue(seq(&answered))).await;
        assert_eq!((&case["state"], state(&case, "settle")), (&json!("planned"), "running"));
        let (by, fallen) = (last(&api, &number, "entry_corrected").await, last(&api, &number, "case_settled").await);
        assert_eq!(fallen["withdrawn_by"], by["seq"]);
        let read = api.without_token().get(&page).await.text;
        assert!(!read.contains("您已接受方案"), "{read}");
    }

    async fn an_inquiry_that_was_closed_on_an_answer_that_was_none_is_open_again_and_its_promise_counted(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut asked = complaint("李敏", "改签要多久");
        asked["kind"] = json!("inquiry");
        let number = api.made(&asked).await;
        t.later(Span::minutes(2_875));
        let told = json!({"direction": "out", "channel": "phone", "text": "已告知", "reached": true, "acts": ["solution_told"]});
        api.done(&number, "messages", told).await;
        api.done(&number, "resolution", json!({})).await;
        t.later(Span::minutes(10));
        let answer = seq(&last(&api, &number, "message_recorded").await);
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let foretold = lead.get(&format!("/desk/cases/{number}/acts/corrections?entry={answer}&does=adds")).await.text;
        assert!(foretold.contains("各时限视同从未结案"), "{foretold}");
        let case = api.done(&number, "corrections", untrue(answer)).await;
        assert_eq!((&case["state"], state(&case, "solution")), (&json!("received"), "breached"));
        let taken_up = last(&api, &number, "case_reopened").await;
        assert_eq!(taken_up["payload"]["cause"], "entry_withdrawn");
        let shown = api.without_token().get(&link(&api, &number).await).await.text;
        assert!(!shown.contains("已告知"), "{shown}");
        let refused = api.refused(&number, "resolution", json!({})).await;
        assert_eq!(refused, (409, "urn:homeward:rule:not_ready_to_close".into()));
    }

    async fn a_letter_with_an_untrue_line_is_foretold_and_told_anew(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "messages", call("已致电核实")).await;
        let spoken = seq(&last(&api, &number, "message_recorded").await);
        t.later(Span::hours(3));
        let plan = json!({"told": "by_voice", "text": "退还购物款", "options": [{"text": "原路退款"}]});
        api.done(&number, "plans", plan).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        api.done(&number, "result_notice", json!({"told": "by_voice", "changed": "已对该购物店停止合作并全员通报。"})).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let foretold = lead.get(&format!("/desk/cases/{number}/acts/corrections?entry={spoken}&does=adds")).await.text;
        assert!(foretold.contains("结果告知书中有一处时限履行情况会因此不属实"), "{foretold}");
        api.done(&number, "corrections", untrue(spoken)).await;
        let shown = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(shown.contains("重新告知结果：已告知的结果告知书有一处不属实"), "{shown}");
        api.done(&number, "result_notice", json!({"told": "by_voice", "changed": "已对该购物店停止合作并全员通报。"})).await;
        let shown = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(!shown.contains("重新告知结果"), "{shown}");
    }

    async fn how_much_a_case_presses_is_judged_anew_where_it_rested_on_what_was_withdrawn(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": lead.staff})).await;
        api.done(&number, "messages", json!({"direction": "in", "channel": "email", "text": "老人晕倒了"})).await;
        let strange = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "triage", json!({"nature": "urgent", "entry": strange, "reason": "有人晕倒"})).await;
        let foretold = lead.get(&format!("/desk/cases/{number}/acts/corrections?entry={strange}&does=adds")).await.text;
        assert!(foretold.contains("紧急程度所依据的就是这条记录"), "{foretold}");
        api.done(&number, "corrections", untrue(strange)).await;
        let shown = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(shown.contains("重新评定紧急程度：所依据的记录已撤回"), "{shown}");
    }

    async fn what_the_traveller_is_told_of_a_withdrawal_stands_on_their_page_whatever_was_withdrawn(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&json!({"kind": "inquiry", "channel": "web", "text": "签证要几天",
            "complainant": {"name": "王芳", "phone": "13812345678"}})).await;
        api.done(&number, "assignment", json!({"owner": desk.staff})).await;
        api.done(&number, "messages", json!({"direction": "out", "channel": "phone", "text": "五个工作日", "reached": true, "acts": ["solution_told"]})).await;
        api.done(&number, "resolution", json!({"text": "费用已经退回"})).await;
        let closing = seq(&last(&api, &number, "message_recorded").await);
        api.done(&number, "satisfaction", json!({"content": true})).await;
        let content = seq(&last(&api, &number, "satisfaction_told").await);
        for (entry, told) in [(closing, "退款还在办理，发错了工单。"), (content, "您没有评价过，是我们记错了。")] {
            api.done(&number, "corrections", json!({"entry": entry, "withdraws": true, "text": "记错了", "page_text": told})).await;
        }
        let theirs = api.without_token().get(&link(&api, &number).await).await.text;
        assert!(theirs.contains("退款还在办理，发错了工单。") && theirs.contains("您没有评价过，是我们记错了。"), "{theirs}");
        assert_eq!(theirs.matches("的一条记录不准确，已撤回").count(), 2, "{theirs}");
    }
}
