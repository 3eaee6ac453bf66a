//! What a traveller hears and can say on their own page when a case did not end as
//! they wished: refused, not content, words after the end.

use crate::common::{Answer, Api, Desk, FORM, multipart};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// A complaint with somebody who owns it, and the path of its private link.
async fn taken(api: &Api, owner: &Desk<'_>, body: &Value) -> (String, String) {
    let answer = api.post("/api/v1/cases", body).await;
    let number = answer.body["number"].as_str().unwrap().to_owned();
    api.done(&number, "assignment", json!({"owner": owner.staff})).await;
    let link = answer.body["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
    (number, link)
}

/// A refused case.
async fn refused(api: &Api, owner: &Desk<'_>) -> (String, String) {
    let (number, link) = taken(api, owner, &complaint("王芳", "接机车没有来")).await;
    let words = json!({"decision": "refused", "ground": "not_ours", "text": "该接机服务由客人自行预订"});
    api.done(&number, "acceptance", words).await;
    (number, link)
}

/// A case that was closed after its plan was accepted and carried out.
async fn resolved(api: &Api, owner: &Desk<'_>) -> (String, String) {
    let (number, link) = taken(api, owner, &complaint("王芳", "导游强制购物")).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    resolve(api, &number).await;
    (number, link)
}

async fn resolve(api: &Api, number: &str) {
    let plan = json!({"text": "方案如下", "options": [{"text": "退还购物款"}]});
    api.done(number, "plans", plan).await;
    let version = api.whole(number).await["journey"]["plans"].as_array().unwrap().len();
    api.done(number, &format!("plans/{version}/answer"), json!({"answer": "accepted", "option": 1})).await;
    api.ready(number).await;
    api.done(number, "resolution", json!({"text": "已退款"})).await;
}

async fn send(api: &Api, path: &str, form: &[(&str, &str)]) -> Answer {
    let form = serde_urlencoded::to_string(form).unwrap();
    api.send("POST", path, &[FORM, ("sec-fetch-site", "same-origin")], form).await
}

/// What kinds of notices somebody has for a case.
async fn told(api: &Api, desk: &Desk<'_>, number: &str) -> Vec<String> {
    let notices = api.get(&format!("/api/v1/notices?staff={}&limit=100", desk.staff)).await;
    let all = notices.body["items"].as_array().unwrap_or_else(|| panic!("{}", notices.text)).iter();
    let of_case = all.filter(|notice| notice["number"] == number);
    let each = |notice: &Value| {
        vec![notice["kind"].as_str().unwrap().to_owned(); usize::try_from(notice["times"].as_u64().unwrap()).unwrap()]
    };
    of_case.flat_map(each).collect()
}

/// State of the last clock of a promise.
async fn clock(api: &Api, number: &str, promise: &str) -> Option<String> {
    let case = api.whole(number).await;
    let mut clocks = case["clocks"].as_array().unwrap().iter().rev();
    clocks.find(|clock| clock["promise"] == promise).map(|clock| clock["state"].as_str().unwrap().to_owned())
}

/// The line of the journey on a page: the class of each stop and its label.
fn line(page: &str) -> Vec<String> {
    let line = page.split_once("<ol class=\"steps\">").unwrap().1.split_once("</ol>").unwrap().0;
    let stop = |stop: &str| {
        let (tag, label) = stop.split_once("<span>").unwrap();
        let class = tag.split('"').nth(1).unwrap_or_default();
        let label = label.split(['<', '\n']).next().unwrap().trim();
        format!("{class} {label}")
    };
    line.split("<li").skip(1).map(stop).collect()
}

/// A point in time as Chinese pages write it.
fn written(at: &Value) -> String {
    let at: jiff::Timestamp = at.as_str().unwrap().parse().unwrap();
    at.in_tz("Asia/Shanghai").unwrap().strftime("%Y年%-m月%-d日 %H:%M").to_string()
}

/// When the last clock of a promise is due, as pages write it.
async fn due(api: &Api, number: &str, promise: &str) -> String {
    let case = api.whole(number).await;
    let mut clocks = case["clocks"].as_array().unwrap().iter().rev();
    written(&clocks.find(|clock| clock["promise"] == promise).unwrap()["due_at"])
}

on_both! {
    async fn a_refusal_says_why_and_where_to_go_and_is_objected_to_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let (number, link) = refused(&api, &agent).await;
        let page = api.get(&link).await.text;
        for words in ["不是由我们或我们的合作方提供", "该接机服务由客人自行预订", "12345", "12315", "/refusal_objection"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(line(&page), ["done 收到", "end 不予受理"], "nothing more is to come");
        assert!(!page.contains("应于") && !page.contains("已终止"), "what is not owed any more is no promise: {page}");
        assert!(page.contains("24 小时内告知结果和理由"), "{page}");
        assert!(page.find("id=\"refusal\"") < page.find("id=\"state\""), "why stands first");
        assert_eq!(send(&api, &format!("{link}/refusal_objection"), &[("text", ""), ("key", "k0")]).await.status, 422);
        let objected = send(&api, &format!("{link}/refusal_objection"), &[("text", "订单是在你们那里下的"), ("key", "k1")]).await;
        assert_eq!(objected.status, 303, "{}", objected.text);
        let page = api.get(&link).await.text;
        assert!(page.contains("负责人正在重新审查") && page.contains("之前再与您联系"), "{page}");
        let until = format!("至 {}", due(&api, &number, "objection").await);
        assert_eq!(line(&page), ["done 收到", "end 不予受理", "now 复核"]);
        assert!(page.contains(&until) && page.contains("不予受理 · 复核中"), "{until}: {page}");
        assert!(page.contains("订单是在你们那里下的") && !page.contains("/refusal_objection"), "{page}");
        let again = send(&api, &format!("{link}/refusal_objection"), &[("text", "再次不同意"), ("key", "k2")]).await;
        assert!(again.status == 409 && again.text.contains("只能提出一次"), "{}", again.text);
        for (who, desk) in [("the owner", &agent), ("the lead", &lead)] {
            assert!(told(&api, desk, &number).await.contains(&"objected".to_owned()), "{who} is told");
        }
        assert_eq!(clock(&api, &number, "objection").await.as_deref(), Some("running"));
        let desk = lead.get("/desk").await.text;
        assert!(desk.contains(&number), "it stands in the queue: {desk}");
        assert!(lead.get(&format!("/desk/cases/{number}")).await.text.contains("acts/objection_decision"));
        t.later(Span::hours(25));
        assert!(api.get(&link).await.text.contains("现已延误"), "what is late says so");
        let writer = Api::new(&t, &["cases:write"]).await;
        let decision = json!({"upheld": false, "text": "付款方不是我们，维持原决定"});
        assert_eq!(writer.refused(&number, "objection_decision", decision.clone()).await.0, 403, "a lead decides");
        let own = api.refused(&number, "objection_decision", decision.clone()).await;
        assert_eq!(own.1, "urn:homeward:rule:own_refusal", "whoever refused it does not decide");
        let other = Api::new(&t, &["all"]).await;
        other.done(&number, "objection_decision", decision.clone()).await;
        assert_eq!(api.refused(&number, "objection_decision", decision).await.1, "urn:homeward:rule:no_objection");
        let page = api.get(&link).await.text;
        assert!(page.contains("维持不予受理的决定") && page.contains("付款方不是我们"), "{page}");
        assert!(!page.contains("/refusal_objection"), "it is for good: {page}");
        assert_eq!(line(&page), ["done 收到", "end 不予受理", "done 复核", "end 维持原决定"]);
        assert!(!page.contains("复核中"), "{page}");
        assert!(!lead.get("/desk").await.text.contains(&number), "nobody waits for anything any more");
    }

    async fn whoever_refused_does_not_decide_on_the_objection_unless_nobody_else_may(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let one = Desk::sign_in(&t, &api, "lead").await;
        let form = "upheld=no&text=%E7%BB%B4%E6%8C%81%E5%8E%9F%E5%86%B3%E5%AE%9A&key=";
        let refuse = async |key: &str| {
            let (number, link) = taken(&api, &agent, &complaint("王芳", "接机未到")).await;
            let refusal = format!("decision=refused&ground=not_ours&text=%E4%B8%8D%E6%98%AF%E6%88%91%E4%BB%AC%E7%9A%84&key={key}");
            assert_eq!(one.post(&format!("/desk/cases/{number}/acts/acceptance"), &refusal).await.status, 303);
            assert!(api.get(&link).await.text.contains("由原决定人以外的负责人审查"), "what is promised holds in both cases");
            api.done(&number, "refusal_objections", json!({"text": "有付款截图"})).await;
            (format!("/desk/cases/{number}/acts/objection_decision"), number, link)
        };
        let (act, number, link) = refuse("a").await;
        assert!(one.get(&act).await.text.contains("由您作出"), "told before they decide");
        let alone = one.post(&act, &format!("{form}a1")).await;
        assert_eq!(alone.status, 303, "the company has nobody else: {}", alone.text);
        assert!(one.get(&format!("/desk/cases/{number}")).await.text.contains("没有其他可以决定的人"));
        assert!(api.get(&link).await.text.contains("原决定和复核由同一人作出"), "their page says so");

        let other = Desk::sign_in(&t, &api, "manager").await;
        let (act, _, link) = refuse("b").await;
        let own = one.post(&act, &format!("{form}b1")).await;
        assert!(own.status == 422 && own.text.contains("另一位主管或经理"), "{}", own.text);
        assert_eq!(other.post(&act, &format!("{form}b2")).await.status, 303);
        assert!(!api.get(&link).await.text.contains("同一人"), "somebody else has decided");
    }

    async fn an_objection_that_is_upheld_takes_the_case_up(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let (number, link) = refused(&api, &agent).await;
        api.done(&number, "refusal_objections", json!({"text": "客人来电：有付款截图"})).await;
        let act = format!("/desk/cases/{number}/acts/objection_decision");
        assert_eq!(agent.get(&act).await.status, 403);
        let form = "upheld=yes&text=%E4%BB%98%E6%AC%BE%E5%B1%9E%E5%AE%9E&key=u1";
        let decided = lead.post(&act, form).await;
        assert_eq!(decided.status, 303, "{}", decided.text);
        let case = api.whole(&number).await;
        assert_eq!((&case["state"], &case["journey"]["reopenings"]), (&json!("investigating"), &json!(1)));
        for promise in ["settle", "initial_plan", "next_word", "investigation"] {
            assert_eq!(clock(&api, &number, promise).await.as_deref(), Some("running"), "{promise}");
        }
        let page = api.get(&link).await.text;
        let ahead = ["now 调查", " 提出方案", " 达成一致", " 办结"];
        assert_eq!(line(&page), [["done 收到", "end 不予受理", "done 复核后重新受理"].as_slice(), &ahead].concat());
        assert!(!page.contains("id=\"refusal\""), "{page}");
        assert_ne!(clock(&api, &number, "first_response").await.as_deref(), Some("ended"), "owed as before");
        assert!(lead.get(&format!("/desk/cases/{number}")).await.text.contains("异议成立，改为受理"));
        assert_eq!(api.refused(&number, "refusal_objections", json!({"text": "再次"})).await.0, 409);
    }

    async fn a_kind_changed_there_and_back_owes_the_same_and_nothing_is_closed_without_its_answer(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        for kind in ["inquiry", "complaint"] {
            api.done(&number, "kind", json!({"kind": kind, "reason": "来电补充"})).await;
        }
        for promise in ["contact", "first_response", "settle", "next_word"] {
            assert_eq!(clock(&api, &number, promise).await.as_deref(), Some("running"), "{promise}");
        }
        api.done(&number, "kind", json!({"kind": "inquiry", "reason": "只是咨询"})).await;
        let early = api.post(&format!("/api/v1/cases/{number}/resolution"), &json!({"text": null})).await;
        assert_eq!(early.body["type"], "urn:homeward:rule:not_ready_to_close");
        assert!(early.body["detail"].as_str().unwrap().contains("将解决办法告知旅客"), "{}", early.body);
        let solved = json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["solution_told"], "text": "可在官网办理"});
        api.done(&number, "messages", solved).await;
        assert_eq!(clock(&api, &number, "acknowledge").await.as_deref(), Some("kept"));
        assert_eq!(api.done(&number, "resolution", json!({"text": null})).await["state"], "resolved");
    }

    async fn not_content_reopens_the_first_time_and_escalates_the_second(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let (lead, manager) = (Desk::sign_in(&t, &api, "lead").await, Desk::sign_in(&t, &api, "manager").await);
        let (number, link) = resolved(&api, &agent).await;
        let form = [("content", "no"), ("rating", "1"), ("text", "钱没有到账"), ("key", "r1")];
        let sent = send(&api, &format!("{link}/rating"), &form).await;
        assert_eq!(sent.status, 303);
        assert_eq!(api.whole(&number).await["state"], "investigating");
        let page = api.get(sent.headers["location"].to_str().unwrap()).await.text;
        let until = due(&api, &number, "next_word").await;
        let sorry = format!("很抱歉没能让您满意。我们已重新处理，{until} 之前再与您联系。");
        assert!(page.contains(&sorry) && !page.contains("感谢您的评价") && !page.contains("notice done"), "{page}");
        assert_eq!(page.matches("之前再与您联系").count(), 1, "one time is named once");
        let ahead = ["now 调查", " 提出方案", " 达成一致", " 办结"];
        assert_eq!(line(&page), [["done 收到", "done 受理", "done 办结", "done 重新处理"].as_slice(), &ahead].concat());
        let promises = page.split_once("id=\"promises\"").unwrap().1;
        let (now, former) = promises.split_once("重新处理之前的承诺").unwrap();
        assert!(now.contains("处理完毕") || now.contains("初步方案"), "{now}");
        assert!(former.contains("完成于") && !now.contains("完成于"), "what is over is folded: {promises}");
        for (who, desk) in [("owner", &agent), ("lead", &lead), ("manager", &manager)] {
            assert_eq!(told(&api, desk, &number).await.iter().filter(|kind| *kind == "discontent").count(), 1, "{who}");
        }
        resolve(&api, &number).await;
        assert!(!api.get(&format!("{link}?done=discontent")).await.text.contains("很抱歉"), "that was the time before");
        let sent = send(&api, &format!("{link}/rating"), &[("content", "no"), ("text", "仍未到账"), ("key", "r2")]).await;
        let page = sent.headers["location"].to_str().unwrap();
        let words = api.get(page).await.text;
        let until = due(&api, &number, "afterword").await;
        assert!(words.contains(&format!("我们已转由经理处理，{until} 之前再与您联系。")), "{words}");
        let english = api.send("GET", page, &[("accept-language", "en")], "").await.text;
        assert!(english.contains("A manager is now looking at it and will be in touch by"), "{english}");
        let case = api.whole(&number).await;
        assert_eq!((&case["state"], &case["escalated"]), (&json!("resolved"), &json!("manager")), "{case}");
        assert_eq!(clock(&api, &number, "afterword").await.as_deref(), Some("running"));
        for (who, desk) in [("owner", &agent), ("lead", &lead), ("manager", &manager)] {
            assert_eq!(told(&api, desk, &number).await.iter().filter(|kind| *kind == "discontent").count(), 2, "{who}");
        }
    }

    async fn who_is_content_is_thanked(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let (_, link) = resolved(&api, &agent).await;
        let sent = send(&api, &format!("{link}/rating"), &[("content", "yes"), ("rating", "5"), ("key", "r1")]).await;
        let page = api.get(sent.headers["location"].to_str().unwrap()).await.text;
        assert!(page.contains("感谢您的评价") && page.contains("notice done"), "{page}");
        assert_eq!(line(&page), ["done 收到", "done 受理", "done 提出方案", "done 达成一致", "done 办结"]);
    }

    async fn the_time_of_the_next_word_is_that_of_the_first_promise_that_they_hear(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let (number, link) = taken(&api, &agent, &complaint("王芳", "导游强制购物")).await;
        let contact = due(&api, &number, "contact").await;
        let by_number = [("number", number.as_str()), ("phone", "13812345678")];
        let opened = send(&api, "/follow", &by_number).await;
        let cookie = opened.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let read = async || api.send("GET", "/follow/case", &[("cookie", cookie.as_str())], "").await.text;
        let said = format!("我们会在 {contact} 之前再与您联系");
        for page in [api.get(&link).await.text, read().await] {
            assert!(page.contains(&said), "{said}: {page}");
        }
        let word = json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"], "text": "已了解情况"});
        api.done(&number, "messages", word).await;
        let plan = format!("我们会在 {} 之前再与您联系", due(&api, &number, "initial_plan").await);
        for page in [api.get(&link).await.text, read().await] {
            assert!(page.contains(&plan), "{plan}: {page}");
        }
    }

    async fn a_file_that_comes_by_the_link_is_told_to_the_owner_and_one_of_staff_to_nobody(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let (number, link) = resolved(&api, &agent).await;
        let bill = || multipart(&[("file", Some("账单.txt"), "退款未到账".as_bytes())]);
        let kind = ("content-type", "multipart/form-data; boundary=mark");
        let path = format!("/api/v1/cases/{number}/files");
        assert_eq!(api.send("POST", &path, &[kind], bill()).await.status.as_u16(), 201);
        assert!(!told(&api, &agent, &number).await.contains(&"file_in".to_owned()), "the desk knows what it does");
        let sent = api.send("POST", &format!("{link}/files"), &[kind, ("sec-fetch-site", "same-origin")], bill()).await;
        assert_eq!(sent.status.as_u16(), 303, "{}", sent.text);
        assert!(told(&api, &agent, &number).await.contains(&"file_in".to_owned()));
        assert!(agent.get("/desk/notices").await.text.contains("投诉人补充了材料"));
    }

    async fn words_after_the_end_wait_a_day_for_an_answer_and_nothing_else_ends_that(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let (number, link) = resolved(&api, &agent).await;
        assert!(!agent.get("/desk").await.text.contains(&number));
        send(&api, &format!("{link}/messages"), &[("text", "退款少了二十元"), ("key", "m1")]).await;
        send(&api, &format!("{link}/messages"), &[("text", "请尽快"), ("key", "m2")]).await;
        let waits = clock(&api, &number, "afterword").await;
        assert_eq!(waits.as_deref(), Some("running"));
        assert!(told(&api, &agent, &number).await.contains(&"message_in".to_owned()));
        assert!(agent.get("/desk").await.text.contains(&number), "the queue shows it");
        let page = api.get(&link).await.text;
        assert!(page.contains("退款少了二十元") && page.contains("之前再与您联系"), "{page}");
        assert!(page.contains("已办结 · 新留言待回复"), "{page}");
        let until = due(&api, &number, "afterword").await;
        let said = api.get(&format!("{link}?done=message")).await.text;
        assert!(said.contains(&format!("您的留言已收到，我们会在 {until} 之前再与您联系。")), "{said}");
        api.filled(&number).await;
        api.done(&number, "satisfaction", json!({"content": true})).await;
        api.done(&number, "archive", json!({"text": "总结"})).await;
        assert_eq!(clock(&api, &number, "afterword").await.as_deref(), Some("running"), "sealing answers nobody");
        t.later(Span::hours(25));
        let answer = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已致电说明，补退二十元"});
        api.done(&number, "messages", answer).await;
        assert_eq!(clock(&api, &number, "afterword").await.as_deref(), Some("breached"));
        assert!(!agent.get("/desk").await.text.contains(&number), "answered");
        let page = api.get(&format!("{link}?done=message")).await.text;
        assert!(!page.contains("新留言待回复") && page.contains("您的留言已收到。"), "{page}");
    }

    async fn their_page_names_the_next_word_and_keeps_what_each_has_said(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let mut body = complaint("王芳", "导游强制购物两次");
        body["desired_outcome"] = json!("退还购物款");
        body["co_complainants"] = json!([{"name": "赵悦", "desired_outcome": "书面道歉"}]);
        let (number, link) = taken(&api, &agent, &body).await;
        let second = api.done(&number, "follow_links", json!({"complainant": 2, "link": "same"})).await;
        let second = second["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        send(&api, &format!("{second}/messages"), &[("text", "我有录音"), ("key", "s1")]).await;
        let named = t.app.clock().now() + Span::hours(3);
        let word = json!({"direction": "out", "channel": "phone", "reached": true, "text": "今天下午再联系", "next_word_at": named.to_rfc3339()});
        api.done(&number, "messages", word).await;
        let hers = json!({"direction": "out", "channel": "phone", "reached": true, "text": "您的退款已到账", "complainants": [1]});
        api.done(&number, "messages", hers).await;
        let (first, other) = (api.get(&link).await.text, api.get(&second).await.text);
        for words in ["导游强制购物两次", "您的诉求：退还购物款", "今天下午再联系", "您的退款已到账", "之前再与您联系"] {
            assert!(first.contains(words), "{words}: {first}");
        }
        assert!(!first.contains("我有录音") && !first.contains("书面道歉"), "what another wrote is theirs: {first}");
        assert!(other.contains("我有录音") && other.contains("书面道歉") && other.contains("之前再与您联系"), "{other}");
        assert!(other.contains("今天下午再联系"), "what is for all is for them too: {other}");
        assert!(!other.contains("导游强制购物两次") && !other.contains("您的退款已到账"), "{other}");
        let english = api.send("GET", &link, &[("accept-language", "en")], "").await.text;
        assert!(english.contains("You will hear from us by") && english.contains("What you ask for: 退还购物款"), "{english}");
    }
}
