//! The API in process, on both databases.

use crate::common::{Answer, Api};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::path::Path;

fn due(answer: &Answer, promise: &str) -> String {
    let clocks = answer.body["clocks"].as_array().unwrap();
    clocks.iter().find(|c| c["promise"] == promise).unwrap()["due_at"].as_str().unwrap().to_owned()
}

fn fields(answer: &Answer) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    answer.body["errors"].as_array().unwrap().iter().map(|e| (text(&e["field"]), text(&e["code"]))).collect()
}

on_both! {
    async fn a_complaint_is_taken_in_with_number_link_and_clocks(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let answer = api.post("/api/v1/cases", &complaint("王芳", "导游强制购物,要求退款")).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        assert_eq!(answer.body["state"], "received");
        assert!(answer.body["number"].as_str().unwrap().starts_with("HW-2611-"));
        assert!(answer.body["follow_url"].as_str().unwrap().contains("/c/"));
        for (promise, due_at) in [
            ("contact", "2026-11-20T08:00:00Z"),
            ("first_response", "2026-11-20T09:00:00Z"),
            ("initial_plan", "2026-11-21T07:00:00Z"),
            ("settle", "2026-11-23T07:00:00Z"),
        ] {
            assert_eq!(due(&answer, promise), due_at);
        }
        let number = answer.body["number"].as_str().unwrap();
        for query in ["%E9%80%80%E6%AC%BE", "%E7%8E%8B%E8%8A%B3", "13812345678", number] {
            let found = api.get(&format!("/api/v1/search?q={query}")).await;
            assert_eq!(found.body["items"][0]["number"], number, "{query}");
        }
    }

    async fn bad_fields_are_named_all_at_once_in_the_senders_language(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let body = json!({"kind": "x", "colour": 1, "complainant": {"phone": "abc"}, "text": 5, "danger": "yes",
            "channel": "phone", "occurred_at": "yesterday", "category": "service"});
        let answer = api.post("/api/v1/cases", &body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let named = fields(&answer);
        for expected in [
            ("kind", "unknown_value"), ("colour", "unknown_field"), ("complainant.name", "required"),
            ("complainant.phone", "not_a_phone"), ("text", "not_a_text"), ("danger", "not_a_truth"),
            ("occurred_at", "not_a_time"), ("category", "unknown_value"),
        ] {
            assert!(named.contains(&(expected.0.into(), expected.1.into())), "{expected:?} in {named:?}");
        }
        assert_eq!(answer.body["title"], "内容有误");
        let english = [("content-type", "application/json"), ("accept-language", "en-GB")];
        let answer = api.send("POST", "/api/v1/cases", &english, "{}").await;
        assert_eq!(answer.body["title"], "Invalid");
        let none = api.get("/api/v1/cases").await;
        assert_eq!(none.body["items"], json!([]), "nothing was half stored");
    }

    async fn what_cannot_be_read_is_400_and_what_is_too_large_413(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let kind = [("content-type", "application/json")];
        for body in ["{", "[1,2", "{\"text\": \"\u{1}\"}", "nonsense"] {
            let answer = api.send("POST", "/api/v1/cases", &kind, body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        }
        let broken_utf8 = api.send("POST", "/api/v1/cases", &kind, vec![b'"', 0xff, 0xfe, b'"']).await;
        assert_eq!(broken_utf8.status, StatusCode::BAD_REQUEST);
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(api.send("POST", "/api/v1/cases", &form, "a=b").await.status, StatusCode::BAD_REQUEST);
        let mut body = complaint("王芳", "");
        body["text"] = json!("a".repeat(12_000_000));
        let answer = api.post("/api/v1/cases", &body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        body["text"] = json!("游".repeat(100_001));
        let answer = api.post("/api/v1/cases", &body).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(fields(&answer), [("text".into(), "too_long".into())]);
        body["text"] = json!("游".repeat(100_000));
        assert_eq!(api.post("/api/v1/cases", &body).await.status, StatusCode::CREATED);
        body["text"] = json!("a\u{0}b");
        assert_eq!(fields(&api.post("/api/v1/cases", &body).await), [("text".into(), "control_character".into())]);
        body["text"] = json!("一家 👨\u{200d}👩\u{200d}👧 都不满意");
        assert_eq!(api.post("/api/v1/cases", &body).await.status, StatusCode::CREATED, "people write so");
        body["complainant"]["name"] = json!("王\u{200b}芳");
        let answer = api.post("/api/v1/cases", &body).await;
        assert_eq!(fields(&answer), [("complainant.name".into(), "control_character".into())]);
        assert!(answer.text.contains("U+200B"), "{}", answer.text);
    }

    async fn a_field_that_stands_twice_is_refused_and_nothing_is_stored(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let body = r#"{"kind":"complaint","channel":"phone","complainant":{"name":"王芳","name":"李雷"},"text":"a","text":"b"}"#;
        let headers = [("content-type", "application/json"), ("accept-language", "en")];
        let answer = api.send("POST", "/api/v1/cases", &headers, body).await;
        assert_eq!(answer.status, 422);
        assert_eq!(fields(&answer), [("complainant.name", "doubled_field"), ("text", "doubled_field")].map(|(f, c)| (f.to_owned(), c.to_owned())));
        assert_eq!(answer.body["errors"][0]["message"], "stands twice");
        assert_eq!(api.get("/api/v1/cases").await.body["items"], json!([]));
    }

    async fn a_long_number_is_quoted_as_it_was_sent_and_nothing_is_stored(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for sent in ["12345678901234567890", "-98765432109876543210987", "1e400"] {
            for (language, word) in [("en", "too long"), ("zh-CN", "过长")] {
                let body = format!(r#"{{"kind":"complaint","channel":"phone","complainant":{{"name":"王芳","age":{sent}}},"text":"a"}}"#);
                let headers = [("content-type", "application/json"), ("accept-language", language)];
                let answer = api.send("POST", "/api/v1/cases", &headers, body).await;
                assert_eq!(answer.status, 422, "{sent}");
                assert_eq!(fields(&answer), [("complainant.age".to_owned(), "number_too_long".to_owned())]);
                let message = answer.body["errors"][0]["message"].as_str().unwrap();
                assert!(message.contains(&format!(" {sent} ")) && message.contains(word), "{message}");
            }
        }
        assert_eq!(api.get("/api/v1/cases").await.body["items"], json!([]));
    }

    async fn times_out_of_order_are_refused(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for (field, value) in [
            ("received_at", "2026-11-20T16:00:00+08:00"), ("occurred_at", "2026-11-20T16:00:00+08:00"),
            ("received_at", "1815-06-18T12:00:00Z"), ("received_at", "9999-01-01T00:00:00Z"),
        ] {
            let mut body = complaint("王芳", "导游强制购物");
            body[field] = json!(value);
            let answer = api.post("/api/v1/cases", &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
            assert_eq!(fields(&answer)[0].0, field);
        }
    }

    async fn without_token_401_without_scope_403_and_beyond_ones_rights_404(t: TestApp) {
        let mut api = Api::new(&t, &["cases:read"]).await;
        let refused = api.post("/api/v1/cases", &complaint("王芳", "导游强制购物")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert_eq!(api.get("/api/v1/cases/HW-2611-999999-0").await.status, StatusCode::NOT_FOUND);
        assert_eq!(api.get("/api/v1/nothing").await.status, StatusCode::NOT_FOUND);
        let not_this_way = api.send("DELETE", "/api/v1/cases", &[], Body::empty()).await;
        assert_eq!(not_this_way.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(not_this_way.body["type"], "urn:homeward:problem:method-not-allowed");
        assert!(not_this_way.headers["allow"].to_str().unwrap().contains("POST"));
        "hwt_wrong".clone_into(&mut api.token);
        let unknown = api.get("/api/v1/cases").await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED);
        assert!(unknown.headers.contains_key("www-authenticate"));
    }

    async fn lists_page_through_everything_once_in_every_sort(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for n in 0..7 {
            let mut body = complaint(&format!("客人{n}"), "导游强制购物");
            body["kind"] = json!(if n % 2 == 0 { "complaint" } else { "praise" });
            api.made(&body).await;
            t.later(Span::minutes(1));
        }
        for sort in ["created_at", "received_at", "next_due_at", "grade", "updated_at"] {
            for filter in ["", "&state=open", "&kind=complaint", "&state=received", "&owner=none", "&q=%E8%B4%AD%E7%89%A9"] {
                for sign in ["", "-"] {
                    let list = format!("limit=2&sort={sign}{sort}{filter}");
                    let mut seen = all_numbers(&api, &list).await;
                    let count = seen.len();
                    seen.sort();
                    seen.dedup();
                    let expected = if filter == "&kind=complaint" { 4 } else { 7 };
                    assert_eq!((seen.len(), count), (expected, expected), "{list}");
                }
            }
        }
    }

    async fn a_filter_of_a_list_that_is_neither_true_nor_false_is_named(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for asked in ["restricted=", "late=", "late=maybe", "restricted=1"] {
            let answer = api.get(&format!("/api/v1/cases?{asked}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
            let name = asked.split('=').next().unwrap();
            assert_eq!(fields(&answer), [(name.into(), "unknown_value".into())], "{asked}");
        }
        assert_eq!(api.get("/api/v1/cases?late=false&restricted=false&unit=").await.status, StatusCode::OK);
    }

    async fn a_cursor_of_another_list_and_unknown_parameters_are_400(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for _ in 0..3 {
            api.made(&complaint("王芳", "导游强制购物")).await;
        }
        let next = api.get("/api/v1/cases?limit=1").await.body["next"].as_str().unwrap().to_owned();
        let of_another = format!("cursor={next}&kind=praise");
        for query in [
            of_another.as_str(), "cursor=xyz", "limit=201", "limit=0", "sort=colour", "state=x", "grade=x",
            "owner=x", "q=%22", "colour=red",
        ] {
            let answer = api.get(&format!("/api/v1/cases?{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        }
        assert_eq!(api.get("/api/v1/search").await.status, StatusCode::BAD_REQUEST);
    }

    async fn one_case_carries_its_version_and_its_record(t: TestApp) {
        let api = Api::new(&t, &["cases:read", "cases:write"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let case = api.get(&format!("/api/v1/cases/{number}")).await;
        let etag = case.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(case.body["complainant"]["phone"], "138****5678", "masked without contacts:read");
        let path = format!("/api/v1/cases/{number}/notes");
        let kind = ("content-type", "application/json");
        let note = json!({"text": "已联系地接社"}).to_string();
        let first = api.send("POST", &path, &[kind, ("if-match", &etag)], note.clone()).await;
        assert_eq!(first.status, StatusCode::CREATED);
        let second = api.send("POST", &path, &[kind, ("if-match", &etag)], note).await;
        assert_eq!(second.status, StatusCode::PRECONDITION_FAILED);
        let record = api.get(&format!("/api/v1/cases/{number}/events")).await;
        let events = record.body["items"].as_array().unwrap();
        let kinds: Vec<_> = events.iter().map(|e| e["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["case_received", "clocks_started", "note_added"]);
        assert!(!record.body.to_string().contains("13812345678"), "contact points are not in the record's answer");
        let rest = api.get(&format!("/api/v1/cases/{number}/events?after=1&limit=1")).await;
        assert_eq!((rest.body["items"][0]["seq"].as_i64(), rest.body["next"].as_i64()), (Some(2), Some(2)));
    }

    async fn a_repeat_by_key_is_the_same_answer_and_says_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let headers = [("content-type", "application/json"), ("idempotency-key", "abc")];
        let body = complaint("王芳", "导游强制购物").to_string();
        let first = api.send("POST", "/api/v1/cases", &headers, body.clone()).await;
        t.later(Span::minutes(90));
        let again = api.send("POST", "/api/v1/cases", &headers, body).await;
        assert_eq!((again.status, &again.body), (StatusCode::CREATED, &first.body));
        assert_eq!(again.headers["idempotent-replayed"], "true");
        let other = api.send("POST", "/api/v1/cases", &headers, complaint("李强", "x").to_string()).await;
        assert_eq!(other.status, StatusCode::CONFLICT);
    }

    async fn an_erasure_of_a_case_that_has_changed_since_is_not_done_and_not_noted(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let path = format!("/api/v1/cases/{number}");
        let read = api.get(&path).await.headers["etag"].to_str().unwrap().to_owned();
        api.done(&number, "notes", json!({"text": "客人又来电补充"})).await;
        let erase = |etag: String| {
            let (api, path) = (&api, format!("{path}/erasure"));
            let body = r#"{"ground":"order"}"#;
            async move {
                let headers = [("content-type", "application/json"), ("if-match", &etag), ("idempotency-key", "e-1")];
                api.send("POST", &path, &headers, body).await
            }
        };
        assert_eq!(erase(read).await.status, 412);
        assert!(!t.options().journal_path().exists(), "a restore would do it");
        assert_ne!(api.whole(&number).await["text"], Value::Null);
        let now = api.get(&path).await.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(erase(now.clone()).await.status, 201);
        let again = erase(now).await;
        assert_eq!((again.status.as_u16(), &again.headers["idempotent-replayed"]), (201, &"true".parse().unwrap()));
        assert_eq!(std::fs::read_to_string(t.options().journal_path()).unwrap().lines().count(), 1);
    }

    async fn a_setting_is_changed_in_the_version_that_was_read_or_not_at_all(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut grading = api.get("/api/v1/grading").await.body;
        grading.as_object_mut().unwrap().remove("version");
        grading["cut_offs"]["serious"] = json!(160);
        let step = json!({"text": {"zh-CN": "先安抚宠物"}});
        let week = json!({"monday": ["10:00-20:00"]});
        api.post("/api/v1/sops", &json!({"id": "pets", "title": {"zh-CN": "宠物"}, "categories": ["service.transport"], "steps": [step]})).await;
        api.post("/api/v1/categories", &json!({"id": "service.pets", "name": {"zh-CN": "宠物"}})).await;
        api.post("/api/v1/calendars", &json!({"id": "shop", "week": week})).await;
        let changes = [
            ("promises/initial_plan", json!({"within_minutes": 720})),
            ("grading", grading),
            ("sops/pets", json!({"categories": ["service.transport"], "steps": [step, {"text": {"zh-CN": "再联系主人"}}]})),
            ("categories/service.pets", json!({"name": {"zh-CN": "宠物服务"}})),
            ("calendars/shop", json!({"week": {"monday": ["09:00-20:00"]}})),
        ];
        for (what, body) in changes {
            let path = format!("/api/v1/{what}/versions");
            let change = |etag: &'static str| {
                let (api, path, body) = (&api, path.clone(), body.to_string());
                async move { api.send("POST", &path, &[("content-type", "application/json"), ("if-match", etag)], body).await }
            };
            assert_eq!(change("\"7\"").await.status, 412, "{what}");
            assert_eq!(change("seven").await.status, 400, "{what}");
            let changed = change("\"1\"").await;
            assert_eq!(changed.status, 201, "{what}: {}", changed.body);
            assert_eq!(changed.headers["etag"], "\"2\"", "{what}");
        }
        assert_eq!(api.get("/api/v1/grading").await.headers["etag"], "\"2\"");
    }

    async fn a_case_is_found_by_its_number_in_any_writing_and_by_the_initials_of_a_name(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("欧阳娜", "导游强制购物");
        body["complainant"]["phone"] = json!("135 7777 0001");
        let number = api.made(&body).await;
        api.made(&complaint("李强", "酒店漏水")).await;
        for asked in ["135 7777 0001", "%2B8613577770001", "+86-135-7777-0001", "135777", "0001", "oyn"] {
            let found = api.get(&format!("/api/v1/search?q={}", asked.replace(' ', "%20").replace('+', "%2B"))).await;
            let numbers: Vec<_> = found.body["items"].as_array().unwrap().iter().map(|item| item["number"].clone()).collect();
            assert_eq!(numbers, [json!(number)], "{asked}");
        }
    }

    async fn acts_that_a_rule_forbids_name_the_rule(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let path = |resource: &str| format!("/api/v1/cases/{number}/{resource}");
        let refused = json!({"decision": "refused", "ground": "not_ours", "text": "不是我们的订单,可联系承运方"});
        assert_eq!(api.post(&path("acceptance"), &refused).await.status, StatusCode::CREATED);
        let again = api.post(&path("acceptance"), &json!({"decision": "accepted"})).await;
        assert_eq!((again.status, &again.body["type"]), (StatusCode::CONFLICT, &json!("urn:homeward:rule:state")));
        let pause = json!({"reason": "waiting_for_customer", "until": "2026-11-22T00:00:00Z", "text": "请补充"});
        assert_eq!(api.post(&path("pauses"), &pause).await.status, StatusCode::CONFLICT);
        let nobody = api.post(&path("assignment"), &json!({"owner": 77})).await;
        assert_eq!(fields(&nobody), [("owner".into(), "no_such_staff".into())]);
        let entry = api.post(&path("corrections"), &json!({"entry": 99, "text": "更正"})).await;
        assert_eq!(entry.status, StatusCode::UNPROCESSABLE_ENTITY);
        let supplier = api.post(&path("pauses"), &json!({"reason": "waiting_for_supplier", "text": "x"})).await;
        assert_eq!(fields(&supplier)[0], ("reason".into(), "unknown_value".into()));
    }
}

async fn all_numbers(api: &Api, list: &str) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.send("GET", &format!("/api/v1/cases?{list}{cursor}"), &[], Body::empty()).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        seen.extend(page.body["items"].as_array().unwrap().iter().map(|i| i["number"].to_string()));
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return seen,
        }
    }
}

#[test]
fn the_description_is_openapi_3_1_and_names_every_route() {
    let description: Value = serde_json::from_str(&homeward_web::openapi_json()).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() > 150, "{}", paths.len());
    assert!(paths.contains_key("/api/v1/stream"));
}

/// Clients made from the document name their functions by the ids of the operations.
#[test]
fn every_operation_of_the_description_has_an_id_of_its_own() {
    let description: Value = serde_json::from_str(&homeward_web::openapi_json()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, methods)| {
        methods.as_object().unwrap().iter().map(move |(method, told)| (format!("{method} {path}"), told))
    });
    let mut ids = HashMap::new();
    for (operation, told) in operations {
        let id = told["operationId"].as_str().unwrap();
        assert!(id.contains('_'), "{operation}: {id} does not tell what is done to what");
        if let Some(other) = ids.insert(id, operation.clone()) {
            panic!("{operation} and {other} are both {id}");
        }
    }
}

#[test]
fn the_description_tells_the_form_of_texts() {
    let description: Value = serde_json::from_str(&homeward_web::openapi_json()).unwrap();
    let schemas = &description["components"]["schemas"];
    let sent = &schemas["NewCase"]["properties"];
    assert_eq!(sent["text"]["minLength"], 1);
    assert_eq!((&sent["received_at"]["format"], &sent["received_at"]["minLength"]), (&json!("date-time"), &json!(1)));
    assert_eq!(schemas["NewComplainant"]["properties"]["email"]["format"], "idn-email");
    assert_eq!(schemas["NewBooking"]["properties"]["departure_on"]["format"], "date");
    assert_eq!(schemas["CaseBody"]["properties"]["created_at"]["format"], "date-time");
    for (body, field) in
        [("CalendarBody", "known_until"), ("CalendarBody", "holidays_until"), ("NewCalendar", "holidays_until")]
    {
        assert_eq!(schemas[body]["properties"][field]["format"], "date", "a day, not a moment");
    }
    assert_eq!(schemas["CaseBody"]["properties"]["gist"]["minLength"], Value::Null, "what we tell may be empty");
}

/// Two types of one name would stand in the description as one, and one of them
/// would be described wrongly.
#[test]
fn no_two_types_of_the_description_have_one_name() {
    fn sources(folder: &Path, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                sources(&entry.path(), into);
            } else {
                into.push(std::fs::read_to_string(entry.path()).unwrap());
            }
        }
    }
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api"), &mut all);
    let mut names = HashSet::new();
    for source in &all {
        let described = source.split("ToSchema)]").skip(1);
        let told = described.filter_map(|after| after.split("struct ").nth(1)?.split([' ', ';', '<']).next());
        // Those of a macro have their names where it is called.
        for name in told.filter(|name| !name.starts_with('$')) {
            assert!(names.insert(name.to_owned()), "{name} is described twice");
        }
    }
    assert!(names.len() > 100, "{}", names.len());
}
