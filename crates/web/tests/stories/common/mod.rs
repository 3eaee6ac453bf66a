//! The program's router in process, asked as a client would ask it.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use homeward_app::{App, leftovers, people, tokens};
use homeward_testkit::TestApp;
use homeward_web::{Rendered, Web, router};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

pub struct Api {
    router: Router,
    pub token: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
    pub text: String,
    pub bytes: Bytes,
    /// The type of the template that it was made of, where it was made of one.
    pub template: Option<&'static str>,
}

impl Api {
    pub async fn new(t: &TestApp, scopes: &[&str]) -> Self {
        let scopes: Vec<String> = scopes.iter().map(ToString::to_string).collect();
        let token = tokens::create(&t.app, "test", &scopes).await.unwrap();
        Self::with_token(router(Web::new(t.app.clone())), token)
    }

    pub fn with_token(router: Router, token: String) -> Self {
        Self { router, token }
    }

    pub async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:8080");
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        // A stream has no end.
        let is_stream = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if is_stream { Bytes::new() } else { body.collect().await.unwrap().to_bytes() };
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_page = parts.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let text = if is_page { without_layout(&text) } else { text };
        let template = parts.extensions.get().map(|Rendered(name)| *name);
        Answer { status: parts.status, headers: parts.headers, body, text, bytes, template }
    }

    /// The same program, asked with another token.
    pub fn with_other(&self, token: &str) -> Self {
        Self::with_token(self.router.clone(), token.to_owned())
    }

    /// The same program, asked without a token.
    pub fn without_token(&self) -> Self {
        self.with_other("")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &[("content-type", "application/json")], body.to_string()).await
    }

    pub async fn made(&self, body: &Value) -> String {
        let answer = self.post("/api/v1/cases", body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.body["number"].as_str().unwrap().to_owned()
    }

    /// Does an act on a case; gives the case after it.
    pub async fn done(&self, number: &str, resource: &str, body: Value) -> Value {
        let answer = self.post(&format!("/api/v1/cases/{number}/{resource}"), &body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{resource}: {}", answer.body);
        answer.body
    }

    /// Gives a complaint what it needs before it is closed: an owner, a grade, and
    /// what its strategy asks for, done or waived.
    pub async fn ready(&self, number: &str) {
        let case = self.whole(number).await;
        if case["owner"].is_null() {
            let known = self.get("/api/v1/staff").await.body["items"].as_array().unwrap().len();
            let staff = json!({"name": "何小满", "email": format!("owner{known}@example.com"), "role": "agent"});
            let staff = self.post("/api/v1/staff", &staff).await.body["id"].clone();
            self.done(number, "assignment", json!({"owner": staff})).await;
        }
        if case["grade"].is_null() {
            let triage = json!({"category": "rights.forced_shopping", "handling_type": "service",
                "severity": {"content": 1}, "reason": "按客人陈述判断"});
            self.done(number, "triage", triage).await;
        }
        for duty in self.whole(number).await["team"]["duties"].as_array().unwrap() {
            let is_ours = !matches!(duty["duty"].as_str().unwrap(), "solve" | "ask_whether_content" | "daily_review");
            if is_ours && duty["done"] == false && duty["waived"] == false {
                let waived = json!({"duty": duty["duty"], "waived": true, "text": "本案不需要"});
                self.done(number, "duties", waived).await;
            }
        }
    }

    /// Says of every item that nobody told that it is not given.
    pub async fn filled(&self, number: &str) {
        let missing = self.whole(number).await["missing"].clone();
        self.done(number, "additions", json!({"not_given": missing})).await;
    }

    /// Tries an act that is refused; gives status and type of the problem.
    pub async fn refused(&self, number: &str, resource: &str, body: Value) -> (u16, String) {
        let answer = self.post(&format!("/api/v1/cases/{number}/{resource}"), &body).await;
        (answer.status.as_u16(), answer.body["type"].as_str().unwrap_or_default().to_owned())
    }

    /// One case with everything.
    pub async fn whole(&self, number: &str) -> Value {
        self.get(&format!("/api/v1/cases/{number}")).await.body
    }
}

/// A page without the line breaks and indents of its templates, which no browser shows:
/// nothing after a tag and before its end, a space elsewhere.
fn without_layout(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    for line in page.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() && !text.ends_with('>') && !line.starts_with("</") && !line.starts_with('>') {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

/// A form of parts, each with a name, a file name where it is a file, and its bytes.
pub fn multipart(parts: &[(&str, Option<&str>, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--mark\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--mark--\r\n");
    body
}

pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Somebody at the desk, who is called by their role.
pub struct Desk<'a> {
    pub api: &'a Api,
    pub cookie: String,
    pub staff: i64,
}

impl<'a> Desk<'a> {
    pub async fn sign_in(t: &TestApp, api: &'a Api, role: &str) -> Self {
        let email = format!("{role}@example.com");
        let (staff, link) = people::add_staff(&t.app, role, &email, role).await.unwrap();
        let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "").await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { api, cookie, staff: staff.id }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.api.send("GET", path, &[("cookie", &self.cookie)], Body::empty()).await
    }

    pub async fn post(&self, path: &str, form: &str) -> Answer {
        let headers = [FORM, ("cookie", &self.cookie), ("sec-fetch-site", "same-origin")];
        self.api.send("POST", path, &headers, form.to_owned()).await
    }
}

/// Overwrites what erasures have left. Their answers wait for it, though not for ever:
/// beside other stories on the same server it may be done after, as it is each minute.
pub async fn overwritten(app: &App) {
    for _ in 0..10 {
        if leftovers::overwrite(app).await.is_ok() {
            return;
        }
    }
    panic!("traces of an erasure are left");
}
