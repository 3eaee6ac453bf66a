//! The record of a customer is erased on request, over the API and on the desk, on both
//! databases.

use crate::common::{Answer, Api, Desk, overwritten};
use axum::http::StatusCode;
use homeward_app::{backup, record};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// A customer with everything that a record can tell of them.
async fn customer(api: &Api, reference: &str, name: &str) {
    let told = json!({"reference": reference, "name": name, "kind": "person", "phone": "13900002222",
        "email": "ouyang@example.com", "birthday": "1980-05-17", "address": "杭州市文三路 1 号",
        "preferences": "对花生过敏", "note": "脾气好"});
    assert_eq!(api.post("/api/v1/customers", &told).await.status, StatusCode::CREATED);
}

async fn booking(api: &Api, reference: &str, customer: &str, returns: &str, contact: Option<&str>) {
    let mut told = json!({"reference": reference, "name": "云南六日", "customer": customer, "return_on": returns,
        "travellers": [{"name": "欧阳小敏"}], "special_requests": "轮椅，胰岛素冷藏"});
    if let Some(contact) = contact {
        (told["contact_name"], told["phone"]) = (json!(contact), json!("13900002222"));
    }
    assert_eq!(api.post("/api/v1/bookings", &told).await.status, StatusCode::CREATED);
}

async fn erased(api: &Api, reference: &str, ground: &str) -> Answer {
    api.post(&format!("/api/v1/customers/{reference}/erasure"), &json!({"ground": ground})).await
}

/// What the rows of the database say of a customer, whoever may see it.
async fn opened(api: &Api, reference: &str) -> Value {
    let look = json!({"ground": "person_request"});
    api.post(&format!("/api/v1/customers/{reference}/restriction_looks"), &look).await;
    api.get(&format!("/api/v1/customers/{reference}")).await.body
}

on_both! {
    async fn a_customer_without_a_booking_goes_whole_and_a_marker_says_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        let changed = json!({"reference": "C-1", "name": "欧阳敏", "phone": "13900003333"});
        let headers = [("content-type", "application/json")];
        assert_eq!(api.send("PUT", "/api/v1/customers/C-1", &headers, changed.to_string()).await.status, StatusCode::OK);
        let reader = Api::new(&t, &["customers:read", "customers:write"]).await;
        assert_eq!(erased(&reader, "C-1", "person_request").await.status, StatusCode::FORBIDDEN);
        assert_eq!(erased(&api, "C-1", "whim").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = erased(&api, "C-1", "person_request").await;
        assert_eq!((done.status, &done.body["name"], &done.body["phone"]), (StatusCode::CREATED, &json!(""), &Value::Null));
        assert_eq!((&done.body["erasure"]["ground"], &done.body["erasure"]["kept"]), (&json!("person_request"), &Value::Null));

        let whole = api.get("/api/v1/customers/C-1").await;
        assert_eq!((whole.status, &whole.body["restriction"]), (StatusCode::OK, &Value::Null));
        let changes = api.get("/api/v1/customers/C-1/changes").await.text;
        for gone in ["欧阳", "139", "1980", "花生", "脾气"] {
            assert!(!whole.text.contains(gone) && !changes.contains(gone), "{gone}");
        }
        assert!(changes.contains("erased") && changes.contains("person_request"), "{changes}");
        for found in ["q=欧阳敏", "phone=13900002222", "phone=13900003333", "email=ouyang@example.com", ""] {
            let query = found.replace("欧阳敏", "%E6%AC%A7%E9%98%B3%E6%95%8F");
            assert_eq!(api.get(&format!("/api/v1/customers?{query}")).await.body["items"], json!([]), "{found}");
        }
        // What another system still has does not come back.
        let back = api.send("PUT", "/api/v1/customers/C-1", &headers, changed.to_string()).await;
        assert_eq!((back.status.as_u16(), &back.body["errors"][0]["code"]), (422, &json!("customer_erased")));
        let again = erased(&api, "C-1", "person_request").await;
        assert_eq!((again.status.as_u16(), &again.body["type"]), (409, &json!("urn:homeward:rule:nothing_to_change")));
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn a_booking_of_three_years_stays_with_its_day_and_what_tells_of_health_goes_at_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        booking(&api, "B-1", "C-1", "2026-10-06", Some("欧阳小敏")).await;
        booking(&api, "B-0", "C-1", "2019-10-06", Some("欧阳小敏")).await;
        let done = erased(&api, "C-1", "person_request").await;
        assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
        let kept = json!({"until": "2029-10-07T00:00:00Z", "ground": "transaction_record", "bookings": 1});
        assert_eq!(done.body["erasure"]["kept"], kept);
        assert_eq!(done.body["restriction"]["ground"], "erasure_refused");
        assert_eq!(done.body["name"], "", "the booking names its own party");

        assert_eq!(api.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(api.get("/api/v1/bookings").await.body["items"], json!([]));
        assert!(opened(&api, "C-1").await["birthday"].is_null());
        let stays = api.get("/api/v1/bookings/B-1").await.body;
        assert_eq!((&stays["contact_name"], &stays["special_requests"]), (&json!("欧阳小敏"), &Value::Null));
        let goes = api.get("/api/v1/bookings/B-0").await.body;
        assert_eq!((&goes["contact_name"], &goes["travellers"], &goes["phone"]), (&Value::Null, &Value::Null, &Value::Null));
        assert!(api.get("/api/v1/bookings/B-1/changes").await.text.contains("erased"));

        // Nothing more may go now: refused, with ground and day.
        let again = erased(&api, "C-1", "person_request").await;
        assert_eq!((again.status.as_u16(), &again.body["type"]), (409, &json!("urn:homeward:rule:retention_runs")));
        let detail = again.body["detail"].as_str().unwrap();
        assert!(detail.contains("2029年10月7日 08:00") && detail.contains("电子商务法"), "{detail}");
        t.later(Span::hours(24 * 1200));
        let last = erased(&api, "C-1", "person_request").await;
        assert_eq!((last.status, &last.body["erasure"]["kept"]), (StatusCode::CREATED, &Value::Null));
        assert!(opened(&api, "C-1").await["restriction"].is_object());
        assert!(api.get("/api/v1/bookings/B-1").await.body["contact_name"].is_null());
    }

    async fn who_the_party_was_stays_where_a_booking_does_not_say_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        booking(&api, "B-1", "C-1", "2026-10-06", None).await;
        let done = erased(&api, "C-1", "consent_withdrawn").await.body;
        let told = |field: &str| done[field].clone();
        assert_eq!((told("name"), told("phone"), told("email")), (json!("欧阳小敏"), json!("13900002222"), json!("ouyang@example.com")));
        assert_eq!((told("birthday"), told("preferences"), told("note"), told("address")), (Value::Null, Value::Null, Value::Null, Value::Null));
        // A court's order beats the three years.
        let order = erased(&api, "C-1", "order").await.body;
        assert_eq!((&order["name"], &order["phone"], &order["erasure"]["kept"]), (&json!(""), &Value::Null, &Value::Null));
    }

    async fn a_legal_hold_beats_it_and_the_customer_is_under_restriction_instead(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        let mut body = complaint("欧阳小敏", "酒店没有热水");
        body["complainant"]["phone"] = json!("13900002222");
        let number = api.made(&body).await;
        api.done(&number, "hold", json!({"text": "诉讼保全"})).await;
        let refused = erased(&api, "C-1", "person_request").await;
        assert_eq!((refused.status.as_u16(), &refused.body["type"]), (409, &json!("urn:homeward:rule:on_hold")));
        assert_eq!(api.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        let stays = opened(&api, "C-1").await;
        assert_eq!((&stays["birthday"], &stays["restriction"]["ground"]), (&json!("1980-05-17"), &json!("erasure_refused")));
        assert!(!std::fs::read_to_string(t.options().journal_path()).unwrap().contains("person_request"), "nothing to do again");
    }

    async fn a_repeat_gives_the_same_answer_and_a_stale_version_is_refused(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        let ask = async |headers: &[(&str, &str)], ground: &str| {
            let body = json!({"ground": ground}).to_string();
            let json = [("content-type", "application/json")];
            let headers: Vec<_> = json.iter().chain(headers).copied().collect();
            api.send("POST", "/api/v1/customers/C-1/erasure", &headers, body).await
        };
        assert_eq!(ask(&[("if-match", "\"7\"")], "person_request").await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(api.get("/api/v1/customers/C-1").await.body["name"], "欧阳小敏");
        let with = [("idempotency-key", "once"), ("if-match", "\"1\"")];
        let first = ask(&with, "person_request").await;
        let again = ask(&with, "person_request").await;
        assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!((first.body, &again.headers["idempotent-replayed"]), (again.body, &"true".parse::<axum::http::HeaderValue>().unwrap()));
        assert_eq!(ask(&with, "order").await.body["type"], "urn:homeward:problem:key-reused");
        let lines = std::fs::read_to_string(t.options().journal_path()).unwrap();
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        assert_eq!(lines.lines().filter(|line| line.contains("undone")).count() * 2 + 1, lines.lines().count(), "{lines}");
    }

    async fn a_restored_backup_erases_the_customer_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        customer(&api, "C-2", "赵悦").await;
        booking(&api, "B-1", "C-1", "2026-10-06", None).await;
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        assert_eq!(erased(&api, "C-1", "person_request").await.status, StatusCode::CREATED);
        assert_eq!(erased(&api, "C-2", "person_request").await.status, StatusCode::CREATED);
        let app = t.restored(&target).await;
        let there = Api::with_token(homeward_web::router(homeward_web::Web::new(app.clone())), api.token.clone());
        assert_eq!(there.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        let kept = opened(&there, "C-1").await;
        assert_eq!((&kept["name"], &kept["birthday"]), (&json!("欧阳小敏"), &Value::Null));
        assert_eq!(there.get("/api/v1/customers/C-2").await.body["name"], "");
        drop(there);
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
    }

    async fn nothing_of_an_erased_customer_lies_in_a_file_of_the_database(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let name = "Quetzalcoatl-Obrien";
        customer(&api, "K1", name).await;
        let changed = json!({"reference": "K1", "name": name, "note": "换了备注"}).to_string();
        let put = api.send("PUT", "/api/v1/customers/K1", &[], changed).await;
        assert_eq!(put.status, StatusCode::OK, "{}", put.text);
        let lies_there = |bytes: &[u8]| bytes.windows(name.len()).any(|part| part == name.as_bytes());
        assert!(lies_there(&t.bytes_of_the_database().await), "what is looked for would be found");
        assert_eq!(erased(&api, "K1", "person_request").await.status, StatusCode::CREATED);
        overwritten(&t.app).await;
        assert!(!lies_there(&t.bytes_of_the_database().await));
    }

    async fn a_lead_erases_a_customer_on_the_page(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        customer(&api, "C-1", "欧阳小敏").await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let page = "/desk/customers/C-1";
        assert_eq!(agent.get(&format!("{page}/erasure")).await.status, StatusCode::FORBIDDEN);
        assert!(lead.get(page).await.text.contains("/desk/customers/C-1/erasure\""));
        assert!(lead.get(&format!("{page}/erasure")).await.text.contains("无法恢复"));
        assert_eq!(lead.post(&format!("{page}/erasure"), "ground=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = lead.post(&format!("{page}/erasure"), "ground=person_request&confirmed=yes").await;
        assert_eq!(done.headers["location"], "/desk/customers/C-1?done=erased");
        let shown = agent.get(page).await.text;
        assert!(shown.contains("已于") && shown.contains("本人要求") && !shown.contains("欧阳小敏"), "{shown}");
        assert!(!agent.get("/desk/customers").await.text.contains("C-1"));
        let again = lead.post(&format!("{page}/erasure"), "ground=person_request&confirmed=yes").await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("没有可以删除的内容"));
    }
}
