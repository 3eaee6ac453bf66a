//! One of several who complain asks for an erasure: their data and words go, and nobody
//! else's. On both databases.

use crate::common::{Answer, Api, Desk, FORM, multipart};
use axum::http::StatusCode;
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppOptions, Location, backup, record};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use homeward_web::{Web, router};
use serde_json::{Value, json};

/// A case of three who came by their pages, with the pages of all; each has said
/// something, each was told something, and the second has sent a file.
async fn group(api: &Api, is_booked: bool) -> (String, Vec<String>) {
    let mut body = complaint("高一", "高一说导游中途加价");
    body["channel"] = json!("web");
    body["complainant"]["phone"] = json!("13900001111");
    body["co_complainants"] = json!([
        {"name": "高二", "phone": "13900002222", "address": "杭州市文三路 2 号", "desired_outcome": "退高二的差价"},
        {"name": "高三", "phone": "13900003333", "desired_outcome": "给高三道歉"}]);
    if is_booked {
        body["booking_reference"] = json!("B-7788");
    }
    let number = api.made(&body).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    let mut pages = Vec::new();
    for complainant in 1..=3 {
        let handed = api.done(&number, "follow_links", json!({"complainant": complainant, "link": "same"})).await;
        pages.push(handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned());
        let came = json!({"direction": "in", "channel": "phone", "reached": true,
            "text": format!("第{complainant}位来电的话"), "complainants": [complainant]});
        api.done(&number, "messages", came).await;
        let told = json!({"direction": "out", "channel": "web", "text": format!("只告诉第{complainant}位"),
            "complainants": [complainant]});
        api.done(&number, "messages", told).await;
    }
    api.done(&number, "messages", json!({"direction": "out", "channel": "web", "text": "告诉大家的话"})).await;
    let agent = json!({"role": "agent", "complainants": [2], "person": {"name": "律师周", "phone": "13900004444"},
        "authorisation": "授权委托书"});
    api.done(&number, "representatives", agent).await;
    let entry = entry_of(api, &number, "第2位来电的话").await;
    api.done(&number, "translations", json!({"entry": entry, "language": "en", "text": "what the second said"})).await;
    let file = multipart(&[
        ("entry", None, entry.to_string().as_bytes()),
        ("file", Some("高二的收据.txt"), "付款".as_bytes()),
    ]);
    let sent = [("content-type", "multipart/form-data; boundary=mark")];
    assert_eq!(
        api.send("POST", &format!("/api/v1/cases/{number}/files"), &sent, file).await.status,
        StatusCode::CREATED
    );
    (number, pages)
}

async fn entry_of(api: &Api, number: &str, text: &str) -> i64 {
    let entries = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    let found = |entry: &&Value| entry.to_string().contains(text);
    entries["items"].as_array().unwrap().iter().find(found).unwrap()["seq"].as_i64().unwrap()
}

/// All that the API tells of a case.
async fn told(api: &Api, number: &str) -> String {
    let events = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.text;
    api.get(&format!("/api/v1/cases/{number}")).await.text + &events
}

async fn erase(api: &Api, number: &str, body: &Value) -> Answer {
    api.post(&format!("/api/v1/cases/{number}/erasure"), body).await
}

fn of(complainant: i64) -> Value {
    json!({"ground": "person_request", "complainant": complainant})
}

async fn is_found(api: &Api, words: &str) -> bool {
    let found = api.get(&format!("/api/v1/cases?q={words}")).await.body;
    !found["items"].as_array().unwrap().is_empty()
}

/// What is of the second alone.
const OF_SECOND: [&str; 8] =
    ["高二", "13900002222", "文三路", "第2位来电的话", "只告诉第2位", "律师周", "what the second said", "授权委托书"];
/// What is of the others, or of all.
const OF_OTHERS: [&str; 9] = [
    "高一",
    "高三",
    "13900001111",
    "13900003333",
    "高一说导游中途加价",
    "第1位来电的话",
    "第3位来电的话",
    "只告诉第3位",
    "告诉大家的话",
];

fn state(case: &Value, promise: &str) -> Value {
    let clocks = case["clocks"].as_array().unwrap();
    clocks.iter().rfind(|clock| clock["promise"] == promise).map_or(Value::Null, |clock| clock["state"].clone())
}

on_both! {
    async fn their_data_and_words_go_and_nobody_elses(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api, false).await;
        let before = told(&api, &number).await;
        assert!(OF_SECOND.into_iter().chain(OF_OTHERS).all(|words| before.contains(words)), "{before}");
        let done = erase(&api, &number, &of(2)).await;
        assert_eq!((done.status, &done.body["outcome"], &done.body["complainant"]), (StatusCode::CREATED, &json!("erased"), &json!(2)), "{}", done.text);
        assert_eq!((&done.body["restricted"], &done.body["kept"]), (&json!(false), &Value::Null));

        let after = told(&api, &number).await;
        for gone in OF_SECOND {
            assert!(!after.contains(gone), "{gone}: {after}");
        }
        for kept in OF_OTHERS {
            assert!(after.contains(kept), "{kept}: {after}");
        }
        let case = api.whole(&number).await;
        assert_eq!((&case["co_complainants"][0]["complainant"], &case["representatives"][0]["person"]), (&Value::Null, &Value::Null));
        assert_eq!((&case["files"][0]["name"], &case["journey"]["complainants"][1]["stance"]), (&Value::Null, &json!("left")));
        for (words, is_there) in [("13900002222", false), ("高二", false), ("13900003333", true), ("高一", true)] {
            assert_eq!(is_found(&api, words).await, is_there, "{words}");
        }
        // Their page says so and opens nothing; the pages of the others are as they were.
        let gone = api.get(&pages[1]).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.text.contains("您的资料已删除") && !gone.text.contains("告诉大家的话"), "{}", gone.text);
        let wrote = api.send("POST", &format!("{}/messages", pages[1]), &[FORM, ("sec-fetch-site", "same-origin")], "text=a&key=").await;
        assert_eq!(wrote.status, StatusCode::GONE);
        for (page, own) in [(&pages[0], "只告诉第1位"), (&pages[2], "只告诉第3位")] {
            let page = api.get(page).await.text;
            assert!(page.contains(own) && page.contains("告诉大家的话"), "{page}");
        }
        assert_eq!(erase(&api, &number, &of(2)).await.status, StatusCode::CONFLICT, "nothing is left of them");
        // The copy of the data of another tells nothing of it.
        let copy = api.post(&format!("/api/v1/cases/{number}/complainants/3/data"), &json!({"ground": "person_request"})).await;
        assert_eq!(copy.status, StatusCode::OK);
        t.is_rebuilt_as_it_was().await;
    }

    async fn whose_data_is_told_where_a_person_of_several_asks_and_nowhere_else(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = group(&api, false).await;
        for (body, code) in [
            (json!({"ground": "person_request"}), "required"),
            (json!({"ground": "consent_withdrawn"}), "required"),
            (json!({"ground": "order", "complainant": 2}), "ground_of_whole_case"),
            (of(4), "no_such_complainant"),
            (of(0), "not_a_number"),
        ] {
            let refused = erase(&api, &number, &body).await;
            let error = &refused.body["errors"][0];
            assert_eq!((refused.status.as_u16(), &error["field"], &error["code"]), (422, &json!("complainant"), &json!(code)), "{}", refused.text);
        }
        assert!(told(&api, &number).await.contains("高二"), "nothing went");
        let whole = erase(&api, &number, &json!({"ground": "order"})).await;
        assert_eq!((&whole.body["outcome"], &whole.body["complainant"]), (&json!("erased"), &Value::Null));
        assert!(!told(&api, &number).await.contains("高一"));

        let alone = api.made(&complaint("欧阳小敏", "酒店把我安排进有烟房")).await;
        let done = erase(&api, &alone, &of(1)).await;
        assert_eq!((done.status, &done.body["complainant"]), (StatusCode::CREATED, &Value::Null));
    }

    async fn what_proves_a_transaction_stays_of_them_and_the_case_of_the_others_is_not_shut(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api, true).await;
        let done = erase(&api, &number, &of(2)).await;
        assert_eq!((&done.body["outcome"], &done.body["restricted"]), (&json!("erased_in_part"), &json!(false)), "{}", done.text);
        assert_eq!(done.body["kept"]["ground"], "transaction_record");
        let after = told(&api, &number).await;
        for gone in ["文三路", "第2位来电的话", "只告诉第2位", "what the second said"] {
            assert!(!after.contains(gone), "{gone}");
        }
        for kept in OF_OTHERS.into_iter().chain(["高二", "13900002222", "退高二的差价"]) {
            assert!(after.contains(kept), "{kept}");
        }
        let page = api.get(&pages[1]).await;
        assert!(page.status == StatusCode::GONE && page.text.contains("须保存至"), "{}", page.text);
        let again = erase(&api, &number, &of(2)).await;
        assert_eq!((again.status.as_u16(), &again.body["kept_ground"]), (409, &json!("transaction_record")));
        assert_eq!(api.get(&format!("/api/v1/cases/{number}")).await.status, StatusCode::OK, "nobody is shut out");
    }

    async fn what_happened_stays_while_the_complaint_of_others_rests_on_it_and_the_last_takes_the_rest_along(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api, false).await;
        erase(&api, &number, &of(1)).await;
        let after = told(&api, &number).await;
        assert!(after.contains("高一说导游中途加价"), "the others complain of the same");
        for gone in ["13900001111", "第1位来电的话", "只告诉第1位"] {
            assert!(!after.contains(gone), "{gone}");
        }
        let row = api.get("/api/v1/cases").await.text;
        assert!(row.contains("高二"), "the others stand for the case: {row}");
        assert_eq!(api.get(&pages[0]).await.status, StatusCode::GONE);
        erase(&api, &number, &of(3)).await;
        assert!(told(&api, &number).await.contains("告诉大家的话"));
        let last = erase(&api, &number, &of(2)).await;
        assert_eq!((last.status, &last.body["complainant"]), (StatusCode::CREATED, &Value::Null), "{}", last.text);
        let after = told(&api, &number).await;
        for gone in ["高", "来电的话", "告诉"] {
            assert!(!after.contains(gone), "{gone}: {after}");
        }
    }

    async fn nothing_is_promised_any_more_to_whose_data_went_and_the_others_agree_without_them(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = group(&api, false).await;
        t.later(Span::minutes(5));
        let wrote = json!({"direction": "in", "channel": "wechat", "text": "还没有人回复我", "complainants": [2]});
        api.done(&number, "messages", wrote).await;
        assert_eq!(state(&api.whole(&number).await, "message_reply"), "running");
        let plan = json!({"text": "方案", "told": "by_voice", "options": [{"text": "退差价"}]});
        api.done(&number, "plans", plan).await;
        for complainant in [1, 3] {
            api.done(&number, "plans/1/answer", json!({"answer": "accepted", "complainant": complainant})).await;
        }
        assert_eq!(api.whole(&number).await["state"], "planned", "the second has not answered");
        let done = erase(&api, &number, &of(2)).await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
        let case = api.whole(&number).await;
        assert_eq!((&case["state"], &case["journey"]["outcome"]), (&json!("agreed"), &json!("agreed")));
        assert_ne!(state(&case, "message_reply"), "running");
        assert_eq!(state(&case, "settle"), "kept");
    }

    async fn the_form_offers_the_names_and_says_for_each_what_goes(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = group(&api, true).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let act = format!("/desk/cases/{number}/acts/erasure");
        let form = lead.get(&act).await.text;
        for said in ["1 高一（本人要求、撤回同意）", "2 高二（本人要求、撤回同意）", "不受影响", "在他们的投诉办结前保留", "删除谁的资料", "整件"] {
            assert!(form.contains(said), "{said}: {form}");
        }
        let missing = lead.post(&act, "ground=person_request&confirmed=yes").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", missing.text);
        let one = lead.get(&format!("{act}?complainant=2")).await.text;
        assert!(one.contains("<strong>2 高二</strong>") && !one.contains("1 高一（"), "{one}");
        let pressed = lead.post(&act, "ground=person_request&complainant=2&confirmed=yes").await;
        assert_eq!(pressed.status, StatusCode::SEE_OTHER, "{}", pressed.text);
        let to = pressed.headers["location"].to_str().unwrap().split('#').next().unwrap().to_owned();
        let done = lead.get(&to).await.text;
        assert!(done.contains("投诉人 2 的资料只删除了一部分") && done.contains("其他人的投诉照常办理"), "{done}");
        assert!(done.contains("依法部分删除投诉人 2 的资料（本人要求）"), "{done}");
        assert!(done.contains("高二（应本人要求删除") && !done.contains("\"2\"> 2 高二"), "they are nobody to write to: {done}");
        let again = lead.post(&act, "ground=person_request&complainant=2&confirmed=yes").await;
        assert!(again.text.contains("没有删除") && !again.text.contains("资料已限制使用"), "{}", again.text);
    }

    async fn a_restored_backup_erases_the_one_again_and_nobody_else(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = group(&api, false).await;
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        // Who joins after it is unknown there.
        api.done(&number, "additions", json!({"co_complainants": [{"name": "高四"}]})).await;
        for complainant in [2, 4] {
            assert_eq!(erase(&api, &number, &of(complainant)).await.status, StatusCode::CREATED);
        }
        let data = t.path("restored");
        let (location, secret_file) = (Location::Sqlite(data.join("homeward.db")), Some(t.options().secret_path()));
        let options = AppOptions { location, data, secret_file, ..t.options() };
        let erasures = Erasures::Journal(t.options().journal_path());
        let orders = Orders { erasures, new_secret: false, despite_damage: false, why: None };
        assert_eq!(restore(&target, options.clone(), &orders).await.unwrap().erased, 1);
        let restored = tokio::task::spawn_blocking(move || App::open(options)).await.unwrap().unwrap();
        assert_eq!(record::verify(&restored, None).await.unwrap().fault, None);
        let again = Api::with_token(router(Web::new(restored.clone())), api.token.clone());
        let after = told(&again, &number).await;
        for gone in OF_SECOND {
            assert!(!after.contains(gone), "{gone}");
        }
        for kept in OF_OTHERS {
            assert!(after.contains(kept), "{kept}: {after}");
        }
        drop(again);
        tokio::task::spawn_blocking(move || drop(restored)).await.unwrap();
    }
}
