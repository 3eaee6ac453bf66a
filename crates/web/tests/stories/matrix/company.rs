//! A company with one of everything that a route can ask for, and every route there is.

use crate::common::{Api, multipart};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use homeward_app::{case, registers};
use homeward_testkit::{TestApp, complaint};
use homeward_web::{Web, paths};
use serde_json::{Value, json};

/// Every route with its method, the forms of acts one by one.
pub async fn routes(t: &TestApp, api: &Api) -> Vec<(String, String)> {
    let mut routes = Vec::new();
    for path in paths(&Web::new(t.app.clone())) {
        // What is asked by a method that there is not says which there are.
        let asked = path.replace(['{', '}', '*'], "");
        let answer = api.send(Method::TRACE.as_str(), &asked, &[], Body::empty()).await;
        let allowed = answer.headers.get("allow").map_or("GET", |allow| allow.to_str().unwrap());
        for method in allowed.split(',').filter(|method| *method != "HEAD") {
            if path.ends_with("/{act}") {
                routes.extend(case::acts().map(|act| (method.to_owned(), path.replace("{act}", act.name))));
            } else {
                routes.push((method.to_owned(), path.clone()));
            }
        }
    }
    routes.sort_by(|(method, path), (other_method, other)| (path, method).cmp(&(other, other_method)));
    routes
}

/// Units, and the company's word that records are kept by them.
pub async fn house(api: &Api) {
    let company = json!({"reference": "HQ", "name": "总部", "kind": "company", "phone": "4008001234", "customers_by_unit": true,
        "bookings_by_unit": true, "suppliers_by_unit": true, "products_by_unit": true});
    assert_eq!(api.post("/api/v1/units", &company).await.status, StatusCode::CREATED);
    for unit in ["SZ", "GZ"] {
        let branch = json!({"reference": unit, "name": unit, "kind": "branch", "parent": "HQ"});
        assert_eq!(api.post("/api/v1/units", &branch).await.status, StatusCode::CREATED);
    }
    for register in registers::ALL.into_iter().filter(|register| register.name != registers::UNITS.name) {
        let noun = register.name;
        let path = format!("/api/v1/{noun}");
        let made = api.post(&path, &record(&path)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{noun}: {}", made.text);
    }
    let rule = json!({"id": "first", "title": "提示", "on": ["case_archived"], "when": "danger", "acts": [{"act": "note", "text": "看"}]});
    let made = api.post("/api/v1/rules", &rule).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
}

/// A record of Shenzhen for a register: what it must have, as its description shows it.
pub fn record(path: &str) -> Value {
    let noun = path.split('/').nth(3).unwrap();
    let register = registers::ALL.into_iter().find(|register| register.name == noun);
    let mut record = json!({"reference": "X-1", "name": "海岸"});
    for field in register.iter().flat_map(|register| register.fields).filter(|field| field.required) {
        record[field.name] = json!(field.example);
    }
    if register.is_some_and(|register| register.kept_by_unit.is_some()) {
        record["unit"] = json!("SZ");
    }
    record
}

/// A case of Shenzhen with a text and a picture, owned by somebody.
pub async fn case_of(api: &Api, owner: i64) -> String {
    let mut body = complaint("王芳", "导游强制购物");
    body["unit"] = json!("SZ");
    let number = api.made(&body).await;
    api.done(&number, "assignment", json!({"owner": owner})).await;
    attach(api, &number).await;
    number
}

/// Attaches a text, a picture and a paper.
pub async fn attach(api: &Api, number: &str) {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let parts: [(&str, Option<&str>, &[u8]); 4] = [
        ("file", Some("a.txt"), b"text"),
        ("file", Some("b.png"), picture),
        ("file", Some("c.txt"), b"passport"),
        ("paper", None, b"c.txt"),
    ];
    let headers = [("content-type", "multipart/form-data; boundary=mark")];
    let sent = api.send("POST", &format!("/api/v1/cases/{number}/files"), &headers, multipart(&parts)).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
}

pub async fn hired(api: &Api, name: &str, role: &str, unit: Option<&str>) -> i64 {
    let body = json!({"name": name, "email": format!("{name}@agency.test"), "role": role, "unit": unit});
    let made = api.post("/api/v1/staff", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.body["id"].as_i64().unwrap()
}

/// What is asked for in place of the braces of a path.
pub struct Objects {
    pub number: String,
    /// A member of staff of Shenzhen who may as much as an agent.
    pub colleague: i64,
    pub token: i64,
    pub notice: i64,
    pub view: i64,
}

impl Objects {
    pub fn filled(&self, path: &str) -> String {
        let id = match path.split('/').rev().skip_while(|part| !part.starts_with('{')).nth(1).unwrap_or_default() {
            "promises" => "settle".to_owned(),
            "calendars" => "cn_office".to_owned(),
            "rules" => "first".to_owned(),
            "categories" => "service.guide".to_owned(),
            "sops" => "usual".to_owned(),
            "units" => "SZ".to_owned(),
            "staff" => self.colleague.to_string(),
            "tokens" => self.token.to_string(),
            "notices" => self.notice.to_string(),
            "views" => self.view.to_string(),
            "sessions" => "0".repeat(64),
            noun if registers::ALL.iter().any(|register| register.name == noun) => "X-1".to_owned(),
            _ => "1".to_owned(),
        };
        let path = path.replace("{number}", &self.number).replace("{id}", &id).replace("{reference}", &id);
        let file = match path.rsplit('/').next() {
            Some("copy") => "2",
            Some("look") => "3",
            _ => "1",
        };
        path.replace("{part}", file).replace("{file}", file).replace("{staff}", &self.colleague.to_string())
    }
}
