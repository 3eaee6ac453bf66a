//! Everything that is kept of one person, as one file for them: what belongs in it,
//! what does not, and that it stands on record. On both databases.

use crate::common::{Answer, Api, Desk, multipart};
use axum::http::StatusCode;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

/// The files of a copy by their paths.
fn unpacked(answer: &Answer) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(
        (answer.status, &answer.headers["content-type"]),
        (StatusCode::OK, &"application/zip".parse().unwrap()),
        "{}",
        answer.text
    );
    let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes.to_vec())).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

fn data(files: &BTreeMap<String, Vec<u8>>) -> Value {
    serde_json::from_slice(&files["data.json"]).unwrap()
}

/// What the readable page and the data say, in one text.
fn all_words(files: &BTreeMap<String, Vec<u8>>) -> String {
    format!("{}{}", String::from_utf8(files["data.html"].clone()).unwrap(), data(files))
}

async fn made(api: &Api, path: &str, body: Value) {
    let answer = api.post(path, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{path}: {}", answer.text);
}

async fn link(api: &Api, number: &str, complainant: i64) -> String {
    let handed = api.done(number, "follow_links", json!({"complainant": complainant, "link": "same"})).await;
    handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}

fn numbers(data: &Value) -> Vec<(String, String)> {
    let text = |case: &Value, field: &str| case[field].as_str().unwrap().to_owned();
    data["cases"].as_array().unwrap().iter().map(|case| (text(case, "number"), text(case, "role"))).collect()
}

/// A complaint of 欧阳小敏 by telephone number in another writing.
fn of_hers(text: &str) -> Value {
    let mut body = complaint("欧阳小敏", text);
    body["complainant"]["phone"] = json!("+86 139-0000-2222");
    body["complainant"]["age"] = json!(41);
    body
}

on_both! {
    async fn a_customer_gets_all_that_is_kept_of_them_and_nothing_of_others(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        made(&api, "/api/v1/customers", json!({"reference": "C-1", "name": "欧阳小敏", "phone": "13900002222", "language": "en", "preferences": "靠窗"})).await;
        made(&api, "/api/v1/bookings", json!({"reference": "B-7788", "name": "云南六日", "customer": "C-1", "contact_name": "李雷",
            "phone": "13811110000", "guide": "导游阿强", "price_cents": 128_000, "travellers": [{"name": "欧阳小敏"}, {"name": "李雷", "phone": "13811110000"}]})).await;
        let mut body = of_hers("酒店把我安排进有烟房");
        body["booking_reference"] = json!("B-7788");
        body["persons_involved"] = json!("导游阿强、同行的李雷");
        body["co_complainants"] = json!([{"name": "李雷", "phone": "13811110000", "desired_outcome": "李雷要赔机票"}]);
        let own = api.made(&body).await;
        api.done(&own, "notes", json!({"text": "客人爱发脾气"})).await;
        api.done(&own, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&own, "findings", json!({"source": "supplier", "text": "前台称已告知"})).await;
        api.done(&own, "messages", json!({"direction": "out", "channel": "wechat", "told": "sent_elsewhere", "text": "已为您换房"})).await;
        api.done(&own, "messages", json!({"direction": "in", "channel": "wechat", "text": "房间还是有味道"})).await;
        api.done(&own, "plans", json!({"text": "方案如下", "options": [{"text": "退一晚房费", "measures": [{"text": "三日内转账"}]}]})).await;
        let page = link(&api, &own, 1).await;
        let form = [("content-type", "multipart/form-data; boundary=mark"), ("sec-fetch-site", "same-origin")];
        let sent = api.send("POST", &format!("{page}/files"), &form, multipart(&[("file", Some("说明.txt"), "房间的情况".as_bytes())])).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        // Another of the family by the same telephone, somebody whom she acts for, a case
        // under restriction, and one of a stranger that names her number.
        let mut of_family = of_hers("导游没有来接我");
        of_family["complainant"]["name"] = json!("欧阳大明");
        let of_family = api.made(&of_family).await;
        let of_friend = api.made(&complaint("陈静", "陈静的行李丢了")).await;
        let acting = json!({"role": "agent", "person": {"name": "欧阳小敏", "phone": "13900002222"}, "authorisation": "授权委托书原件"});
        api.done(&of_friend, "representatives", acting).await;
        let closed = api.made(&of_hers("退款没有到账")).await;
        api.done(&closed, "restriction", json!({"ground": "accuracy_contested", "text": "客人称金额有误"})).await;
        let mut naming = complaint("孙丽", "同车的人很吵");
        naming["persons_involved"] = json!("后排的女士，电话13900002222");
        let naming = api.made(&naming).await;
        let put = json!({"ground": "person_request", "text": "本人要求暂停使用"});
        made(&api, "/api/v1/customers/C-1/restriction", put).await;
        let reader = Desk::sign_in(&t, &api, "agent").await;
        let seen = reader.post(&format!("/desk/cases/{own}/contacts"), "reason=answer_traveller").await;
        assert_eq!(seen.status, StatusCode::OK);

        let copy = api.post("/api/v1/customers/C-1/data", &json!({"ground": "person_request"})).await;
        let files = unpacked(&copy);
        let told = data(&files);
        assert_eq!((&told["format"], &told["covers"], &told["ground"]), (&json!("homeward-person-data"), &json!("company"), &json!("person_request")));
        let expected = [(&own, "complainant"), (&of_friend, "representative"), (&closed, "complainant"), (&naming, "named")];
        assert_eq!(numbers(&told), expected.map(|(number, role)| (number.clone(), role.to_owned())));
        assert!(!all_words(&files).contains(&of_family), "a shared telephone makes nobody the other");
        let path = format!("files/{own}/1-说明.txt");
        assert_eq!(files.keys().map(String::as_str).collect::<Vec<_>>(), ["data.html", "data.json", path.as_str()]);
        assert_eq!(files[&path], "房间的情况".as_bytes());
        let words = all_words(&files);
        for hers in [
            "靠窗",
            "云南六日",
            "酒店把我安排进有烟房",
            "房间还是有味道",
            "已为您换房",
            "退一晚房费",
            "三日内转账",
            "授权委托书原件",
            "客人称金额有误",
            "本人要求暂停使用",
            "退款没有到账",
            "data_given",
        ] {
            assert!(words.contains(hers), "{hers} is hers");
        }
        let looks = told["looks"].as_array().unwrap();
        assert!(looks.iter().any(|look| look["why"] == "answer_traveller" && look["by"] == "staff" && look["case"] == own.as_str()), "{looks:?}");
        for of_others in ["客人爱发脾气", "前台称已告知", "李雷", "13811110000", "导游阿强", "陈静", "孙丽", "很吵", "导游没有来接我"] {
            assert!(!words.contains(of_others), "{of_others} is not hers");
        }
        assert_eq!(told["cases"][0]["links"].as_array().unwrap().len(), 1);
        assert_eq!(told["cases"][0]["details"][0]["age"], 41);
        let page = String::from_utf8(files["data.html"].clone()).unwrap();
        assert!(page.contains("<html lang=\"en\"") && page.contains("What you told us") && !page.contains("person-"), "in her language");
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("src="), "it needs nothing but itself");

        // It stands on record, and only who may erase may hand it out.
        made(&api, "/api/v1/customers/C-1/restriction_looks", json!({"ground": "person_request"})).await;
        let changes = api.get("/api/v1/customers/C-1/changes").await.body;
        let given = changes["items"].as_array().unwrap().iter().find(|change| change["verb"] == "data_given");
        assert!(given.is_some(), "{changes}");
        let nowhy = api.post("/api/v1/customers/C-1/data", &json!({})).await;
        assert_eq!((nowhy.status.as_u16(), &nowhy.body["errors"][0]["field"]), (422, &json!("ground")));
        let other = Api::new(&t, &["customers:read", "customers:write", "contacts:read"]).await;
        assert_eq!(other.post("/api/v1/customers/C-1/data", &json!({"ground": "order"})).await.status, StatusCode::FORBIDDEN);
        assert_eq!(api.post("/api/v1/customers/C-9/data", &json!({"ground": "order"})).await.status, StatusCode::NOT_FOUND);
    }

    async fn each_of_a_group_gets_their_own_by_the_desk_and_by_their_link(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "全团被带去购物店");
        body["complainant"]["phone"] = json!("13700001111");
        body["co_complainants"] = json!([{"name": "赵悦", "desired_outcome": "退购物款"}]);
        let number = api.made(&body).await;
        let second = link(&api, &number, 2).await;
        let only = |text: &str, to: i64| json!({"direction": "out", "channel": "web", "text": text, "complainants": [to]});
        api.done(&number, "messages", only("只说给代表的话", 1)).await;
        api.done(&number, "messages", only("只说给第二位的话", 2)).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let form = format!("/desk/cases/{number}/data");
        let shown = lead.get(&form).await.text;
        assert!(shown.contains("赵悦") && shown.contains("王芳"), "{shown}");
        let nobody = lead.post(&form, "ground=person_request").await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let by_desk = unpacked(&lead.post(&form, "person=complainant.2&ground=portability").await);
        let of_link = api.send("POST", &format!("{second}/data"), &[crate::common::FORM, ("sec-fetch-site", "same-origin")], "key=").await;
        let by_link = unpacked(&of_link);
        for files in [&by_desk, &by_link] {
            let words = all_words(files);
            assert!(words.contains("退购物款") && words.contains("赵悦"), "{words}");
            assert!(words.contains("只说给第二位的话") && !words.contains("只说给代表的话"), "{words}");
            assert!(!words.contains("王芳") && !words.contains("全团被带去购物店") && !words.contains("13700001111"), "{words}");
        }
        assert_eq!((&data(&by_desk)["covers"], &data(&by_link)["covers"]), (&json!("company"), &json!("case")));
        assert_eq!(data(&by_link)["cases"][0]["given"].as_array().unwrap().len(), 2, "each time stands in it");
        let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
        let given: Vec<&Value> = record["items"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "person_data_given").collect();
        assert_eq!(given.len(), 2);
        assert_eq!((&given[0]["actor"], &given[0]["payload"]), (&json!(format!("staff:{}", lead.staff)), &json!({"whose": {"complainant": 2}, "ground": "portability"})));
        assert_eq!(given[1]["actor"], "complainant:2");
        let at = |part: &str| format!("/api/v1/cases/{number}/{part}/data");
        for part in ["complainants/3", "complainants/x", "representatives/1"] {
            let refused = api.post(&at(part), &json!({"ground": "order"})).await;
            assert!(refused.status.is_client_error(), "{part}: {}", refused.status);
        }
        let agent = Desk::sign_in(&t, &api, "agent").await;
        assert_eq!(agent.get(&form).await.status, StatusCode::FORBIDDEN);
        // Also of a case under restriction, which nobody sees.
        api.done(&number, "restriction", json!({"ground": "person_request", "text": "本人要求"})).await;
        assert!(lead.get(&format!("/desk/cases/{number}")).await.text.contains(&form));
        let again = unpacked(&api.post(&at("complainants/1"), &json!({"ground": "person_request"})).await);
        assert!(all_words(&again).contains("全团被带去购物店"));
    }

    async fn what_was_erased_is_not_in_it_and_its_erasure_is(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = of_hers("酒店把我安排进有烟房");
        body["booking_reference"] = json!("B-1");
        let number = api.made(&body).await;
        api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        let files = unpacked(&api.post(&format!("/api/v1/cases/{number}/complainants/1/data"), &json!({"ground": "person_request"})).await);
        let case = data(&files)["cases"][0].clone();
        assert_eq!((&case["said"][0]["text"], &case["details"][0]["name"], &case["details"][0]["age"]), (&Value::Null, &json!("欧阳小敏"), &Value::Null));
        let kinds: Vec<&Value> = case["protections"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
        assert_eq!(kinds, ["contents_erased", "processing_restricted"]);
        assert!(case["protections"][0]["until"].is_string());
    }

    async fn what_we_took_back_is_marked_and_what_was_never_theirs_is_left_out(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&of_hers("酒店把我安排进有烟房")).await;
        for (direction, text) in [("out", "已致电为您换房"), ("in", "别家客人的空调坏了")] {
            api.done(&number, "messages", json!({"direction": direction, "channel": "phone", "reached": true, "text": text})).await;
        }
        let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
        let said = record["items"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "message_recorded");
        let other = Desk::sign_in(&t, &api, "lead").await;
        for entry in said {
            let typed = format!("entry={}&does=withdraws&text=%E6%B2%A1%E6%9C%89%E5%8F%91%E7%94%9F&key=k{}", entry["seq"], entry["seq"]);
            assert_eq!(other.post(&format!("/desk/cases/{number}/acts/corrections"), &typed).await.status, StatusCode::SEE_OTHER);
        }
        let page = link(&api, &number, 1).await;
        let own_form = [("sec-fetch-site", "same-origin"), ("accept-language", "zh"), ("content-type", "application/x-www-form-urlencoded")];
        let files = unpacked(&api.without_token().send("POST", &format!("{page}/data"), &own_form, "").await);
        let told = &data(&files)["cases"][0];
        assert_eq!((&told["told"][0]["text"], &told["told"][0]["withdrawn"]), (&json!("已致电为您换房"), &json!(true)));
        let words = all_words(&files);
        assert!(!words.contains("别家客人的空调坏了") && words.contains("记录有误，我们已撤回"), "{words}");
    }

    async fn a_plan_whose_telling_we_took_back_stands_on_their_page_and_was_no_call(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&of_hers("酒店把我安排进有烟房")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "plans", json!({"text": "方案如下", "options": [{"text": "退一晚房费"}], "told": "by_voice"})).await;
        let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
        let told = record["items"].as_array().unwrap().iter().find(|entry| entry["kind"] == "message_recorded").unwrap();
        let typed = format!("entry={}&does=withdraws&text=%E6%B2%A1%E6%9C%89%E6%89%93&key=k1", told["seq"]);
        assert_eq!(desk.post(&format!("/desk/cases/{number}/acts/corrections"), &typed).await.status, StatusCode::SEE_OTHER);
        let copy = api.post(&format!("/api/v1/cases/{number}/complainants/1/data"), &json!({"ground": "person_request"})).await;
        let files = unpacked(&copy);
        let told = &data(&files)["cases"][0]["told"][0];
        assert_eq!((&told["channel"], &told["withdrawn"], &told["telling_withdrawn"]), (&json!("web"), &json!(false), &json!(true)));
        let page = String::from_utf8(files["data.html"].clone()).unwrap();
        assert!(page.contains("当初所记的告知已撤回，内容仍在查询页"), "{page}");
        assert!(!page.contains("15:00 · 电话"), "nobody rang them up: {page}");
    }
}
