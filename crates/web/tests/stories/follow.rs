//! What a complainant sees and does by a private link, each of a group by
//! their own; and what an old or wrong link opens: nothing.

use crate::common::{Answer, Api, Desk};
use axum::http::StatusCode;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// A case of a group whose plan waits for answers; number and the links of all.
async fn planned(api: &Api, others: &[&str]) -> (String, Vec<String>) {
    let mut body = complaint("王芳", "导游强制购物");
    body["co_complainants"] = others.iter().map(|name| json!({"name": name, "desired_outcome": "退款"})).collect();
    let number = api.made(&body).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    api.done(
        &number,
        "plans",
        json!({"text": "方案如下", "options": [
        {"text": "退还购物款 800 元", "measures": [{"text": "财务三日内转账"}]}, {"text": "代金券 1000 元"}]}),
    )
    .await;
    (number.clone(), links(api, &number).await)
}

/// The links in force of all who complain, handed out once more.
async fn links(api: &Api, number: &str) -> Vec<String> {
    let others = api.whole(number).await["co_complainants"].as_array().unwrap().len();
    let mut links = Vec::new();
    for complainant in 1..=others + 1 {
        links.push(handed(api, number, json!({"complainant": complainant, "link": "same"})).await);
    }
    links
}

/// Hands a link out; gives its path.
async fn handed(api: &Api, number: &str, body: Value) -> String {
    path(&api.done(number, "follow_links", body).await["follow_url"])
}

fn path(url: &Value) -> String {
    url.as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}

/// The entries of a case of one kind: actor, complainant, generation, way.
async fn hand_outs(api: &Api, number: &str) -> Vec<(String, i64, i64, Option<String>)> {
    let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    let entries = record["items"].as_array().unwrap().iter();
    let of_links = entries.filter(|entry| entry["kind"].as_str().unwrap().starts_with("link_"));
    let told = |entry: &Value| {
        let fact = &entry["payload"];
        let (complainant, generation) = (fact["complainant"].as_i64().unwrap(), fact["generation"].as_i64().unwrap());
        (entry["actor"].as_str().unwrap().to_owned(), complainant, generation, fact["way"].as_str().map(str::to_owned))
    };
    of_links.map(told).collect()
}

async fn say(api: &Api, link: &str, form: &str) -> Answer {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
    api.send("POST", &format!("{link}/answer"), &headers, form.to_owned()).await
}

on_both! {
    async fn whoever_may_only_read_gets_no_link_and_cannot_speak_as_the_complainant(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["co_complainants"] = json!([{"name": "赵悦"}]);
        let answer = api.post("/api/v1/cases", &body).await;
        let number = answer.body["number"].as_str().unwrap().to_owned();
        assert_eq!(api.get(&path(&answer.body["follow_url"])).await.status, StatusCode::OK, "the intake hands one out");
        let accepted = api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!(accepted["follow_url"], Value::Null, "and no other act does");
        api.made(&body).await;
        let reader = Api::new(&t, &["cases:read"]).await;
        for page in ["", "?q=导游强制购物", &format!("/{number}"), &format!("/{number}/events"), &format!("/{number}/duplicates")] {
            let shown = reader.get(&format!("/api/v1/cases{page}")).await;
            assert_eq!(shown.status, StatusCode::OK, "{page}: {}", shown.text);
            assert!(!shown.text.contains("/c/") && !shown.text.contains("follow_url"), "{page}: {}", shown.text);
        }
        assert!(!reader.get("/api/v1/search?q=导游强制购物").await.text.contains("/c/"));
        assert_eq!(reader.refused(&number, "follow_links", json!({"link": "same"})).await.0, 403);
        assert_eq!(hand_outs(&api, &number).await, [], "nobody was handed one since");
    }

    async fn each_link_that_is_handed_out_stands_on_record_and_a_repeat_gives_the_same(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = planned(&api, &["赵悦"]).await;
        let before = hand_outs(&api, &number).await.len();
        let writer = Api::new(&t, &["cases:write"]).await;
        let at = format!("/api/v1/cases/{number}/follow_links");
        let ask = async |key: &str, body: Value| {
            let headers = [("content-type", "application/json"), ("idempotency-key", key)];
            path(&writer.send("POST", &at, &headers, body.to_string()).await.body["follow_url"])
        };
        let same = ask("one", json!({"complainant": 2, "link": "same"})).await;
        let new = ask("two", json!({"complainant": 2, "link": "new"})).await;
        assert_eq!(api.get(&same).await.status, StatusCode::GONE);
        assert_eq!(ask("one", json!({"complainant": 2, "link": "same"})).await, same, "the same answer, of then");
        assert_eq!(ask("two", json!({"complainant": 2, "link": "new"})).await, new);
        let told = hand_outs(&api, &number).await;
        let given = Some("given".to_owned());
        assert_eq!(told[before..], [("token:2".to_owned(), 2, 1, given), ("token:2".to_owned(), 2, 2, None)]);
    }

    async fn at_the_desk_a_link_is_shown_once_to_whoever_may_act_on_the_case(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &[]).await;
        let (agent, auditor) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let (page, act) = (format!("/desk/cases/{number}"), format!("/desk/cases/{number}/acts/follow_links"));
        assert!(!agent.get(&format!("{page}?show=all")).await.text.contains("/c/"), "no page of the case shows it");
        let form = agent.get(&act).await;
        assert!(form.text.contains("现有链接，继续有效") && !form.text.contains("/c/"), "{}", form.text);
        let shown = agent.post(&act, "link=same&key=k1").await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.text.contains(&links[0]) && shown.text.contains("data:image/svg+xml;base64,"));
        assert!(agent.post(&act, "link=same&key=k1").await.text.contains(&links[0]), "sent twice, handed out once");
        let actor = format!("staff:{}", agent.staff);
        let theirs = hand_outs(&api, &number).await.into_iter().filter(|(who, ..)| *who == actor).collect::<Vec<_>>();
        assert_eq!(theirs, [(actor, 1, 1, Some("given".to_owned()))]);
        assert!(agent.get(&page).await.text.contains("提供第 1 位投诉人的查询链接"));
        assert_eq!(agent.post(&act, "link=neither&key=k2").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(auditor.get(&act).await.status, StatusCode::FORBIDDEN);
        let refused = auditor.post(&act, "link=same&key=k3").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(!refused.text.contains("/c/"));
    }

    async fn each_of_a_group_answers_by_their_own_link(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &["赵悦", "孙丽"]).await;
        let page = api.get(&links[0]).await;
        for part in ["退还购物款 800 元", "财务三日内转账", "代金券 1000 元", "不接受"] {
            assert!(page.text.contains(part), "{part}");
        }
        assert!(!page.text.contains("王芳") && !page.text.contains("赵悦"), "no name stands there");
        let sent = say(&api, &links[0], "version=1&choice=1&text=%E5%8F%AF%E4%BB%A5&key=k1").await;
        assert_eq!((sent.status, sent.headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, links[0].as_str()));
        assert_eq!(say(&api, &links[0], "version=1&choice=1&text=%E5%8F%AF%E4%BB%A5&key=k1").await.status, StatusCode::SEE_OTHER);
        assert!(api.get(&links[0]).await.text.contains("您已接受方案 1"));
        assert_eq!(say(&api, &links[0], "version=1&choice=refused&key=k2").await.status, StatusCode::CONFLICT);
        say(&api, &links[1], "version=1&choice=2&key=k3").await;
        say(&api, &links[2], "version=1&choice=refused&key=k4").await;
        let case = api.whole(&number).await;
        let answers = case["journey"]["plans"][0]["answers"].clone();
        let told: Vec<(i64, &str, &str)> = answers.as_array().unwrap().iter()
            .map(|a| (a["complainant"].as_i64().unwrap(), a["answer"].as_str().unwrap(), a["way"].as_str().unwrap())).collect();
        assert_eq!(told, [(1, "accepted", "link"), (2, "accepted", "link"), (3, "refused", "link")]);
        let events = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.text;
        assert!(events.contains("\"actor\":\"complainant:2\""));
        assert_eq!(case["state"], "planned", "one has not agreed");
    }

    async fn the_receipt_carries_the_private_link_for_another_phone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let link = links(&api, &number).await.remove(0);
        let receipt = api.get(&format!("{link}?new=1")).await.text;
        assert!(receipt.contains("data:image/svg+xml;base64,") && receipt.contains(&number));
        assert!(!api.get(&link).await.text.contains("data:image"), "only once");
    }

    async fn an_old_version_is_shown_the_newer_plan_and_bad_forms_say_what_is_wrong(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &[]).await;
        api.done(&number, "plans/1/answer", json!({"answer": "change_asked", "text": "太少"})).await;
        api.done(&number, "plans", json!({"text": "新方案", "options": [{"text": "全额退还 1200 元"}]})).await;
        let late = say(&api, &links[0], "version=1&choice=1&text=%E5%A5%BD%E7%9A%84%E5%90%A7&key=k1").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("全额退还 1200 元") && late.text.contains("好的吧"), "the newer plan, and what was typed");
        for form in ["version=2&key=k2", "version=2&choice=maybe&key=k3", "choice=1&key=k4"] {
            assert_eq!(say(&api, &links[0], form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        }
        let foreign = api.send("POST", &format!("{}/answer", links[0]),
            &[("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "cross-site")], "version=2&choice=1").await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "sent from elsewhere");
        assert_eq!(say(&api, &links[0], "version=2&choice=1&key=k5").await.status, StatusCode::SEE_OTHER);
        api.ready(&number).await;
        api.done(&number, "resolution", json!({"text": "已全额退款，感谢您的批评"})).await;
        assert!(api.get(&links[0]).await.text.contains("已全额退款，感谢您的批评"));
    }

    async fn a_renewed_link_replaces_the_one_before_and_no_other(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, old) = planned(&api, &["赵悦"]).await;
        let second = handed(&api, &number, json!({"complainant": 2, "link": "new"})).await;
        let new = [handed(&api, &number, json!({})).await, second];
        assert_eq!(api.refused(&number, "follow_links", json!({"complainant": 3})).await.0, 422);
        assert_eq!(api.refused(&number, "follow_links", json!({"link": "both"})).await.0, 422);
        assert_eq!(links(&api, &number).await, new, "the one in force stays the one in force");
        for (old, new) in old.iter().zip(&new) {
            assert_ne!(old, new);
            let gone = api.get(old).await;
            assert_eq!(gone.status, StatusCode::GONE);
            assert!(gone.text.contains("已更换") && !gone.text.contains("退还购物款"));
            assert_eq!(say(&api, old, "version=1&choice=1").await.status, StatusCode::GONE);
            assert_eq!(api.get(new).await.status, StatusCode::OK);
        }
        for wrong in ["/c/x".to_owned(), format!("{}A", new[0]), new[1][..new[1].len() - 3].to_owned()] {
            assert_eq!(api.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        assert_eq!(api.whole(&number).await["journey"]["plans"][0]["answers"], json!([]));
    }

    async fn the_offer_of_a_final_answer_can_be_taken_by_link_for_thirty_days(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &[]).await;
        api.done(&number, "plans/1/answer", json!({"answer": "refused"})).await;
        api.done(&number, "plans", json!({"text": "再次提出", "options": [{"text": "退还 900 元"}]})).await;
        say(&api, &links[0], "version=2&choice=refused&key=k1").await;
        api.done(&number, "final_answer", json!({"text": "最终答复：维持 900 元，三十日内有效"})).await;
        let page = api.get(&links[0]).await.text;
        assert!(page.contains("最终答复") && page.contains("退还 900 元"));
        t.later(Span::hours(24 * 31));
        assert!(!api.get(&links[0]).await.text.contains("/answer\""), "the offer is over");
        assert_eq!(say(&api, &links[0], "version=2&choice=1&key=k2").await.status, StatusCode::CONFLICT);
    }

    async fn a_case_is_followed_by_its_number_and_the_telephone_number_that_was_left(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "到店无房");
        body["complainant"]["phone"] = json!("13800000001");
        let number = api.made(&body).await;
        let empty = api.get("/follow").await.text;
        assert!(empty.contains("type=\"tel\" inputmode=\"tel\" autocomplete=\"tel\""), "{empty}");
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        let ask = async |number: &str, phone: &str| {
            api.send("POST", "/follow", &headers, format!("number={number}&phone={phone}")).await
        };
        let found = ask(&number, "%2B86+138+0000+0001").await;
        assert_eq!((found.status.as_u16(), &found.headers["location"]), (303, &"/follow/case".parse().unwrap()), "{}", found.text);
        assert_eq!(hand_outs(&api, &number).await, [], "no link was handed out");
        let (wrong, unknown) = (ask(&number, "13800000002").await, ask("HW-2611-999999-1", "13800000001").await);
        for answer in [wrong, unknown] {
            assert_eq!(answer.status, 422);
            assert!(answer.text.contains("编号与手机号不相符"), "neither tells which was wrong: {}", answer.text);
            assert_eq!(answer.text.matches("编号与手机号不相符").count(), 1, "it is one mistake: {}", answer.text);
        }
        assert!(ask(&number, "12").await.text.contains("应为电话号码"));
        let house = json!({"reference": "HQ", "name": "总部", "kind": "company", "phone": "4008001234"});
        assert_eq!(api.post("/api/v1/units", &house).await.status, StatusCode::CREATED);
        let wrong = ask(&number, "13800000003").await.text;
        assert!(wrong.contains("tel:4008001234\">400 800 1234"), "they are told whom to call: {wrong}");
        let mut last = 0;
        for _ in 0..12 {
            last = ask(&number, "13800000009").await.status.as_u16();
        }
        assert_eq!(last, 429, "numbers are not guessed one after the other");
    }

    async fn number_and_phone_open_a_page_to_read_and_every_act_needs_the_link(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &[]).await;
        say(&api, &links[0], "version=1&choice=refused&text=%E4%B8%8D%E5%A4%9F&key=k1").await;
        api.done(&number, "plans", json!({"text": "再次提出", "options": [{"text": "退还 900 元"}]})).await;
        let form = format!("number={number}&phone=13812345678");
        let found = api.send("POST", "/follow", &[crate::common::FORM, ("sec-fetch-site", "same-origin")], form).await;
        let cookie = found.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        assert!(found.headers["set-cookie"].to_str().unwrap().contains("HttpOnly; SameSite=Lax; Max-Age=1800"));
        let token = cookie.split_once('=').unwrap().1.to_owned();
        let read = async || api.send("GET", "/follow/case", &[("cookie", cookie.as_str())], "").await;
        let page = read().await;
        assert!(page.text.contains(&number) && page.text.contains("有内容等您确认"), "{}", page.text);
        assert!(page.text.find("有内容等您确认") < page.text.find("<h1"), "it stands first: {}", page.text);
        assert!(page.text.contains("之前再与您联系"), "they read when they hear from us next: {}", page.text);
        for part in ["王芳", "退还 900 元", "退还购物款", "不够", "强制购物", "/c/", "<textarea"] {
            assert!(!page.text.contains(part), "{part}");
        }
        let events = format!("/api/v1/cases/{number}/events?limit=200");
        let before = api.get(&events).await.text;
        for act in ["", "/answer", "/messages", "/rating", "/objection", "/files"] {
            let path = format!("/c/{token}{act}");
            let headers = [crate::common::FORM, ("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
            let method = if act.is_empty() { "GET" } else { "POST" };
            let answer = api.send(method, &path, &headers, "version=2&choice=1&text=a&content=yes&key=k2").await;
            assert!(answer.status.is_client_error(), "{act}: {}", answer.status);
        }
        assert_eq!(api.send("POST", "/follow/case", &[("cookie", cookie.as_str())], "").await.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(api.get(&events).await.text, before, "nothing was done");
        let link = links[0].strip_prefix("/c/").unwrap();
        let of_link = api.send("GET", "/follow/case", &[("cookie", &format!("homeward_reading={link}"))], "").await;
        assert_eq!(of_link.headers["location"], "/follow?over=1", "nor does a link read as a pass");
        t.later(Span::minutes(31));
        assert_eq!(read().await.headers["location"], "/follow?over=1");
        assert!(api.get("/follow?over=1").await.text.contains("查看时间已过"));
        assert_eq!(api.get("/follow/case").await.headers["location"], "/follow");
    }

    async fn a_page_to_read_closes_with_the_link_that_was_in_force(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "到店无房")).await;
        let form = format!("number={number}&phone=13812345678");
        let found = api.send("POST", "/follow", &[crate::common::FORM, ("sec-fetch-site", "same-origin")], form).await;
        let cookie = found.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let read = async || api.send("GET", "/follow/case", &[("cookie", cookie.as_str())], "").await.status.as_u16();
        assert_eq!(read().await, 200);
        handed(&api, &number, json!({"link": "new"})).await;
        assert_eq!(read().await, 303);
    }

    async fn results_are_public_without_a_name_until_an_objection_and_withheld_ones_are_counted(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let manager = Api::new(&t, &["all"]).await;
        assert!(api.get("/results").await.text.contains("目前没有公开期内的结果"));
        let ended = async || {
            let (number, links) = planned(&api, &[]).await;
            api.done(&number, "plans/1/answer", json!({"answer": "accepted", "option": 1, "text": "可以"})).await;
            api.done(&number, "measures/1/completion", json!({"text": "已退款"})).await;
            api.ready(&number).await;
            api.done(&number, "resolution", json!({"text": "已退款。"})).await;
            let proposed = json!({"matter": "行程中擅自增加购物点", "result": "购物款已退还"});
            api.done(&number, "publication", proposed).await;
            (number, links[0].clone())
        };
        let ((public, link), (withheld, _)) = (ended().await, ended().await);
        manager.done(&public, "publication_decision", json!({"publish": true, "told": "by_voice", "text": "将公开三十天"})).await;
        assert!(!api.get("/results").await.text.contains("擅自增加购物点"), "decided is not yet public");
        let before = api.get(&link).await.text;
        assert!(before.contains("/objection") && before.contains("以下内容拟公示"), "it can be objected to before that: {before}");
        assert!(!before.contains("正在公示"), "{before}");
        t.later(Span::hours(72));
        api.done(&public, "publication_release", json!({})).await;
        manager.done(&withheld, "publication_decision", json!({"publish": false, "text": "当事人不愿"})).await;
        assert!(api.get(&link).await.text.contains("以下内容正在公示，至 "), "and after it");
        let page = api.get("/results").await.text;
        assert_eq!(page.matches("擅自增加购物点").count(), 1, "{page}");
        assert!(page.contains("购物款已退还") && page.contains("另有 1 件决定不公开") && !page.contains(&public), "{page}");
        t.is_rebuilt_as_it_was().await;
        assert!(api.get("/results").await.text.contains("擅自增加购物点"), "built anew from the record");
        let objects = api.send("POST", &format!("{link}/objection"), &[crate::common::FORM], "text=%E4%B8%8D%E5%90%8C%E6%84%8F&key=o1").await;
        assert_eq!(objects.status, StatusCode::SEE_OTHER, "{}", objects.text);
        assert_eq!(api.whole(&public).await["publication"]["state"], "objected");
        let page = api.get(&link).await.text;
        assert!(page.contains("您已提出异议，结果暂不公示") && page.contains("您的异议（") && page.contains("不同意"), "{page}");
        assert!(!page.contains("/objection"), "{page}");
        assert!(!api.get("/results").await.text.contains("擅自增加购物点"), "an objection takes it back");
        t.is_rebuilt_as_it_was().await;
    }

    async fn a_page_that_is_not_there_bears_the_company_s_name_and_number(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let house = json!({"reference": "HQ", "name": "远山旅行社", "kind": "company", "phone": "4008001234"});
        assert_eq!(api.post("/api/v1/units", &house).await.status, StatusCode::CREATED);
        for path in ["/c/AAAA", "/nowhere"] {
            let answer = api.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert!(answer.text.contains("远山旅行社") && answer.text.contains("tel:4008001234"), "{}", answer.text);
        }
    }

    async fn links_that_there_are_not_are_tried_so_often_and_those_that_there_are_open_as_before(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, links) = planned(&api, &[]).await;
        let old = links[0].clone();
        let link = handed(&api, &number, json!({"complainant": 1, "link": "new"})).await;
        let guest = api.without_token();
        // Of this case and altered, of no case, and no link at all.
        let altered = format!("{}{}", &link[..link.len() - 2], if link.ends_with("AA") { "BA" } else { "AA" });
        let wrong = [altered, format!("/c/{}", "A".repeat(32)), "/c/nonsense".to_owned()];
        for tried in 0..60 {
            let answer = guest.get(&wrong[tried % 3]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{tried}: {}", answer.text);
            assert_eq!(guest.get(&format!("{link}/files/7")).await.status, StatusCode::NOT_FOUND, "a right link counts for nothing");
        }
        let answers = [guest.get(&wrong[0]).await, guest.get(&wrong[1]).await, guest.get(&wrong[2]).await];
        // But for the address itself, to which the choice of the language leads back.
        let said = |place: usize| answers[place].text.replace(&wrong[place], "");
        for (place, answer) in answers.iter().enumerate() {
            assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
            assert_eq!((said(place), &answer.headers["retry-after"]), (said(0), &"60".parse().unwrap()), "all alike");
            assert!(answer.text.contains("请等 1 分钟再试"), "{}", answer.text);
        }
        let said = guest.send("POST", &format!("{}/messages", wrong[0]), &[crate::common::FORM, ("sec-fetch-site", "same-origin")], "text=a").await;
        assert_eq!(said.status, StatusCode::TOO_MANY_REQUESTS);
        // A traveller in the same hotel.
        let page = guest.get(&link).await;
        assert!(page.status == StatusCode::OK && page.text.contains(&number), "{}", page.text);
        assert_eq!(say(&guest, &link, "version=1&choice=1&key=k1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(guest.get(&old).await.status, StatusCode::GONE, "a link that was good says so");
        t.later(Span::minutes(1));
        assert_eq!(guest.get(&wrong[0]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(guest.get(&wrong[0]).await.status, StatusCode::TOO_MANY_REQUESTS);
    }
}
