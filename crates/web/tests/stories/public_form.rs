//! The form that anybody can send: handed out by us, good for a day, kept as it was
//! typed, and not sent by the thousand.

use crate::common::{Answer, Api, multipart};
use axum::http::StatusCode;
use homeward_app::files::waiting;
use homeward_app::tokens;
use homeward_domain::time::Span;
use homeward_testkit::on_both;
use homeward_web::{Web, router};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

const HEADERS: [(&str, &str); 2] =
    [("content-type", "multipart/form-data; boundary=mark"), ("sec-fetch-site", "same-origin")];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR-a-picture-of-the-coach";

type Fields = BTreeMap<&'static str, String>;

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// What a browser finds on the page, with what somebody types.
fn fields(page: &str) -> Fields {
    let hidden = ["key", "pass", "kept", "work"];
    let mut fields: Fields = hidden
        .into_iter()
        .map(|name| (name, between(page, &format!("name=\"{name}\" value=\""), "\"").to_owned()))
        .collect();
    fields.insert("text", "到店无房".into());
    fields.insert("name", "王芳".into());
    fields
}

/// The page, with the work that a browser does for it.
async fn worked(api: &Api) -> Fields {
    let mut fields = fields(&api.get("/complain").await.text);
    work(&mut fields);
    fields
}

fn work(fields: &mut Fields) {
    let is_done = |number: &u32| {
        let hash = Sha256::digest(format!("{}:{number}", fields["pass"]));
        hash[0] == 0 && hash[1] < 4
    };
    let number = (0..u32::MAX).find(is_done).unwrap();
    fields.insert("work", number.to_string());
}

fn sum(page: &str) -> u8 {
    let question = between(page, "<label for=\"answer\">", "</label>");
    question.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<u8>().ok()).sum()
}

async fn send(api: &Api, fields: &Fields, file: Option<&str>) -> Answer {
    let mut parts: Vec<(&str, Option<&str>, &[u8])> =
        fields.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    parts.extend(file.map(|file| ("file", Some(file), PNG)));
    api.send("POST", "/complain", &HEADERS, multipart(&parts)).await
}

async fn cases(api: &Api) -> usize {
    api.get("/api/v1/cases?limit=200").await.body["items"].as_array().unwrap().len()
}

on_both! {
    async fn without_work_a_sum_is_asked_that_only_the_page_tells(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut form = fields(&api.get("/complain").await.text);
        let refused = send(&api, &form, None).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("请回答这道算术题") && refused.text.contains(">到店无房</textarea>"), "{}", refused.text);
        assert_eq!(cases(&api).await, 0, "nothing is stored");
        let next = fields(&refused.text);
        assert_eq!(next["key"], form["key"], "one case at most");
        form.insert("pass", next["pass"].clone());
        form.insert("answer", (sum(&refused.text) + 1).to_string());
        let wrong = send(&api, &form, None).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        form.insert("pass", fields(&wrong.text)["pass"].clone());
        form.insert("answer", sum(&wrong.text).to_string());
        let taken = send(&api, &form, None).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        assert_eq!(send(&api, &form, None).await.headers["location"], taken.headers["location"]);
        assert_eq!(cases(&api).await, 1);
        // By hand fewer are taken than a browser may send.
        let mut last = StatusCode::OK;
        for _ in 0..4 {
            last = send(&api, &form, None).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(send(&api, &worked(&api).await, None).await.status, StatusCode::SEE_OTHER);
    }

    async fn keys_that_are_not_ours_make_no_case(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (mut own, mut forged, mut of_other) = (worked(&api).await, worked(&api).await, worked(&api).await);
        forged.insert("key", "a-key-of-my-own".into());
        of_other.insert("pass", own["pass"].clone());
        of_other.insert("work", own["work"].clone());
        let mut bare = own.clone();
        bare.remove("pass");
        for form in [&forged, &of_other, &bare] {
            let again = send(&api, form, None).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(again.text.contains("请再提交一次") && again.text.contains(">到店无房</textarea>"), "{}", again.text);
            assert_ne!(fields(&again.text)["key"], form["key"], "another key takes its place");
        }
        assert_eq!(cases(&api).await, 0);
        assert_eq!(send(&api, &own, None).await.status, StatusCode::SEE_OTHER);
        own.insert("text", "又想起来一点".into());
        let changed = send(&api, &own, None).await;
        assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(changed.text.contains("这份投诉已经收到"), "{}", changed.text);
    }

    async fn a_form_of_yesterday_comes_back_whole_and_is_sent_by_one_press(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let form = worked(&api).await;
        t.later(Span::seconds(86_401));
        let back = send(&api, &form, Some("店里.png")).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!back.text.contains("class=\"summary\"") && !back.text.contains("请重新选择"), "nobody has erred: {}", back.text);
        for words in ["已打开超过一天", ">到店无房</textarea>", "value=\"王芳\"", "已保留一小时：店里.png"] {
            assert!(back.text.contains(words), "{words}: {}", back.text);
        }
        let mut again = fields(&back.text);
        assert_eq!((again["key"] == form["key"], again["work"].as_str()), (true, ""));
        work(&mut again);
        let taken = send(&api, &again, None).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let page = api.get(taken.headers["location"].to_str().unwrap()).await.text;
        assert!(page.contains("店里.png"), "the file came along: {page}");
        assert_eq!(cases(&api).await, 1);
        t.later(Span::hours(2));
        assert_eq!(waiting::forget(&t.app).await.unwrap(), 0, "nothing waits any more");
    }

    async fn who_has_done_the_sum_of_a_form_of_yesterday_is_not_asked_another_one(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let page = api.get("/complain").await.text;
        let mut form = fields(&page);
        form.insert("answer", sum(&page).to_string());
        t.later(Span::seconds(86_401));
        let back = send(&api, &form, None).await;
        assert!(back.text.contains("已打开超过一天") && back.text.contains("请重新选择"), "{}", back.text);
        let mut again = fields(&back.text);
        again.insert("answer", between(&back.text, "name=\"answer\" value=\"", "\"").to_owned());
        assert_eq!(send(&api, &again, None).await.status, StatusCode::SEE_OTHER);
        form.insert("answer", (sum(&page) + 1).to_string());
        let wrong = send(&api, &form, None).await.text;
        assert!(wrong.contains("name=\"answer\" value=\"\""), "a wrong one is none: {wrong}");
    }

    async fn files_of_a_form_with_a_mistake_wait_an_hour(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut form = worked(&api).await;
        form.insert("phone", "一二三".into());
        let back = send(&api, &form, Some("店里.png")).await;
        assert!(back.text.contains("已保留一小时：店里.png"), "{}", back.text);
        let again = fields(&back.text);
        assert_eq!((&again["pass"], &again["work"]), (&form["pass"], &form["work"]), "the work is not done twice");
        // Chosen once more it is still one file; of another form it is none.
        form.insert("kept", again["kept"].clone());
        let twice = send(&api, &form, Some("店里.png")).await;
        assert!(twice.text.contains("已保留一小时：店里.png，"), "{}", twice.text);
        let mut of_other = worked(&api).await;
        of_other.insert("kept", fields(&twice.text)["kept"].clone());
        let foreign = send(&api, &of_other, None).await;
        assert!(foreign.text.contains("只保留一小时"), "{}", foreign.text);
        assert_eq!(waiting::forget(&t.app).await.unwrap(), 0);
        t.later(Span::minutes(61));
        assert_eq!(waiting::forget(&t.app).await.unwrap(), 1, "it is removed, whoever comes back or not");
        form.insert("kept", fields(&twice.text)["kept"].clone());
        form.remove("phone");
        let late = send(&api, &form, None).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("只保留一小时"), "{}", late.text);
        form.insert("kept", String::new());
        assert_eq!(send(&api, &form, Some("店里.png")).await.status, StatusCode::SEE_OTHER);
    }

    async fn an_identity_paper_is_said_to_be_one_and_stays_so_when_the_form_comes_back(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut form = worked(&api).await;
        form.insert("paper", "护照.png".into());
        form.insert("zone", "Phuket".into());
        let back = send(&api, &form, Some("护照.png")).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.text.contains("没有这个时区") && back.text.contains("value=\"护照.png\" checked"), "{}", back.text);
        form.insert("kept", fields(&back.text)["kept"].clone());
        form.insert("zone", "Asia/Bangkok".into());
        assert_eq!(send(&api, &form, None).await.status, StatusCode::SEE_OTHER);
        let number = api.get("/api/v1/cases").await.body["items"][0]["number"].as_str().unwrap().to_owned();
        let case = api.whole(&number).await;
        assert_eq!((&case["files"][0]["is_paper"], &case["zone"]), (&true.into(), &"Asia/Bangkok".into()));
    }

    async fn one_telephone_number_is_named_so_often_and_others_go_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let of = async |phone: &str| {
            let mut form = worked(&api).await;
            form.insert("phone", phone.into());
            send(&api, &form, None).await
        };
        for spelled in ["13800000001", "138 0000 0001", "13800000001", "138-0000-0001", "13800000001"] {
            assert_eq!(of(spelled).await.status, StatusCode::SEE_OTHER);
        }
        let waits = of("13800000001").await;
        assert_eq!(waits.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(waits.text.contains("请等 20 分钟") && waits.text.contains(">到店无房</textarea>"), "{}", waits.text);
        assert_eq!(of("13800000002").await.status, StatusCode::SEE_OTHER);
        t.later(Span::minutes(20));
        assert_eq!(of("13800000001").await.status, StatusCode::SEE_OTHER);
    }

    async fn more_files_than_the_page_says_are_refused_and_nothing_is_stored(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let form = worked(&api).await;
        let names: Vec<String> = (0..25).map(|number| format!("{number}.png")).collect();
        let many = |fields: &Fields, count: usize| {
            let words = fields.iter().map(|(name, value)| (*name, None, value.as_bytes()));
            let files = names[..count].iter().map(|name| ("file", Some(name.as_str()), PNG));
            multipart(&words.chain(files).collect::<Vec<_>>())
        };
        let refused = api.send("POST", "/complain", &HEADERS, many(&form, 25)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("一次最多 20 个文件") && refused.text.contains(">到店无房</textarea>"), "{}", refused.text);
        assert_eq!(cases(&api).await, 0);
        // Nor are files kept of a form that nobody was handed.
        let mut foreign = form.clone();
        foreign.insert("key", "a-key-of-my-own".into());
        api.send("POST", "/complain", &HEADERS, many(&foreign, 3)).await;
        // What waits and what is sent count together.
        let mut wrong = form.clone();
        wrong.insert("phone", "一二三".into());
        let waits = api.send("POST", "/complain", &HEADERS, many(&wrong, 15)).await;
        let mut again = form.clone();
        again.insert("kept", fields(&waits.text)["kept"].clone());
        let names = names.iter().map(|name| format!("other {name}")).collect::<Vec<_>>();
        let words = again.iter().map(|(name, value)| (*name, None, value.as_bytes()));
        let files = names[..6].iter().map(|name| ("file", Some(name.as_str()), PNG));
        let over = api.send("POST", "/complain", &HEADERS, multipart(&words.chain(files).collect::<Vec<_>>())).await;
        assert!(over.text.contains("一次最多 20 个文件") && fields(&over.text)["kept"] == again["kept"], "{}", over.text);
        assert_eq!(cases(&api).await, 0);
        t.later(Span::hours(2));
        assert_eq!(waiting::forget(&t.app).await.unwrap(), 15, "those alone wait that the form has named");
        assert_eq!(api.send("POST", "/complain", &HEADERS, many(&worked(&api).await, 20)).await.status, StatusCode::SEE_OTHER);
        t.later(Span::hours(2));
        assert_eq!(waiting::forget(&t.app).await.unwrap(), 0);
    }

    async fn a_form_of_thousands_of_fields_is_refused(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let form = worked(&api).await;
        let names: Vec<String> = (0..300).map(|number| format!("x{number}")).collect();
        let words = form.iter().map(|(name, value)| (*name, None, value.as_bytes()));
        let more = names.iter().map(|name| (name.as_str(), None, b"x".as_slice()));
        let refused = api.send("POST", "/complain", &HEADERS, multipart(&words.chain(more).collect::<Vec<_>>())).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert_eq!(cases(&api).await, 0);
    }

    async fn whoever_sends_files_while_many_do_comes_again_and_staff_do_not_wait_for_them(t: TestApp) {
        let web = Web::new(t.app.clone());
        let rooms = web.public_uploads.clone();
        let token = tokens::create(&t.app, "test", &["all".to_owned()]).await.unwrap();
        let api = Api::with_token(router(web), token);
        let form = worked(&api).await;
        let all = rooms.available_permits();
        let taken = rooms.clone().acquire_many_owned(u32::try_from(all).unwrap()).await.unwrap();
        let busy = send(&api, &form, Some("店里.png")).await;
        assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{}", busy.text);
        assert!(busy.headers.contains_key("retry-after"));
        let number = api.made(&homeward_testkit::complaint("王芳", "客房漏水")).await;
        let path = format!("/api/v1/cases/{number}/files");
        let of_staff = api.send("POST", &path, &HEADERS, multipart(&[("file", Some("a.png"), PNG)])).await;
        assert_eq!(of_staff.status, StatusCode::CREATED, "{}", of_staff.text);
        drop(taken);
        assert_eq!(send(&api, &form, Some("店里.png")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(rooms.available_permits(), all, "it is given back");
    }
}
