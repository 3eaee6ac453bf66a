//! What is whose: notices, records by unit, and that whoever only reads changes
//! nothing.

use crate::common::{Answer, Api, Desk, FORM};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::{caller::Role, tokens};
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

async fn units(api: &Api, of_company: Value) {
    let mut company = json!({"reference": "HQ", "name": "总部", "kind": "company"});
    company.as_object_mut().unwrap().extend(of_company.as_object().unwrap().clone());
    assert_eq!(api.post("/api/v1/units", &company).await.status, StatusCode::CREATED);
    for (reference, parent) in [("SZ", "HQ"), ("SZ-01", "SZ"), ("GZ", "HQ")] {
        let body = json!({"reference": reference, "name": reference, "kind": "branch", "parent": parent});
        assert_eq!(api.post("/api/v1/units", &body).await.status, StatusCode::CREATED);
    }
}

/// A program that may do everything within a unit.
async fn of_unit(t: &TestApp, api: &Api, unit: &str) -> Api {
    let token = tokens::create_ending(&t.app, unit, &["all".into()], Some(unit.into()), None).await.unwrap();
    api.with_other(&token)
}

async fn kept(api: &Api, noun: &str, reference: &str, unit: Option<&str>) -> Answer {
    let mut body = json!({"reference": reference, "name": format!("王芳 {reference}"), "unit": unit});
    match noun {
        "suppliers" | "products" => body["trade"] = json!("hotel"),
        _ => body["phone"] = json!("13800000001"),
    }
    api.post(&format!("/api/v1/{noun}"), &body).await
}

async fn seen(api: &Api, list: &str) -> Vec<String> {
    let page = api.get(list).await;
    assert_eq!(page.status, StatusCode::OK, "{list}: {}", page.text);
    page.body["items"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn records_are_seen_by_their_unit_where_the_company_says_so_and_by_all_where_not(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api, json!({"customers_by_unit": true, "bookings_by_unit": true})).await;
        let (sz, gz) = (of_unit(&t, &api, "SZ").await, of_unit(&t, &api, "GZ").await);
        for noun in ["customers", "bookings", "suppliers", "products"] {
            let all = format!("/api/v1/{noun}");
            let by_unit = matches!(noun, "customers" | "bookings");
            for (reference, unit) in [("A", Some("SZ-01")), ("B", Some("GZ")), ("C", None)] {
                assert_eq!(kept(&api, noun, reference, unit).await.status, StatusCode::CREATED, "{noun}");
            }
            assert_eq!(seen(&api, &all).await, ["A", "B", "C"], "whoever sees the whole company sees all of it");
            let theirs: &[&str] = if by_unit { &["A"] } else { &["A", "B", "C"] };
            assert_eq!(seen(&sz, &all).await, theirs, "{noun}");
            assert_eq!(seen(&sz, &format!("{all}?q=王芳")).await, theirs, "{noun} by name");
            assert_eq!(seen(&gz, &format!("{all}?limit=1")).await, if by_unit { ["B"] } else { ["A"] }, "a page of theirs");
            for (path, found) in [("A", true), ("B", !by_unit), ("C", !by_unit), ("B/changes", !by_unit)] {
                let answer = sz.get(&format!("{all}/{path}")).await;
                assert_eq!(answer.status == StatusCode::OK, found, "{noun}/{path}: {}", answer.text);
                assert!(found || answer.status == StatusCode::NOT_FOUND);
            }
            let made = kept(&sz, noun, "D", None).await;
            assert_eq!((made.status, &made.body["unit"]), (StatusCode::CREATED, &json!("SZ")), "theirs unless it says otherwise");
            assert_eq!(kept(&sz, noun, "E", Some("GZ")).await.status == StatusCode::CREATED, !by_unit);
            let json = [("content-type", "application/json")];
            let mut body = json!({"reference": "B", "name": "改名", "unit": "SZ"});
            body["trade"] = if by_unit { Value::Null } else { json!("hotel") };
            body.as_object_mut().unwrap().retain(|_, value| !value.is_null());
            let taken = sz.send("PUT", &format!("{all}/B"), &json, body.to_string()).await;
            assert_eq!(taken.status == StatusCode::NOT_FOUND, by_unit, "{noun}: {}", taken.text);
        }
    }

    async fn a_desk_finds_a_caller_among_its_own_customers_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api, json!({"customers_by_unit": true, "bookings_by_unit": true})).await;
        for (reference, unit) in [("A", "SZ"), ("B", "GZ")] {
            kept(&api, "customers", reference, Some(unit)).await;
            kept(&api, "bookings", reference, Some(unit)).await;
        }
        let made = api.post("/api/v1/staff", &json!({"name": "李", "email": "li@agency.test", "role": "agent", "unit": "SZ"})).await;
        let link = api.post(&format!("/api/v1/staff/{}/links", made.body["id"]), &json!({})).await.body;
        let path = link["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let answer = api.send("POST", &path, &[FORM], "").await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let get = async |path: &str| api.send("GET", path, &[("cookie", &cookie)], Body::empty()).await;
        for page in ["/desk/new/caller?phone=13800000001", "/desk/customers", "/desk/bookings", "/desk/customers?q=王芳"] {
            let shown = get(page).await;
            assert!(shown.text.contains("王芳 A") && !shown.text.contains("王芳 B"), "{page}: {}", shown.text);
        }
        for page in ["/desk/customers/B", "/desk/bookings/B"] {
            assert_eq!(get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
    }

    async fn a_branch_takes_no_other_branch_below_itself_and_says_nothing_for_the_company(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api, json!({})).await;
        let sz = of_unit(&t, &api, "SZ").await;
        let json = [("content-type", "application/json")];
        let put = async |unit: &str, parent: Option<&str>| {
            let body = json!({"reference": unit, "name": "改名", "kind": "branch", "parent": parent});
            sz.send("PUT", &format!("/api/v1/units/{unit}"), &json, body.to_string()).await.status
        };
        assert_eq!(put("GZ", Some("SZ")).await, StatusCode::FORBIDDEN);
        assert_eq!(put("SZ", None).await, StatusCode::FORBIDDEN);
        assert_eq!((put("SZ", Some("HQ")).await, put("SZ-01", Some("SZ")).await), (StatusCode::OK, StatusCode::OK));
        let new = |parent: &str| json!({"reference": format!("N-{parent}"), "name": "新", "kind": "desk", "parent": parent});
        assert_eq!(sz.post("/api/v1/units", &new("GZ")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(sz.post("/api/v1/units", &new("SZ-01")).await.status, StatusCode::CREATED);
        let says = json!({"reference": "X", "name": "X", "kind": "branch", "parent": "SZ", "customers_by_unit": true});
        let refused = api.post("/api/v1/units", &says).await;
        assert_eq!(refused.body["errors"][0]["code"], "only_of_the_company", "{}", refused.text);
    }

    async fn notices_are_for_whom_they_are_written_to_and_their_lead(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api, json!({})).await;
        let made = api.post("/api/v1/staff", &json!({"name": "李", "email": "li@agency.test", "role": "agent", "unit": "SZ"})).await;
        let agent = made.body["id"].as_i64().unwrap();
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": agent})).await;
        let theirs = format!("/api/v1/notices?staff={agent}");
        let told = api.get(&theirs).await.body;
        let notice = told["items"][0]["id"].as_i64().unwrap();
        let reading = format!("/api/v1/notices/{notice}/reading");
        let every: Vec<&str> = homeward_app::Scope::SPELLINGS.iter().copied()
            .filter(|scope| !matches!(*scope, "all" | "extensions:write")).collect();
        let program = Api::new(&t, &every).await;
        assert_eq!(program.get(&theirs).await.status, StatusCode::FORBIDDEN);
        assert_eq!(program.post(&reading, &json!({})).await.status, StatusCode::FORBIDDEN);
        let elsewhere = of_unit(&t, &api, "GZ").await;
        assert_eq!(elsewhere.get(&theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(elsewhere.post(&reading, &json!({})).await.status, StatusCode::NOT_FOUND);
        let colleague = Desk::sign_in(&t, &api, "lead").await;
        let page = colleague.post(&format!("/desk/notices/{notice}"), "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "a page of the desk is for one's own");
        assert_eq!(api.get(&theirs).await.body["items"][0]["read_at"], Value::Null);
        let lead = of_unit(&t, &api, "SZ").await;
        assert_eq!(lead.get(&theirs).await.body, told);
        assert_eq!(lead.post(&reading, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_ne!(api.get(&theirs).await.body["items"][0]["read_at"], Value::Null);
    }

    async fn an_auditor_leaves_no_trace(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, auditor) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "notes", json!({"text": "请 @auditor 看一下"})).await;
        let (page, presence) = (format!("/desk/cases/{number}"), format!("/desk/cases/{number}/presence"));
        assert_eq!(auditor.get(&page).await.status, StatusCode::OK);
        assert_eq!(auditor.post(&presence, "draft=%E5%88%AB%E9%92%88&base=1").await.status, StatusCode::OK);
        let theirs = format!("/desk/cases/{number}/drafts/{}", agent.staff);
        assert_eq!(auditor.post(&theirs, "text=%E5%88%AB%E9%92%88").await.status, StatusCode::FORBIDDEN);
        let beside = agent.post(&presence, "").await.text;
        assert!(!beside.contains("auditor") && !beside.contains("别针"), "{beside}");
        assert!(!auditor.get(&page).await.text.contains("别针"), "nor for themselves");
        for shared in ["", "&shared=on"] {
            let kept = auditor.post("/desk/views", &format!("name=a{shared}&query=view=all")).await;
            assert_eq!(kept.status, StatusCode::FORBIDDEN);
        }
        assert!(!auditor.get("/desk").await.text.contains("action=\"/desk/views\""), "nor is it offered");
        assert!(agent.get("/desk").await.text.contains("action=\"/desk/views\""));
        let told = format!("/api/v1/notices?staff={}", auditor.staff);
        let notice = api.get(&told).await.body["items"][0]["id"].as_i64().unwrap();
        let opened = auditor.post(&format!("/desk/notices/{notice}"), "").await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "it leads to its case");
        assert_eq!(api.get(&told).await.body["items"][0]["read_at"], Value::Null, "and stays as it was");
        assert!(Role::Auditor.scopes().iter().all(|scope| !scope.as_str().ends_with(":write")));
    }

    async fn contact_points_are_masked_for_a_program_without_their_scope_and_older_tokens_keep_them(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let customer = json!({"reference": "C-1", "name": "王芳", "phone": "13812345678", "email": "wang@example.com"});
        let booking = json!({"reference": "B-1", "name": "云南", "phone": "13812345678",
            "travellers": [{"name": "李", "phone": "13900001111"}]});
        let supplier = json!({"reference": "S-1", "name": "酒店", "trade": "hotel", "phone": "075512345678"});
        for (noun, body) in [("customers", customer), ("bookings", booking), ("suppliers", supplier)] {
            assert_eq!(api.post(&format!("/api/v1/{noun}"), &body).await.status, StatusCode::CREATED);
        }
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let scopes = ["cases:read", "customers:read", "customers:write", "bookings:read", "suppliers:read"];
        let masked = Api::new(&t, &scopes).await;
        for path in ["customers", "customers/C-1", "bookings", "bookings/B-1", &format!("cases/{number}")] {
            let shown = masked.get(&format!("/api/v1/{path}")).await.text;
            let whole = ["13812345678", "13900001111", "wang@example.com"].iter().any(|point| shown.contains(point));
            assert!(!whole && shown.contains("138****5678"), "{path}: {shown}");
        }
        assert_eq!(masked.get("/api/v1/bookings/B-1").await.body["travellers"][0]["phone"], "139****1111");
        assert_eq!(masked.get("/api/v1/customers/C-1").await.body["email"], "w****@example.com");
        assert_eq!(masked.get("/api/v1/suppliers/S-1").await.body["phone"], "075512345678", "of a trade, not of a traveller");
        assert_eq!(seen(&masked, "/api/v1/customers?phone=13812345678").await, ["C-1"], "whoever knows it finds it");
        let mut back = masked.get("/api/v1/customers/C-1").await.body;
        back.as_object_mut().unwrap().retain(|field, _| !matches!(field.as_str(), "version" | "updated_at"));
        let json = [("content-type", "application/json")];
        back["note"] = json!("靠窗");
        let written = masked.send("PUT", "/api/v1/customers/C-1", &json, back.to_string()).await;
        assert_eq!((written.status, &written.body["phone"]), (StatusCode::OK, &json!("138****5678")));
        let kept = api.get("/api/v1/customers/C-1").await.body;
        let told = (&kept["phone"], &kept["email"], &kept["note"]);
        assert_eq!(told, (&json!("13812345678"), &json!("wang@example.com"), &json!("靠窗")), "a mask that comes back changes nothing");
        let migration = include_str!("../../../store/migrations/V11__contacts.sql");
        let said: Vec<&str> = migration.lines().filter(|line| !line.starts_with("--")).collect();
        t.tamper(&said.join(" ")).await;
        let older = api.with_other(&masked.token);
        let older = Api::with_token(homeward_web::router(homeward_web::Web::new(t.app.clone())), older.token);
        for path in ["customers/C-1", "bookings/B-1", &format!("cases/{number}")] {
            assert!(older.get(&format!("/api/v1/{path}")).await.text.contains("13812345678"), "{path}");
        }
    }
}
