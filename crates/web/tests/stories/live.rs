//! Live changes: hints in order, resumed where they broke off, for those alone
//! who may see the case; and limits on what anybody may send.

use crate::common::Api;
use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures_util::StreamExt as _;
use homeward_app::tokens;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both, placed};
use homeward_web::{Live, Web, router};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt as _;

/// How long a change may be on its way before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

async fn listen(web: &Web, token: &str, last: Option<i64>) -> BodyDataStream {
    let mut request = Request::builder().uri("/api/v1/stream").header("authorization", format!("Bearer {token}"));
    if let Some(last) = last {
        request = request.header("last-event-id", last.to_string());
    }
    let answer = router(web.clone()).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    answer.into_body().into_data_stream()
}

/// The next event: its name, id and data.
async fn next(stream: &mut BodyDataStream) -> (String, i64, Value) {
    loop {
        let bytes = tokio::time::timeout(PATIENCE, stream.next()).await.expect("in time").unwrap().unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|v| v.trim().to_owned());
        if let (Some(event), Some(id)) = (field("event:"), field("id:")) {
            return (event, id.parse().unwrap(), serde_json::from_str(&field("data:").unwrap()).unwrap());
        }
    }
}

/// Reads a stream to its end.
async fn ends(stream: &mut BodyDataStream) {
    while let Some(frame) = tokio::time::timeout(PATIENCE, stream.next()).await.expect("it ends in time") {
        frame.unwrap();
    }
}

on_both! {
    async fn a_change_is_told_in_order_and_goes_on_where_it_broke_off(t: TestApp) {
        let web = Web::new(t.app.clone());
        let api = Api::with_token(router(web.clone()), Api::new(&t, &["all"]).await.token);
        let mut stream = listen(&web, &api.token, None).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        placed(&t.app).await;
        let (event, first, told) = next(&mut stream).await;
        assert_eq!((event.as_str(), &told), ("case", &json!({"case": number, "kind": "case_received"})));
        assert_eq!(next(&mut stream).await.2["kind"], "clocks_started");
        drop(stream);
        api.done(&number, "notes", json!({"text": "核实中"})).await;
        placed(&t.app).await;
        let mut again = listen(&web, &api.token, Some(first)).await;
        let kinds = [next(&mut again).await.2, next(&mut again).await.2].map(|told| told["kind"].clone());
        assert_eq!(kinds, [json!("clocks_started"), json!("note_added")]);
        let mut lost = listen(&web, &api.token, Some(1_000_000)).await;
        assert_eq!(next(&mut lost).await.0, "reset", "of what it says nobody has heard");
        web.live.stop();
        while let Some(frame) = tokio::time::timeout(PATIENCE, again.next()).await.expect("in time") {
            frame.unwrap();
        }
    }

    async fn a_stream_ends_with_the_session_or_token_by_which_it_is_heard(t: TestApp) {
        let mut web = Web::new(t.app.clone());
        web.live = Arc::new(Live::beating(Duration::from_millis(20)));
        let api = Api::with_token(router(web.clone()), Api::new(&t, &["all"]).await.token);
        let token = api.post("/api/v1/tokens", &json!({"name": "a", "scopes": ["cases:read"]})).await.body;
        let mut by_token = listen(&web, token["secret"].as_str().unwrap(), None).await;
        let desk = crate::common::Desk::sign_in(&t, &api, "agent").await;
        let hears = async || {
            let request = Request::builder().uri("/desk/stream").header("cookie", &desk.cookie).body(Body::empty()).unwrap();
            router(web.clone()).oneshot(request).await.unwrap().into_body().into_data_stream()
        };
        let (mut signed_out, mut left_open) = (hears().await, hears().await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        placed(&t.app).await;
        for stream in [&mut by_token, &mut signed_out, &mut left_open] {
            assert_eq!(next(stream).await.2["case"], number.as_str(), "who may hears");
        }
        let revoked = api.post(&format!("/api/v1/tokens/{}/revocation", token["id"]), &json!({})).await;
        assert!(revoked.status.is_success(), "{}", revoked.text);
        ends(&mut by_token).await;
        assert_eq!(desk.post("/sign-out", "").await.status, 303);
        ends(&mut signed_out).await;
        ends(&mut left_open).await;
    }

    async fn a_page_that_stands_open_keeps_nobody_signed_in(t: TestApp) {
        let mut web = Web::new(t.app.clone());
        web.live = Arc::new(Live::beating(Duration::from_millis(20)));
        let api = Api::with_token(router(web.clone()), Api::new(&t, &["all"]).await.token);
        let desk = crate::common::Desk::sign_in(&t, &api, "agent").await;
        let request = Request::builder().uri("/desk/stream").header("cookie", &desk.cookie).body(Body::empty()).unwrap();
        let mut stream = router(web.clone()).oneshot(request).await.unwrap().into_body().into_data_stream();
        t.later(Span::hours(7));
        api.made(&complaint("王芳", "导游强制购物")).await;
        placed(&t.app).await;
        next(&mut stream).await;
        t.later(Span::hours(6));
        ends(&mut stream).await;
    }

    async fn nobody_hears_of_cases_that_they_may_not_see(t: TestApp) {
        let web = Web::new(t.app.clone());
        let api = Api::with_token(router(web.clone()), Api::new(&t, &["all"]).await.token);
        for unit in ["SZ", "BJ"] {
            let unit = json!({"reference": unit, "name": unit, "kind": "branch"});
            assert_eq!(api.post("/api/v1/units", &unit).await.status, 201);
        }
        let token = tokens::create_ending(&t.app, "SZ", &["cases:read".into()], Some("SZ".into()), None).await.unwrap();
        let mut stream = listen(&web, &token, None).await;
        let mut body = complaint("王芳", "房间有异味");
        body["unit"] = json!("BJ");
        api.made(&body).await;
        body["unit"] = json!("SZ");
        let own = api.made(&body).await;
        placed(&t.app).await;
        assert_eq!(next(&mut stream).await.2["case"], own.as_str());
    }

    async fn of_a_case_under_restriction_only_those_hear_who_may_open_it(t: TestApp) {
        let web = Web::new(t.app.clone());
        let api = Api::with_token(router(web.clone()), Api::new(&t, &["all"]).await.token);
        let agent = tokens::create(&t.app, "agent", &["cases:read".into()]).await.unwrap();
        let number = api.made(&complaint("王芳", "房间有异味")).await;
        placed(&t.app).await;
        let (mut lead, mut agent) = (listen(&web, &api.token, None).await, listen(&web, &agent, None).await);
        let ground = json!({"ground": "person_request", "text": "本人要求"});
        api.done(&number, "restriction", ground).await;
        api.done(&number, "restriction_looks", json!({"text": "核实"})).await;
        api.done(&number, "notes", json!({"text": "核实中"})).await;
        let other = api.made(&complaint("李强", "导游强制购物")).await;
        placed(&t.app).await;
        assert_eq!(next(&mut lead).await.2, json!({"case": number, "kind": "processing_restricted"}));
        let (event, _, told) = next(&mut agent).await;
        assert_eq!((event.as_str(), told), ("reset", json!({})), "what they may have before them is closed now");
        assert_eq!(next(&mut agent).await.2, json!({"case": other, "kind": "case_received"}));
    }

    async fn whoever_sends_too_many_forms_waits(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let headers = [("content-type", "multipart/form-data; boundary=mark")];
        let mut last = None;
        for _ in 0..40 {
            last = Some(api.send("POST", "/complain", &headers, "--mark--\r\n").await);
        }
        let last = last.unwrap();
        assert_eq!(last.status, 429);
        assert!(last.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() < 10);
        assert!(last.text.contains("发送得太频繁"));
        assert_eq!(api.get("/complain").await.status, 200, "looking is free");
    }
}
