//! Units and what their people see; staff; duties, procedures, usual measures;
//! apologies; the result notice.

use crate::common::{Api, Desk};
use homeward_app::{clocks, people, sign_in, tokens};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use homeward_web::{Web, router};
use serde_json::{Value, json};

async fn units(api: &Api) {
    for (reference, parent) in [("CN", None), ("SZ", Some("CN")), ("SZ-1", Some("SZ")), ("BJ", Some("CN"))] {
        let unit = json!({"reference": reference, "name": reference, "kind": "branch", "parent": parent});
        assert_eq!(api.post("/api/v1/units", &unit).await.status, 201);
    }
}

async fn within(t: &TestApp, unit: &str) -> Api {
    let scopes = vec!["all".to_owned()];
    let token = tokens::create_ending(&t.app, unit, &scopes, Some(unit.into()), None).await.unwrap();
    Api::with_token(router(Web::new(t.app.clone())), token)
}

on_both! {
    async fn a_desk_sees_the_cases_of_its_unit_and_those_below_and_no_others(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api).await;
        let of = |unit: Value, text: &str| {
            let mut body = complaint("王芳", text);
            body["unit"] = unit;
            body
        };
        let (shop, north) = (api.made(&of(json!("SZ-1"), "房间有异味")).await, api.made(&of(json!("BJ"), "房间有异味")).await);
        let nobodys = api.made(&of(Value::Null, "房间有异味")).await;
        let south = within(&t, "SZ").await;
        let numbers = |list: Value| -> Vec<String> {
            list["items"].as_array().unwrap().iter().map(|c| c["number"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(numbers(south.get("/api/v1/cases").await.body), std::slice::from_ref(&shop));
        assert_eq!(numbers(south.get("/api/v1/search?q=%E5%BC%82%E5%91%B3").await.body), std::slice::from_ref(&shop));
        for hidden in [&north, &nobodys] {
            assert_eq!(south.get(&format!("/api/v1/cases/{hidden}")).await.status, 404);
            assert_eq!(south.refused(hidden, "notes", json!({"text": "看看"})).await.0, 404);
            assert_eq!(south.refused(&shop, "merge", json!({"into": hidden, "text": "同一事项"})).await.0, 422);
        }
        assert_eq!(numbers(api.get("/api/v1/cases?unit=BJ").await.body), std::slice::from_ref(&north));
        assert_eq!(numbers(api.get("/api/v1/cases?unit=none").await.body), std::slice::from_ref(&nobodys));

        let own = south.made(&complaint("赵悦", "空调漏水")).await;
        assert_eq!(south.whole(&own).await["unit"], "SZ", "what a desk takes in is its own");
        let foreign = south.post("/api/v1/cases", &of(json!("BJ"), "早餐")).await;
        assert_eq!(foreign.body["errors"][0]["code"], "not_your_unit");
        assert_eq!(api.post("/api/v1/cases", &of(json!("XX"), "早餐")).await.body["errors"][0]["code"], "no_such_record");

        assert_eq!(api.refused(&north, "unit", json!({"unit": "SZ-1"})).await.1, "urn:homeward:rule:reason_missing");
        api.done(&north, "unit", json!({"unit": "SZ-1", "reason": "客人住在深圳店"})).await;
        assert_eq!(south.get(&format!("/api/v1/cases/{north}")).await.status, 200);
        api.done(&north, "unit", json!({"unit": null, "reason": "总部处理"})).await;
        assert_eq!(south.get(&format!("/api/v1/cases/{north}")).await.status, 404);
    }

    async fn staff_are_kept_with_their_changes_and_who_left_cannot_come_in(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api).await;
        let new = json!({"name": "李娜", "email": "LiNa@example.com", "role": "agent", "unit": "SZ", "languages": ["zh", "en"]});
        let made = api.post("/api/v1/staff", &new).await;
        assert_eq!((made.status.as_u16(), &made.body["email"]), (201, &json!("lina@example.com")), "{}", made.text);
        let id = made.body["id"].as_i64().unwrap();
        assert_eq!(api.post("/api/v1/staff", &new).await.body["errors"][0]["code"], "email_taken");
        for (field, value, code) in [
            ("email", json!("nowhere"), "not_an_email"), ("role", json!("king"), "unknown_value"),
            ("unit", json!("XX"), "no_such_record"), ("languages", json!(["中文"]), "not_a_language"),
            ("skills", json!(["two words"]), "holds_a_space"), ("name", json!(""), "empty"),
        ] {
            let mut body = new.clone();
            body[field] = value;
            let answer = api.post("/api/v1/staff", &body).await;
            assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["code"]), (422, &json!(code)), "{}", answer.text);
        }
        let put = |id: i64, body: Value| {
            let api = &api;
            async move {
                let headers = [("content-type", "application/json")];
                api.send("PUT", &format!("/api/v1/staff/{id}"), &headers, body.to_string()).await
            }
        };
        let link = api.post(&format!("/api/v1/staff/{id}/links"), &json!({})).await.body["url"].as_str().unwrap().to_owned();
        let session = sign_in::by_link(&t.app, link.rsplit('/').next().unwrap(), None, None, "").await.unwrap();
        let session = session.secret();
        assert!(sign_in::session_caller(&t.app, session).await.is_ok());
        let mut left = new.clone();
        (left["has_left"], left["role"]) = (json!(true), json!("lead"));
        assert!(put(id, left.clone()).await.body["left_at"].is_string());
        assert!(sign_in::session_caller(&t.app, session).await.is_err(), "signed out");
        assert_eq!(api.post(&format!("/api/v1/staff/{id}/links"), &json!({})).await.status, 404);
        let changes = api.get(&format!("/api/v1/staff/{id}/changes")).await.body;
        let verbs: Vec<&str> = changes["items"].as_array().unwrap().iter().map(|c| c["verb"].as_str().unwrap()).collect();
        assert_eq!(verbs, ["made", "link_made", "changed"]);
        assert_eq!(changes["items"][2]["fields"], json!(["role", "has_left"]));

        let admin = json!({"name": "管理员", "email": "a@example.com", "role": "administrator"});
        let first = api.post("/api/v1/staff", &admin).await.body["id"].as_i64().unwrap();
        let mut lower = admin;
        lower["role"] = json!("agent");
        assert_eq!(put(first, lower).await.body["errors"][0]["code"], "last_administrator");
        assert_eq!(put(99, new).await.status, 404);
    }

    async fn a_message_that_its_owner_cannot_read_is_offered_to_one_who_can(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut ids = Vec::new();
        for (name, languages) in [("he", json!(["zh"])), ("anna", json!(["en", "zh"])), ("lu", json!([]))] {
            let new = json!({"name": name, "email": format!("{name}@example.com"), "role": "agent", "languages": languages});
            ids.push(api.post("/api/v1/staff", &new).await.body["id"].as_i64().unwrap());
        }
        let number = api.made(&complaint("Emma", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": ids[0]})).await;
        let message = |language: &str| json!({"direction": "in", "channel": "email", "language": language, "text": "来信"});
        api.done(&number, "messages", message("zh")).await;
        let told = |staff: i64| {
            let api = &api;
            async move { api.get(&format!("/api/v1/notices?staff={staff}")).await.body["items"].clone() }
        };
        assert_eq!(told(ids[1]).await, json!([]));
        api.done(&number, "messages", message("en-GB")).await;
        assert_eq!(told(ids[1]).await[0]["kind"], "needs_translation");
        assert_eq!(told(ids[2]).await, json!([]), "of whom nobody knows what they speak");
        let waiting = api.whole(&number).await["team"]["translations_needed"].clone();
        let entry = waiting[0]["entry"].as_i64().unwrap();
        assert_eq!(waiting, json!([{"entry": entry, "language": "en-GB"}]));
        api.done(&number, "translations", json!({"entry": entry, "language": "zh", "text": "译文"})).await;
        assert_eq!(api.whole(&number).await["team"]["translations_needed"], json!([]));
    }

    async fn a_severe_case_asks_for_duties_a_daily_review_among_them(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let manager = people::add_staff(&t.app, "经理", "m@example.com", "manager").await.unwrap().0.id;
        let number = api.made(&complaint("王芳", "大巴翻车，多人受伤")).await;
        let too_early = api.refused(&number, "duties", json!({"duty": "daily_review", "text": "复核"})).await;
        assert_eq!(too_early, (422, "urn:homeward:rule:duty_of_another_strategy".into()));
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let case = api.done(&number, "triage", json!({"category": "safety.accident", "handling_type": "service",
            "severity": {"content": 3, "circumstances": ["serious_injury"]}, "reason": "重伤"})).await;
        assert_eq!(case["grade"], "grave");
        let review = |case: &Value| {
            let clocks = case["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "daily_review");
            clocks.map(|c| c["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(review(&case), ["running"]);
        let nobody = api.refused(&number, "duties", json!({"duty": "manager_takes_part", "text": "接手"})).await;
        assert_eq!(nobody, (422, "urn:homeward:rule:duty_without_staff".into()));
        api.done(&number, "duties", json!({"duty": "manager_takes_part", "staff": manager, "text": "经理已接手"})).await;
        let agent = people::add_staff(&t.app, "客服", "a@example.com", "agent").await.unwrap().0.id;
        let again = json!({"duty": "manager_takes_part", "staff": agent, "text": "接手"});
        assert_eq!(api.refused(&number, "duties", again).await.1, "urn:homeward:rule:not_a_manager");
        t.later(Span::hours(20));
        let undated = api.post(&format!("/api/v1/cases/{number}/duties"), &json!({"duty": "daily_review", "text": "稳定"})).await;
        assert_eq!((undated.status.as_u16(), &undated.body["errors"][0]["field"]), (422, &json!("at")));
        let at = t.app.clock().now().to_rfc3339();
        let case = api.done(&number, "duties", json!({"duty": "daily_review", "at": at, "text": "伤者已稳定"})).await;
        assert_eq!(review(&case), ["kept", "running"]);
        t.later(Span::hours(25));
        clocks::ring(&t.app).await.unwrap();
        let whole = api.whole(&number).await;
        let done = |name: &str| {
            let duties = whole["team"]["duties"].as_array().unwrap();
            duties.iter().find(|d| d["duty"] == name).map(|d| d["done"].as_bool().unwrap())
        };
        assert_eq!((done("manager_takes_part"), done("daily_review"), done("team")), (Some(true), Some(false), Some(false)));
        assert_eq!(whole["team"]["duties"][1]["staff"], json!([manager]));
        let case = api.done(&number, "triage", json!({"override": "serious", "reason": "经复核为轻伤"})).await;
        assert_eq!(case["grade"], "serious");
        assert_eq!(review(&case).last().unwrap(), "breached");
        assert!(!review(&case).contains(&"running".to_owned()), "the review ends with the severe strategy");
    }

    async fn a_procedure_stands_at_its_current_step_and_measures_have_their_usual_ones(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "行李丢了")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(api.whole(&number).await["team"]["procedure"]["id"], "usual");
        api.done(&number, "triage", json!({"category": "safety.lost_property", "handling_type": "service",
            "severity": {"content": 2}, "reason": "按所述"})).await;
        let procedure = |case: Value| case["team"]["procedure"].clone();
        assert_eq!(procedure(api.whole(&number).await)["current"], "hear_out");
        api.done(&number, "messages", json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"], "text": "已致电"})).await;
        assert_eq!(procedure(api.whole(&number).await)["current"], "search", "what the record shows is taken");
        api.done(&number, "steps", json!({"step": "search", "text": "司机在车上找到"})).await;
        assert_eq!(api.refused(&number, "steps", json!({"step": "search"})).await.1, "urn:homeward:rule:nothing_to_change");
        assert_eq!(api.refused(&number, "steps", json!({"step": "rescue"})).await.0, 422, "a step of another procedure");
        assert_eq!(procedure(api.whole(&number).await)["current"], "secure_evidence");

        api.done(&number, "measures", json!({"template": "service.mend", "due_at": "2026-12-01T18:00:00+08:00"})).await;
        assert_eq!(api.refused(&number, "measures", json!({"template": "service.fly"})).await.0, 422);
        assert_eq!(api.refused(&number, "measures", json!({})).await.0, 422);
        let whole = api.whole(&number).await;
        assert_eq!(whole["journey"]["measures"][0]["text"], "改进流程，防止再次发生");
        let usual: Vec<bool> = whole["team"]["usual_measures"].as_array().unwrap().iter().map(|m| m["added"] == true).collect();
        assert_eq!(usual, [false, false, false, true]);
    }

    async fn what_staff_answer_for_is_seen_by_those_with_the_right_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let staff = people::add_staff(&t.app, "钱", "q@example.com", "agent").await.unwrap().0.id;
        let number = api.made(&complaint("王芳", "航班时间错了")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let named = json!({"staff": staff, "text": "未按规定核对航班时刻琥珀"});
        let agent = Api::new(&t, &["cases:read", "cases:write"]).await;
        assert_eq!(agent.refused(&number, "staff_responsibility", named.clone()).await.0, 403);
        assert_eq!(api.refused(&number, "staff_responsibility", json!({"staff": 99, "text": "甲"})).await.0, 422);
        api.done(&number, "staff_responsibility", named).await;
        assert_eq!(api.whole(&number).await["team"]["staff_responsibility"][0]["staff"], json!(staff));
        assert_eq!(agent.whole(&number).await["team"]["staff_responsibility"], Value::Null);
        let events = agent.get(&format!("/api/v1/cases/{number}/events")).await.text;
        assert!(events.contains("staff_responsibility_named") && !events.contains("琥珀"));
        assert_eq!(agent.get("/api/v1/search?q=%E7%90%A5%E7%8F%80").await.body["items"], json!([]));
    }

    async fn an_apology_that_was_sent_before_is_shown_and_can_be_sent_anyway(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let first = api.made(&complaint("王芳", "导游强制购物")).await;
        let apology = |name: &str| format!("{name}您好。对于此次导游擅自增加购物安排、影响您和家人行程的情况，我们深表歉意并向您郑重道歉。");
        let message = |text: String| json!({"direction": "out", "channel": "email", "text": text});
        api.done(&first, "messages", message(apology("王女士"))).await;
        api.done(&first, "messages", message(apology("王女士"))).await;
        let second = api.made(&complaint("赵悦", "导游强制购物")).await;
        let answer = api.post(&format!("/api/v1/cases/{second}/messages"), &message(apology("赵女士"))).await;
        assert_eq!((answer.status.as_u16(), &answer.body["type"]), (409, &json!("urn:homeward:problem:repeated-apology")));
        assert_eq!(answer.body["case"], first.as_str());
        assert!(answer.body["detail"].as_str().unwrap().contains("擅自增加购物安排"));
        let mut anyway = message(apology("赵女士"));
        anyway["send_anyway"] = json!(true);
        api.done(&second, "messages", anyway).await;
        let own = "赵女士，是我没有在出发前把行程单逐项念给您听，让您在景区外白等了两个小时，这件事我一直放在心上，对不起。";
        api.done(&second, "messages", message(own.into())).await;
        let third = api.made(&complaint("孙丽", "导游强制购物")).await;
        api.done(&third, "messages", message("非常抱歉，我们会尽快处理。".into())).await;
        t.is_rebuilt_as_it_was().await;
        for number in [&first, &second] {
            api.done(number, "erasure", json!({"ground": "person_request"})).await;
        }
        t.is_rebuilt_as_it_was().await;
        api.done(&third, "messages", message(apology("孙女士"))).await;
    }

    async fn whatever_is_said_to_a_complainant_apologises_in_words_of_its_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let apology = "对于此次导游擅自增加购物安排、影响您和家人行程的情况，我们深表歉意并向您郑重道歉。";
        let first = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&first, "messages", json!({"direction": "out", "channel": "email", "text": apology})).await;
        let second = api.made(&complaint("赵悦", "导游强制购物")).await;
        let due_at = (t.app.clock().now() + Span::hours(24)).to_rfc3339();
        for (act, body) in [
            ("acceptance", json!({"decision": "refused", "ground": "not_ours"})),
            ("pauses", json!({"reason": "waiting_for_customer", "until": due_at})),
            ("extensions", json!({"reason": "carrier", "due_at": due_at})),
            ("plans", json!({"options": [{"text": "退款"}]})),
            ("objection_decision", json!({"upheld": true})),
            ("publication_decision", json!({"publish": true})),
            ("final_answer", json!({})),
            ("resolution", json!({})),
        ] {
            let mut said = body;
            said["text"] = json!(apology);
            let path = format!("/api/v1/cases/{second}/{act}");
            let answer = api.post(&path, &said).await;
            assert_eq!(answer.body["type"], "urn:homeward:problem:repeated-apology", "{act}: {}", answer.text);
            said["send_anyway"] = json!(true);
            let answer = api.post(&path, &said).await;
            assert_ne!(answer.body["type"], "urn:homeward:problem:repeated-apology", "{act}: {}", answer.text);
            assert_ne!(answer.body["type"], "urn:homeward:problem:invalid", "{act}: {}", answer.text);
        }
    }

    async fn the_result_notice_tells_matter_course_result_and_limits_in_both_languages(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "triage", json!({"category": "rights.forced_shopping", "handling_type": "service",
            "severity": {"content": 1}, "reason": "按所述"})).await;
        api.done(&number, "findings", json!({"source": "document", "text": "行程单上只有一个购物点"})).await;
        t.later(Span::hours(30));
        api.done(&number, "plans", json!({"text": "方案如下", "options": [{"text": "退还购物款 800 元",
            "measures": [{"text": "财务转账"}]}]})).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        api.done(&number, "measures/1/completion", json!({"text": "回单 A-1"})).await;
        api.done(&number, "measures", json!({"template": "service.mend"})).await;
        api.done(&number, "measures/2/completion", json!({"text": "已更新导游守则"})).await;
        let notice = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body;
        let (zh, en) = (notice["zh"].as_str().unwrap(), notice["en"].as_str().unwrap());
        for part in ["王芳：您好", "强制购物", "退还购物款 800 元", "已完成：财务转账", "初步方案：超过 6 小时", "改进流程", "12315"] {
            assert!(zh.contains(part), "{part}: {zh}");
        }
        for part in ["Dear 王芳", "Forced shopping", "退还购物款 800 元", "late by 6 h", "Mend the process", "12345"] {
            assert!(en.to_lowercase().contains(&part.to_lowercase()), "{part}: {en}");
        }
        api.done(&number, "result_notice", json!({"text": zh, "told": "by_voice"})).await;
        api.ready(&number).await;
        let case = api.done(&number, "resolution", json!({"text": null})).await;
        let kept = case["clocks"].as_array().unwrap().iter().find(|clock| clock["promise"] == "result_notice").unwrap();
        assert_eq!(kept["state"], "kept");
    }

    async fn a_result_notice_is_whole_or_refused_and_never_of_what_is_not_settled(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let said = json!({"text": null, "changed": "没有改动：一次性的个人失误，已当面批评。"});
        let unsettled = api.refused(&number, "result_notice", said.clone()).await;
        assert_eq!(unsettled, (409, "urn:homeward:rule:not_settled".into()));
        let draft = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body["zh"].as_str().unwrap().to_owned();
        assert!(draft.contains("二、处理结果\n（尚未办结"), "{draft}");
        api.done(&number, "plans", json!({"text": "方案", "options": [{"text": "退还 800 元",
            "measures": [{"text": "财务转账", "due_at": "2026-11-25T18:00:00+08:00"}]}]})).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        let before = api.whole(&number).await["seq"].clone();
        let invalid = |field: &str, code: &str| (422, json!(field), json!(code));
        let letter = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body["zh"].as_str().unwrap().to_owned();
        let filled = |changed: &str| letter.replace("（请写明：因此作出了什么改进；没有改进的，写明原因）", changed);
        assert!(letter.contains("初步方案：履行。"), "{letter}");
        for (body, field, code) in [
            (json!({"text": "。"}), "text", "notice_lacks"),
            (json!({"text": "您反映的事已经办好了。", "changed": "修订了行程单核对流程"}), "text", "notice_lacks"),
            (json!({"text": letter}), "text", "notice_lacks"),
            (json!({}), "changed", "change_not_said"),
            (json!({"text": null, "changed": "无"}), "changed", "change_not_said"),
            (json!({"text": null, "changed": "无,因为"}), "changed", "change_not_said"),
            (json!({"text": null, "changed": "nothing"}), "changed", "change_not_said"),
            (json!({"text": filled("无，因为。")}), "text", "change_not_said"),
            (json!({"text": filled("修订了行程单核对流程").replace("初步方案：履行。", "初步方案：超过 1 小时。")}), "text", "notice_limits"),
            (json!({"text": filled("修订了行程单核对流程").replace("三、时限履行", "三、时限履行\n退款：履行。")}), "text", "notice_limits"),
            (json!({"text": filled("修订了行程单核对流程").replace("五、仍待办理的事项\n财务转账", "五、仍待办理的事项\n没有。\n赔偿")}), "text", "notice_lacks"),
            (json!({"text": filled("修订了行程单核对流程").replace("财务转账，2026年11月25日 18:00前完成\n", "")}), "text", "notice_lacks"),
        ] {
            let answer = api.post(&format!("/api/v1/cases/{number}/result_notice"), &body).await;
            let error = &answer.body["errors"][0];
            assert_eq!((answer.status.as_u16(), error["field"].clone(), error["code"].clone()), invalid(field, code), "{body}");
        }
        assert_eq!(api.whole(&number).await["seq"], before, "nothing was half told");
        api.done(&number, "result_notice", said).await;
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let given = events["items"].as_array().unwrap().iter().find(|e| e["kind"] == "result_notice_given").unwrap();
        let text = given["words"][0]["text"].as_str().unwrap();
        for part in [number.as_str(), "一、", "退还 800 元", "三、", "一次性的个人失误", "财务转账，2026年11月25日", "12315"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let state = |case: &Value| {
            let clocks = case["clocks"].as_array().unwrap();
            clocks.iter().find(|clock| clock["promise"] == "result_notice").unwrap()["state"].clone()
        };
        assert_eq!(state(&api.whole(&number).await), "running", "on the page of somebody who telephoned");
        // What is left out of the limits is put in as the record has it.
        let own = filled("修订了行程单核对流程").replace("初步方案：履行。\n", "");
        let case = api.done(&number, "result_notice", json!({"text": own, "told": "sent_elsewhere", "channel": "letter"})).await;
        assert_eq!(state(&case), "kept");
        let events = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
        let given = events["items"].as_array().unwrap().iter().rfind(|e| e["kind"] == "result_notice_given").unwrap();
        assert!(given["words"][0]["text"].as_str().unwrap().contains("初步方案：履行。"));
    }

    async fn a_result_notice_is_offered_from_the_settlement_on_and_freezes_nothing_that_runs(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let mut body = complaint("王芳", "导游强制购物");
        body.as_object_mut().unwrap().remove("category");
        let number = api.made(&body).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let (case, form) = (format!("/desk/cases/{number}"), format!("/desk/cases/{number}/acts/result_notice"));
        let why = "方案被接受或作出最终答复后，才能告知结果";
        let (page, early) = (desk.get(&case).await.text, desk.get(&form).await.text);
        assert!(!page.contains(&format!("href=\"{form}\"")) && page.contains(why), "{page}");
        assert!(early.contains(why) && !early.contains("<textarea"), "{early}");
        api.done(&number, "plans", json!({"text": "方案", "told": "by_voice", "options": [{"text": "退还 800 元"}]})).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        assert!(desk.get(&case).await.text.contains(&format!("href=\"{form}\"")));
        assert!(desk.get(&form).await.text.contains("<textarea"));
        let notice = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body;
        let (zh, en) = (notice["zh"].as_str().unwrap(), notice["en"].as_str().unwrap());
        assert!(zh.contains("向我们提出的投诉") && !zh.contains("“投诉”"), "{zh}");
        assert!(en.contains("Your complaint of") && en.contains("due by"), "{en}");
        assert!(!zh.contains("进行中") && zh.contains("我们会在") && zh.contains("前完成"), "{zh}");
        let nobody = api.get(&format!("/api/v1/cases/{number}/result_notice?complainant=2")).await;
        assert_eq!((nobody.status.as_u16(), &nobody.body["errors"][0]["field"]), (400, &json!("complainant")));
    }
}
