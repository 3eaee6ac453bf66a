//! How the complainant was told, over the API and on the pages: no entry says that
//! somebody was telephoned who was not.

use crate::common::{Api, Desk};
use homeward_app::clocks;
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
        let composer = page.split("id=\"composer\"").nth(1).unwrap();
        let first = composer.split("<option value=\"").nth(1).unwrap();
        assert!(first.starts_with("web:on_page") && !composer.contains("name=\"told\""), "one choice leads: {composer}");
        assert!(composer.contains("value=\"content_confirmed\"") && composer.contains("已核实诉求内容"));
        let form = desk.get(&next).await.text;
        assert!(form.contains("value=\"phone:by_voice\" selected") && form.contains("处理方案第 1 版"), "{form}");
        t.later(Span::minutes(10));
        let told = format!("direction=out&way=phone:by_voice&tells={entry}&text=%E5%B7%B2%E5%91%8A%E7%9F%A5&key=k1");
        assert_eq!(desk.post(&next, &told).await.status, 303);
        let case = api.whole(&number).await;
        for promise in ["contact", "initial_plan", "next_word"] {
            assert_eq!(state(&case, promise), "kept", "{promise}");
        }
    }

    async fn a_refusal_of_somebody_who_telephoned_has_still_to_be_told(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let refusal = json!({"decision": "refused", "ground": "not_ours", "text": "该服务由客人自行预订"});
        let number = api.made(&complaint("王芳", "接机车没有来")).await;
        api.done(&number, "assignment", json!({"owner": desk.staff})).await;
        let case = api.done(&number, "acceptance", refusal.clone()).await;
        assert_eq!((state(&case, "acceptance"), state(&case, "contact")), ("kept", "ended"), "nobody has spoken with them");
        let page = desk.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("告知本人"), "the next step asks for it: {page}");
        let href = page.split("/acts/messages?tells=").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        let next = format!("/desk/cases/{number}/acts/messages?tells={href}");
        let form = desk.get(&next).await.text;
        for words in ["不是由我们或我们的合作方提供", "12345", "12315", "可以提出一次异议"] {
            assert!(form.contains(words), "{words}: {form}");
        }
        let told = format!("direction=out&channel=phone&told=by_voice&tells={href}&text=%E5%B7%B2%E5%91%8A%E7%9F%A5&key=k1");
        assert_eq!(desk.post(&next, &told).await.status, 303);
        assert!(!desk.get(&format!("/desk/cases/{number}")).await.text.contains("?tells="), "it was told");
        // Told at once, and to somebody who looks at their page, nothing waits.
        let number = api.made(&complaint("王芳", "接机车没有来")).await;
        let mut by_voice = refusal.clone();
        by_voice["told"] = json!("by_voice");
        let case = api.done(&number, "acceptance", by_voice).await;
        assert_eq!(state(&case, "contact"), "kept");
        assert!(!desk.get(&format!("/desk/cases/{number}")).await.text.contains("?tells="));
        let mut body = complaint("李敏", "接机车没有来");
        body["channel"] = json!("web");
        let number = api.made(&body).await;
        api.done(&number, "acceptance", refusal).await;
        let page = desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(!page.contains("?tells=") && page.matches("该服务由客人自行预订").count() == 1, "said once: {page}");
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

    async fn a_plan_told_before_it_was_written_down_has_its_time_and_says_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let told_at = api.whole(&number).await["received_at"].as_str().unwrap().to_owned();
        t.later(Span::hours(30));
        let then = |more: Value| {
            let mut body = plan();
            body["happened_at"] = json!(told_at);
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let page = api.refused(&number, "plans", then(json!({}))).await;
        assert_eq!(page, (422, "urn:homeward:rule:not_entered_later".into()), "the page has it from now on");
        let case = api.done(&number, "plans", then(json!({"told": "by_voice"}))).await;
        assert_eq!((state(&case, "initial_plan"), state(&case, "contact")), ("entered_late", "entered_late"));
        let desk = Desk::sign_in(&t, &api, "lead").await;
        assert!(desk.get(&format!("/desk/cases/{number}")).await.text.contains("补记"));
        assert!(desk.get(&format!("/desk/cases/{number}/acts/plans")).await.text.contains("name=\"happened_at\""));
        let accepted = json!({"decision": "accepted", "happened_at": told_at});
        assert_eq!(api.refused(&number, "acceptance", accepted).await.0, 422);
    }

    async fn a_plan_that_was_accepted_on_the_telephone_is_written_down_with_both_times(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        t.later(Span::hours(74));
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let told_at = "2026-11-20T18:00:00+08:00";
        let mut told = plan();
        (told["told"], told["happened_at"]) = (json!("by_voice"), json!(told_at));
        api.done(&number, "plans", told).await;
        let yes = |happened_at: &str| json!({"answer": "accepted", "text": "可以", "happened_at": happened_at});
        let early = api.refused(&number, "plans/1/answer", yes("2026-11-20T17:00:00+08:00")).await;
        assert_eq!(early, (422, "urn:homeward:rule:said_before_it_was".into()));
        let form = desk.get(&format!("/desk/cases/{number}/acts/plan_answer?part=1")).await.text;
        assert!(form.contains("name=\"happened_at\"") && form.contains("对方答复的时间"), "{form}");
        let case = api.done(&number, "plans/1/answer", yes(told_at)).await;
        assert_eq!((state(&case, "initial_plan"), state(&case, "settle")), ("entered_late", "entered_late"));
        let handed = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        let link = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let page = api.without_token().get(&link).await.text;
        let settled = page.split("达成一致").nth(1).unwrap();
        assert!(settled.contains("11月20日 18:00"), "when they said so: {page}");
        // That a clock had run out the program says, whoever's act let it look.
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let broken: Vec<&Value> =
            events["items"].as_array().unwrap().iter().filter(|e| e["kind"] == "clock_breached").collect();
        assert!(broken.len() > 2 && broken.iter().all(|entry| entry["actor"] == "system"), "{broken:?}");
        let timeline = desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(timeline.matches("补记于").count() >= 2, "the plan and its answer: {timeline}");
    }

    async fn a_refusal_that_was_told_yesterday_is_written_down_with_its_time(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "接机车没有来")).await;
        t.later(Span::hours(70));
        let refusal = json!({"decision": "refused", "ground": "not_ours", "text": "该服务由客人自行预订",
            "told": "by_voice", "happened_at": "2026-11-20T16:00:00+08:00"});
        let case = api.done(&number, "acceptance", refusal).await;
        assert_eq!(state(&case, "acceptance"), "entered_late");
        let handed = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        let link = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let page = api.without_token().get(&link).await.text;
        assert!(page.contains("11月20日 16:00") && !page.contains("11月23日 13:00"), "{page}");
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
            (json!({"told": "by_voice", "channel": "letter"}), "urn:homeward:rule:way_otherwise"),
            (json!({"told": "sent_elsewhere"}), "urn:homeward:rule:way_otherwise"),
            (json!({"told": "handed_over"}), "urn:homeward:rule:way_otherwise"),
            (json!({"reached": true, "channel": "web"}), "urn:homeward:rule:way_otherwise"),
        ] {
            assert_eq!(api.refused(&number, "messages", said(more.clone())).await, (422, kind.into()), "{more}");
        }
        let case = api.done(&number, "messages", said(json!({}))).await;
        assert_eq!(state(&case, "contact"), "running", "nobody said that they spoke");
        let case = api.done(&number, "messages", said(json!({"reached": true}))).await;
        assert_eq!((state(&case, "contact"), state(&case, "first_response")), ("kept", "running"));
        let confirmed = said(json!({"reached": true, "acts": ["content_confirmed"]}));
        assert_eq!(state(&api.done(&number, "messages", confirmed).await, "first_response"), "kept");
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let at = format!("/desk/cases/{number}/acts/messages");
        assert!(!desk.get(&format!("/desk/cases/{number}")).await.text.contains("已核实诉求内容"), "once is enough");
        let form = "direction=out&channel=letter&told=by_voice&text=%E7%A8%8D%E7%AD%89&key=k1";
        let refused = desk.post(&at, form).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("“信函 + 电话或当面告知”不成立"), "{}", refused.text);
    }

    async fn a_call_entered_later_is_shown_apart_until_a_lead_confirms_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": lead.staff})).await;
        t.later(Span::hours(3));
        clocks::ring(&t.app).await.unwrap();
        let call = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已通话，说明下一步",
            "happened_at": "2026-11-20T15:30:00+08:00"});
        let case = api.done(&number, "messages", call).await;
        let contact = |case: &Value| {
            let clock = case["clocks"].as_array().unwrap().iter().find(|c| c["promise"] == "contact").unwrap().clone();
            (clock["state"].as_str().unwrap().to_owned(), clock["proof"].as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(contact(&case), ("entered_late".into(), "entered_late".into()));
        let page = lead.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(page.contains("事后补记，待确认") && !page.contains("按时，事后补记"), "nobody has confirmed it");
        let entered = format!("/desk/cases/{number}/acts/confirmations?entry=");
        assert!(page.contains("补记于") && page.contains("待他人确认") && page.contains(&entered), "it waits, and where");
        let kept = async |field: &str| {
            let kept = api.get("/api/v1/figures/kept_promises").await.body;
            let one = kept["items"].as_array().unwrap().iter().find(|one| one["promise"] == "contact").unwrap().clone();
            one["days_30"][field].as_i64().unwrap()
        };
        assert_eq!((kept("kept").await, kept("unconfirmed").await), (0, 1), "not in public rates yet");
        let entry = api.get(&format!("/api/v1/cases/{number}/events")).await.body["items"].as_array().unwrap().iter()
            .find(|event| event["kind"] == "message_recorded").unwrap()["seq"].clone();
        let own = api.refused(&number, "confirmations", json!({"entry": entry})).await;
        assert_eq!(own, (409, "urn:homeward:rule:own_entry".into()));
        let form = lead.get(&format!("/desk/cases/{number}/acts/confirmations")).await.text;
        assert!(form.contains(&format!("value=\"{entry}\"")), "{form}");
        let confirmed = lead.post(&format!("/desk/cases/{number}/acts/confirmations"), &format!("entry={entry}&key=c1")).await;
        assert_eq!(confirmed.status, 303, "{}", confirmed.text);
        assert_eq!(contact(&api.whole(&number).await).1, "entered_late_confirmed");
        let page = lead.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(page.contains("按时，事后补记") && !page.contains("待他人确认"), "confirmed, it was in time");
        let long_ago = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已通话",
            "happened_at": "2026-11-20T14:00:00+08:00"});
        assert_eq!(api.refused(&number, "messages", long_ago).await, (422, "urn:homeward:rule:happened_before_receipt".into()));
    }

    async fn whoever_rings_up_somebody_who_is_written_to_alone_says_why(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let review = json!({"review_at": "2026-12-01T09:00:00+08:00", "text": "多次辱骂"});
        let at = |act: &str| format!("/desk/cases/{number}/acts/{act}");
        let call = |key: &str, way: &str, more: &str| {
            format!("direction=out&way={way}&text=%E5%B7%B2%E8%87%B4%E7%94%B5&key={key}{more}")
        };
        assert_eq!(lead.post(&at("messages"), &call("before", "phone:by_voice", "")).await.status, 303, "before it may be done");
        api.done(&number, "contact_restriction", review).await;
        assert!(lead.get(&at("messages")).await.text.contains("限书面沟通"), "said before");
        for way in ["phone:by_voice", "phone:nobody", "video:by_voice", "wechat:by_voice"] {
            let refused = lead.post(&at("messages"), &call(way, way, "")).await;
            assert_eq!(refused.status, 422, "{way}");
            assert!(refused.text.contains("name=\"call_reason\"") && refused.text.contains("限书面沟通"), "{}", refused.text);
        }
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let spoken = "text=%E6%96%B9%E6%A1%88&options%5B0%5D.text=%E9%80%80%E6%AC%BE&told=by_voice&way=phone:by_voice&key=p1";
        assert_eq!(lead.post(&at("plans"), spoken).await.status, 422, "a plan told by telephone rings too");
        assert_eq!(lead.post(&at("messages"), &call("written", "web:on_page", "")).await.status, 303, "writing is what was asked for");
        let why = "&call_reason=%E5%AE%A2%E4%BA%BA%E4%BA%BA%E8%BA%AB%E5%AE%89%E5%85%A8";
        let done = lead.post(&at("messages"), &call("spoken", "phone:by_voice", why)).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let page = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("<p class=\"soft small\">限书面沟通期间致电的理由：客人人身安全"), "{page}");
        // A program tells what has happened, which is put on record as it was.
        api.done(&number, "messages", json!({"direction": "out", "channel": "phone", "reached": true, "text": "话务系统：呼出"})).await;
    }

    async fn nobody_is_rung_up_at_night_without_a_reason_and_then_a_message_counts(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        t.later(Span::hours(7));
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let call = |more: Value| {
            let mut body = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已致电"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        let at = |act: &str| format!("/desk/cases/{number}/acts/{act}");
        for form in ["phone:by_voice", "phone:nobody", "wechat:by_voice", "app:by_voice", "video:by_voice", "wechat:nobody"] {
            let form = format!("direction=out&way={form}&text=%E5%B7%B2%E8%87%B4%E7%94%B5&key={form}");
            let answer = lead.post(&at("messages"), &form).await;
            assert_eq!(answer.status, 422, "{form}");
            assert!(answer.text.contains("night_reason") && answer.text.contains("22:00"), "{}", answer.text);
        }
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let spoken = "text=%E6%96%B9%E6%A1%88&options%5B0%5D.text=%E9%80%80%E6%AC%BE&told=by_voice&key=p1";
        assert_eq!(lead.post(&at("plans"), spoken).await.status, 422, "a plan told by telephone rings too");
        assert!(lead.get(&format!("/desk/cases/{number}/acts/messages")).await.text.contains("22:00"), "asked before");
        let text = json!({"direction": "out", "channel": "sms", "told": "sent_elsewhere", "text": "明早 9 点联系您"});
        assert_eq!(state(&api.done(&number, "messages", text).await, "contact"), "kept", "then the message counts");
        api.done(&number, "messages", call(json!({"night_reason": "客人要求今晚回电"}))).await;
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let last = events["items"].as_array().unwrap().iter().rfind(|e| e["kind"] == "message_recorded").unwrap();
        assert_eq!(last["words"][1]["text"], "客人要求今晚回电", "the reason is on record");
        let page = lead.get(&format!("/desk/cases/{number}")).await.text;
        let aside = "<p class=\"soft small\">夜间致电理由：客人要求今晚回电";
        assert!(page.contains(aside) && !page.contains("<p class=\"words\">客人要求今晚回电"), "as if it was said to them");
        api.done(&number, "messages", call(json!({"text": "话务系统：22:03 呼出"}))).await;
        let urgent = json!({"nature": "urgent", "reason": "客人滞留"});
        api.done(&number, "triage", urgent).await;
        let pressing = "direction=out&channel=phone&told=by_voice&text=%E5%B7%B2%E8%87%B4%E7%94%B5&key=u1";
        assert_eq!(lead.post(&at("messages"), pressing).await.status, 303, "what presses does not ask");
    }

    async fn the_night_is_that_of_the_trip(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let booking = |reference: &str, zone: &str| json!({"reference": reference, "name": "自由行", "departure_on": "2026-11-18",
            "return_on": "2026-11-25", "zone": zone});
        let wrong = api.post("/api/v1/bookings", &booking("B-0", "Phuket")).await;
        assert_eq!((wrong.status.as_u16(), &wrong.body["errors"][0]["field"]), (422, &json!("zone")), "{}", wrong.body);
        for (reference, zone) in [("B-1", "America/Los_Angeles"), ("B-2", "Asia/Bangkok")] {
            assert_eq!(api.post("/api/v1/bookings", &booking(reference, zone)).await.status, 201);
        }
        let form = lead.get("/desk/bookings/B-2").await.text;
        assert!(form.contains("Asia/Bangkok"), "{form}");
        let made = async |reference: &str| {
            let mut body = complaint("王芳", "房间有异味");
            body["booking_reference"] = json!(reference);
            api.made(&body).await
        };
        // In the afternoon of Shanghai it is past eleven in the evening in Los Angeles.
        let (far, near) = (made("B-1").await, made("B-2").await);
        let call = "direction=out&way=phone:by_voice&text=%E5%B7%B2%E8%87%B4%E7%94%B5&key=k1";
        let asked = lead.post(&format!("/desk/cases/{far}/acts/messages"), call).await;
        assert_eq!(asked.status, 422);
        assert!(asked.text.contains("23:"), "{}", asked.text);
        assert_eq!(lead.post(&format!("/desk/cases/{near}/acts/messages"), call).await.status, 303);
    }

    async fn the_night_is_that_of_the_traveller_who_has_no_booking_and_their_page_counts_by_their_clocks(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let mut body = complaint("王芳", "房间有异味");
        body["zone"] = json!("Phuket");
        let wrong = api.post("/api/v1/cases", &body).await;
        assert_eq!((wrong.status.as_u16(), &wrong.body["errors"][0]["field"]), (422, &json!("zone")), "{}", wrong.body);
        body["zone"] = json!("America/Los_Angeles");
        let number = api.made(&body).await;
        assert_eq!(api.whole(&number).await["zone"], "America/Los_Angeles");
        // In the afternoon of Shanghai it is past eleven in the evening in Los Angeles.
        let call = |key: &str| format!("direction=out&way=phone:by_voice&text=%E5%B7%B2%E8%87%B4%E7%94%B5&key={key}");
        let at = |act: &str| format!("/desk/cases/{number}/acts/{act}");
        let asked = lead.post(&at("messages"), &call("k1")).await;
        assert_eq!(asked.status, 422);
        assert!(asked.text.contains("23:"), "{}", asked.text);
        let page = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("旅客当地：23:") && page.contains("America/Los_Angeles"), "{page}");
        let link = async || {
            let link = api.done(&number, "follow_links", json!({"link": "same"})).await;
            let link = link["follow_url"].as_str().unwrap().to_owned();
            let link = link.split_once("/c/").map(|(_, token)| format!("/c/{token}")).unwrap();
            api.without_token().get(&link).await.text
        };
        let theirs = link().await;
        assert!(theirs.contains("本页时间：America/Los Angeles 当地时间（UTC-08:00）"), "{theirs}");
        // They have flown on: what is told anew counts, alone as well.
        let added = lead.post(&at("additions"), "fields.zone=Asia%2FBangkok&key=a1").await;
        assert_eq!(added.status, 303, "{}", added.text);
        assert_eq!(lead.post(&at("messages"), &call("k2")).await.status, 303);
        assert!(link().await.contains("Asia/Bangkok 当地时间（UTC+07:00）"));
        let other = api.made(&complaint("李敏", "要求退款")).await;
        assert!(!lead.get(&format!("/desk/cases/{other}")).await.text.contains("旅客当地"), "nothing is known of them");
    }

    async fn whoever_decides_has_before_them_what_is_decided_and_who_is_told(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "plans", plan()).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted", "option": 1, "text": "可以"})).await;
        api.ready(&number).await;
        api.done(&number, "resolution", json!({"text": "已退款。"})).await;
        let proposer = Desk::sign_in(&t, &api, "manager").await;
        let at = |act: &str| format!("/desk/cases/{number}/acts/{act}");
        let proposed = "matter=%E8%A1%8C%E7%A8%8B%E5%A4%96%E8%B4%AD%E7%89%A9&result=%E5%B7%B2%E9%80%80%E6%AC%BE&key=p1";
        assert_eq!(proposer.post(&at("publication"), proposed).await.status, 303);
        let own = proposer.get(&at("publication_decision")).await.text;
        assert!(own.contains("由您提议"), "told before they decide: {own}");
        assert!(own.contains("行程外购物") && own.contains("已退款"), "what is decided is quoted: {own}");
        assert!(own.contains("告知投诉人的内容") && own.contains("不向投诉人显示"), "whom the words are for: {own}");
        let other = Desk::sign_in(&t, &api, "administrator").await;
        assert!(!other.get(&at("publication_decision")).await.text.contains("由您提议"));
        api.done(&number, "publication_objections", json!({"by": "complainant", "text": "不希望公开"})).await;
        assert!(other.get(&at("publication_decision")).await.text.contains("不希望公开"), "the objection is quoted");
        let refused = api.made(&complaint("李敏", "要求退款")).await;
        let ground = json!({"decision": "refused", "ground": "not_ours", "text": "这张订单不是我们的。"});
        api.done(&refused, "acceptance", ground).await;
        api.done(&refused, "refusal_objections", json!({"text": "有付款截图"})).await;
        let form = other.get(&format!("/desk/cases/{refused}/acts/objection_decision")).await.text;
        assert!(form.contains("这张订单不是我们的。") && form.contains("有付款截图"), "{form}");
    }
}
