//! The pages in process: sign-in by one-time link, queue, case, follow link.

use crate::common::Api;
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::people;
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use homeward_web::Language;
use serde_json::json;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn signed_in(t: &TestApp, api: &Api) -> String {
    let link = people::first_link(&t.app).await.unwrap().unwrap();
    let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "name=沈静&email=shen@example.com").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
    cookie.split(';').next().unwrap().to_owned()
}

on_both! {
    async fn the_first_link_makes_the_administrator_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let link = people::first_link(&t.app).await.unwrap().unwrap();
        let path = format!("/sign-in/{link}");
        let form = api.get(&path).await;
        assert!(form.text.contains("建立第一位管理员"));
        let wrong = api.send("POST", &path, &[FORM], "name=沈静&email=nonsense").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("沈静") && wrong.text.contains("应为电子邮箱"), "what was typed is kept");
        let elsewhere = [FORM, ("sec-fetch-site", "cross-site")];
        let forged = api.send("POST", &path, &elsewhere, "name=A&email=a@example.com").await;
        assert_eq!(forged.status, StatusCode::NOT_FOUND);
        let good = api.send("POST", &path, &[FORM], "name=沈静&email=shen@example.com").await;
        assert_eq!(good.status, StatusCode::SEE_OTHER);
        let again = api.send("POST", &path, &[FORM], "name=B&email=b@example.com").await;
        assert_eq!(again.status, StatusCode::GONE);
        assert_eq!(people::first_link(&t.app).await.unwrap(), None);
    }

    async fn the_queue_and_a_case_are_shown_in_both_languages_to_staff_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游<script>alert(1)</script>强制购物")).await;
        assert_eq!(api.get("/desk").await.status, StatusCode::SEE_OTHER, "sign in first");
        let session = signed_in(&t, &api).await;
        for (language, words) in [("zh-CN", ["未办结", "分类定级", "时间线"]), ("en", ["Open", "Triage", "Timeline"])] {
            let headers = [("cookie", session.as_str()), ("accept-language", language)];
            let queue = api.send("GET", "/desk", &headers, Body::empty()).await;
            assert!(queue.text.contains(words[0]) && queue.text.contains(words[1]), "{language}");
            let case = api.send("GET", &format!("/desk/cases/{number}"), &headers, Body::empty()).await;
            assert!(case.text.contains(words[2]) && case.text.contains("王芳"), "{language}");
            assert!(!case.text.contains("<script>alert"), "words are shown, never run");
            for page in [&queue.text, &case.text] {
                assert!(!page.contains("event-") && !page.contains("promise-"), "a message is missing");
            }
        }
    }

    async fn a_session_ends_when_its_owner_signs_out_or_leaves_it_long(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, &api).await;
        let headers = [("cookie", session.as_str())];
        t.later(Span::hours(12));
        assert_eq!(api.send("GET", "/desk", &headers, Body::empty()).await.status, StatusCode::SEE_OTHER);
    }

    async fn the_search_of_the_queue_finds_and_says_when_it_does_not(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let session = signed_in(&t, &api).await;
        let headers = [("cookie", session.as_str())];
        let found = api.send("GET", "/desk?q=%E8%B4%AD%E7%89%A9", &headers, Body::empty()).await;
        assert!(found.text.contains(&number));
        let nothing = api.send("GET", "/desk?q=zzzz", &headers, Body::empty()).await;
        assert!(nothing.text.contains("没有找到相符的工单"));
    }

    async fn on_site_staff_see_their_own_cases_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (own, other) = (api.made(&complaint("王芳", "导游强制购物")).await, api.made(&complaint("李强", "导游迟到")).await);
        let (staff, link) = people::add_staff(&t.app, "马导", "ma@example.com", "on_site").await.unwrap();
        api.post(&format!("/api/v1/cases/{own}/assignment"), &json!({"owner": staff.id})).await;
        let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "").await;
        let session = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let headers = [("cookie", session.as_str())];
        for path in ["/desk", "/desk?q=%E5%AF%BC%E6%B8%B8", "/desk?view=all"] {
            let page = api.send("GET", path, &headers, Body::empty()).await;
            assert!(page.text.contains(&own) && !page.text.contains(&other), "{path}");
        }
        let hidden = api.send("GET", &format!("/desk/cases/{other}"), &headers, Body::empty()).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let seen = api.send("GET", &format!("/desk/cases/{own}"), &headers, Body::empty()).await;
        assert!(seen.text.contains("13812345678"), "who owns a case can call the guest");
    }

    async fn the_follow_link_shows_state_public_promises_and_their_own_words_without_a_name(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let taken = api.post("/api/v1/cases", &complaint("王芳", "导游强制购物")).await;
        let path = taken.body["follow_url"].as_str().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap();
        let page = api.get(path).await;
        assert!(page.text.contains("首次回应") && !page.text.contains("受理决定"), "only what was promised in public");
        assert!(!page.text.contains("王芳") && page.text.contains("购物"));
        assert_eq!(api.get("/c/AAAAAAAAAAFAAAAAAAAAAAAAAAAAAAAA").await.status, StatusCode::NOT_FOUND);
    }

    async fn every_page_carries_the_headers_that_protect_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for path in ["/", "/sign-in", "/nothing", "/api/docs", "/healthz", "/readyz", "/metrics"] {
            let answer = api.get(path).await;
            let policy = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
            assert!(!answer.text.contains("style=") && !answer.text.contains("onclick"), "{path}");
        }
        let away = api.get("/language/en?back=//evil.example").await;
        assert_eq!(away.headers["location"], "/");
        let back = api.get("/language/en?back=/desk").await;
        assert_eq!(back.headers["location"], "/desk");
        assert!(back.headers["set-cookie"].to_str().unwrap().contains(Language::English.tag()));
    }
}
