//! What the company sets of its own: how it grades, its procedures, its categories.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use axum::body::Body;
use axum::http::StatusCode;
use common::{Answer, Api};
use homeward_app::{people, promises, sign_in};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn administrator(t: &TestApp) -> String {
    let (_, link) = people::add_staff(&t.app, "沈静", "shen@agency.test", "administrator").await.unwrap();
    let begun = sign_in::by_link(&t.app, &link, None, None, "").await.unwrap();
    format!("homeward_session={}", begun.secret())
}

async fn get(api: &Api, session: &str, path: &str) -> Answer {
    api.send("GET", path, &[("cookie", session)], Body::empty()).await
}

async fn post(api: &Api, session: &str, path: &str, form: &str) -> Answer {
    api.send("POST", path, &[FORM, ("cookie", session)], form.to_owned()).await
}

async fn triaged(api: &Api, category: &str) -> String {
    let number = api.made(&complaint("王芳", "导游强制购物")).await;
    let triage = json!({"reason": "电话核实", "category": category, "handling_type": "service",
        "severity": {"content": 2, "source": 0}});
    let done = api.post(&format!("/api/v1/cases/{number}/triage"), &triage).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
    number
}

async fn brought_along(t: &TestApp) {
    t.later(Span::minutes(1));
    while promises::work(&t.app).await.unwrap() {
        t.later(Span::minutes(1));
    }
}

on_both! {
    async fn a_stricter_scale_shows_its_effect_and_open_cases_follow(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t).await;
        let number = triaged(&api, "service.guide").await;
        let path = "/desk/settings/grading";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains("value=\"225\"") && page.contains("随程序提供"), "{page}");
        let form = "version=1&weights.content=40&weights.source=20&weights.nature=30&weights.speed=10\
            &cut_offs.general=20&cut_offs.serious=60&cut_offs.grave=225&strategies.slight=mild\
            &strategies.general=mild&strategies.general_beyond=moderate&strategies.serious=moderate\
            &strategies.grave=severe&duties.mild=solve&duties.moderate=named_person&duties.severe=one_owner";
        let looked = post(&api, &session, path, &format!("{form}&preview=yes")).await.text;
        assert!(looked.contains("1 件已定级") && looked.contains("其中 1 件等级上调"), "{looked}");
        let saved = post(&api, &session, path, form).await;
        assert_eq!(saved.headers["location"], format!("{path}?done=changed"), "{}", saved.text);
        assert!(post(&api, &session, path, form).await.text.contains("没有任何更改"));
        brought_along(&t).await;
        let case = api.get(&format!("/api/v1/cases/{number}")).await.body;
        assert_eq!((&case["grade"], &case["journey"]["severity"]["strategy"]), (&json!("serious"), &json!("moderate")));
        let again = get(&api, &session, &format!("{path}?from=1")).await.text;
        assert!(again.contains("value=\"75\"") && again.contains("name=\"version\" value=\"2\""), "{again}");
        assert!(get(&api, &session, &format!("/desk/cases/{number}")).await.text.contains("定级"));
    }

    async fn a_way_of_grading_that_cannot_be_names_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let good = api.get("/api/v1/grading").await.body;
        let with = |pointer: &str, value: Value| {
            let mut body = good.clone();
            body.as_object_mut().unwrap().remove("version");
            *body.pointer_mut(pointer).unwrap() = value;
            body
        };
        for (pointer, value, field, code) in [
            ("/weights/content", json!(50), "weights.content", "weights_sum"),
            ("/weights/content", json!("much"), "weights.content", "not_a_number"),
            ("/cut_offs/serious", json!(75), "cut_offs.general", "cut_offs_fall"),
            ("/strategies/grave", json!("mild"), "strategies.slight", "strategies_fall"),
            ("/strategies/grave", json!("harsh"), "strategies.grave", "unknown_value"),
            ("/duties/severe", json!([]), "duties.severe", "required"),
        ] {
            let answer = api.post("/api/v1/grading/versions", &with(pointer, value)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{pointer}");
            let error = &answer.body["errors"][0];
            assert_eq!((error["field"].as_str(), error["code"].as_str()), (Some(field), Some(code)), "{}", answer.text);
        }
        let looked = api.post("/api/v1/grading/preview", &with("/cut_offs/serious", json!(160))).await;
        assert_eq!((looked.status, &looked.body["cases"]), (StatusCode::OK, &json!(0)));
        assert_eq!(api.get("/api/v1/grading").await.body, good, "and nothing has changed");
    }
}
