//! Who may do what: a matrix over every route of the description. A route that
//! stands in no line of it fails the test.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use axum::http::StatusCode;
use common::Api;
use homeward_app::Scope;
use homeward_testkit::{Backend, TestApp, complaint};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The scope that a route needs.
fn needed(method: &str, path: &str) -> Option<&'static str> {
    let registers = [
        ("units", "settings:read", "settings:write"),
        ("customers", "customers:read", "customers:write"),
        ("suppliers", "suppliers:read", "suppliers:write"),
        ("products", "products:read", "products:write"),
        ("bookings", "bookings:read", "bookings:write"),
        ("phrases", "settings:read", "settings:write"),
        ("staff", "staff:read", "staff:write"),
        ("rules", "settings:read", "settings:write"),
    ];
    let mut parts = path.trim_start_matches("/api/v1/").split('/');
    let noun = parts.next()?;
    if let Some((_, read, write)) = registers.iter().find(|(name, _, _)| *name == noun) {
        return Some(if method == "get" { read } else { write });
    }
    match (method, noun, parts.nth(1)) {
        // For administrators alone: no single scope lets anybody in.
        (_, "tokens", _) => Some("all"),
        ("get", "cases" | "search" | "stream" | "figures" | "views", _) => Some("cases:read"),
        ("get", "promises" | "jobs" | "profiles" | "calendars" | "grading" | "sops" | "categories", _) => {
            Some("settings:read")
        }
        ("post", "promises" | "jobs" | "calendars" | "grading" | "sops" | "categories", _) => Some("settings:write"),
        // Notices are for their reader, who is no program, and for a lead.
        (_, "notices", _) => Some("extensions:write"),
        ("post", "views", _) | ("post", "cases", Some("extensions" | "responsibility")) => Some("extensions:write"),
        (
            "post",
            "cases",
            Some(
                "final_answer"
                | "staff_responsibility"
                | "publication_decision"
                | "publication_release"
                | "hold"
                | "hold_release",
            ),
        ) => Some("decisions:write"),
        ("post", "cases", Some("erasure")) => Some("privacy:write"),
        ("post", "cases", _) => Some("cases:write"),
        _ => None,
    }
}

fn routes() -> Vec<(String, String)> {
    let description: Value = serde_json::from_str(&homeward_web::openapi_json()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| {
        let methods: Vec<String> = methods.as_object().unwrap().keys().cloned().collect();
        methods
            .into_iter()
            .map({
                let path = path.clone();
                move |method| (method, path.clone())
            })
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn every_route_lets_in_its_own_scope_and_no_other() {
    Backend::Sqlite.run(each_route_and_scope);
}

async fn each_route_and_scope(t: TestApp) {
    let all = Api::new(&t, &["all"]).await;
    let number = all.made(&complaint("王芳", "导游强制购物")).await;
    let mut tokens = BTreeMap::new();
    for scope in Scope::ALL.iter().filter(|scope| **scope != Scope::All) {
        tokens.insert(scope.as_str(), Api::new(&t, &[scope.as_str()]).await);
    }
    let mut nobody = Api::new(&t, &["all"]).await;
    nobody.token = "hwt_nobody".into();
    let routes = routes();
    assert!(routes.len() > 80, "{}", routes.len());
    for (method, path) in &routes {
        let needed = needed(method, path).unwrap_or_else(|| panic!("{method} {path} stands in no line of the matrix"));
        let filled =
            path.replace("{number}", &number).replace("{part}", "1").replace("{reference}", "X-1").replace("{id}", "1");
        for (scope, api) in &tokens {
            let headers = [("content-type", "application/json")];
            let answer = api.send(&method.to_uppercase(), &filled, &headers, json!({}).to_string()).await;
            let let_in = answer.status != StatusCode::FORBIDDEN;
            assert_eq!(let_in, *scope == needed, "{method} {path} with {scope}: {}", answer.status);
        }
        let answer = nobody.send(&method.to_uppercase(), &filled, &[("content-type", "application/json")], "{}").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
    let before = all.whole(&number).await;
    assert!(before["clocks"].as_array().unwrap().len() > 5, "what was refused left the case as it was");
}
