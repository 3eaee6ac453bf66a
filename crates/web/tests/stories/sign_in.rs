//! Sign-in as browsers do it: password, code of an authenticator, sessions.

use crate::common::{Answer, Api};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::people;
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, on_both};
use serde_json::json;
use totp_rs::{Builder, Totp};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const PASSWORD: &str = "七月在三亚看海的两个人";

/// The first administrator with a password; gives the cookie of their session.
async fn administrator(t: &TestApp, api: &Api) -> String {
    let link = people::first_link(&t.app).await.unwrap().unwrap();
    let form = format!("name=沈静&email=shen@agency.test&password={PASSWORD}");
    let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    cookie(&answer, "homeward_session").unwrap()
}

/// A cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let set = answer.headers.get_all("set-cookie").into_iter().filter_map(|value| value.to_str().ok());
    let pair = set.map(|line| line.split(';').next().unwrap_or_default().to_owned());
    pair.into_iter().find(|pair| pair.starts_with(name) && !pair.ends_with('='))
}

async fn by_password(api: &Api, password: &str) -> Answer {
    let agent = ("user-agent", "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36");
    api.send("POST", "/sign-in", &[FORM, agent], format!("email=Shen@agency.test&password={password}")).await
}

async fn post(api: &Api, session: &str, path: &str, form: String) -> Answer {
    api.send("POST", path, &[FORM, ("cookie", session)], form).await
}

async fn get(api: &Api, session: &str, path: &str) -> Answer {
    api.send("GET", path, &[("cookie", session)], Body::empty()).await
}

/// The authenticator of whoever reads the secret off the page.
fn authenticator(page: &str) -> Totp {
    let secret: String = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().split(' ').collect();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    Builder::new().with_secret(secret).with_account_name("-").build().unwrap()
}

fn code(app: &Totp, t: &TestApp) -> String {
    app.generate(u64::try_from(t.app.clock().now().0 / 1_000_000).unwrap()).to_string()
}

on_both! {
    async fn a_password_signs_in_and_a_wrong_one_tells_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        administrator(&t, &api).await;
        let good = by_password(&api, PASSWORD).await;
        assert_eq!((good.status, &good.headers["location"]), (StatusCode::SEE_OTHER, &"/desk".parse().unwrap()));
        let session = cookie(&good, "homeward_session").unwrap();
        assert_eq!(get(&api, &session, "/desk").await.status, StatusCode::OK);
        let wrong = by_password(&api, "六月在三亚看海的两个人").await;
        let nobody = api.send("POST", "/sign-in", &[FORM], format!("email=li@agency.test&password={PASSWORD}")).await;
        for answer in [&wrong, &nobody] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.text.contains("邮箱或密码不对") && cookie(answer, "homeward").is_none());
            assert!(!answer.text.contains("三亚"), "a password is never shown");
        }
        assert!(wrong.text.contains("Shen@agency.test"), "the address that was typed is kept");
    }

    async fn whoever_asked_for_a_page_goes_on_to_it_and_never_elsewhere(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        administrator(&t, &api).await;
        let sent = api.send("GET", "/desk/now?unit=BJ", &[], Body::empty()).await;
        assert_eq!(sent.headers["location"], "/sign-in?to=/desk/now%3Funit%3DBJ");
        let form = format!("email=shen@agency.test&password={PASSWORD}");
        for (to, goes) in [("/desk/now%3Funit%3DBJ", "/desk/now?unit=BJ"), ("//evil.test", "/desk"), ("https://evil.test", "/desk")] {
            let answer = api.send("POST", &format!("/sign-in?to={to}"), &[FORM], form.clone()).await;
            assert_eq!(answer.headers["location"], goes);
        }
        // What a browser leaves out before it reads an address would make another of it.
        for to in ["/%09/evil.test", "/%0A/evil.test", "/desk%00", "%09//evil.test"] {
            for (method, path) in [("POST", "/sign-in?to="), ("GET", "/language/en?back=")] {
                let answer = api.send(method, &format!("{path}{to}"), &[FORM], form.clone()).await;
                assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}{to}");
                assert!(!answer.headers.contains_key("location") && answer.text.contains("无法识别"));
            }
        }
        let words = api.send("GET", "/language/en?back=/desk%3Fq=%E8%B4%AD%E7%89%A9", &[], Body::empty()).await;
        assert_eq!(words.headers["location"], "/desk?q=%E8%B4%AD%E7%89%A9");
        let torn = [("content-type", "multipart/form-data; boundary=mark")];
        assert_eq!(api.send("POST", "/complain", &torn, "--mark\r\n").await.status, StatusCode::BAD_REQUEST);
    }

    async fn guesses_come_to_an_end_for_one_person_and_not_for_others(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        administrator(&t, &api).await;
        let mut tries = 0;
        let last = loop {
            let answer = by_password(&api, "这是猜的密码而已").await;
            if answer.status != StatusCode::UNPROCESSABLE_ENTITY || tries > 20 {
                break answer;
            }
            tries += 1;
        };
        assert_eq!((tries, last.status), (10, StatusCode::TOO_MANY_REQUESTS));
        assert!(by_password(&api, PASSWORD).await.status == StatusCode::TOO_MANY_REQUESTS, "nor the right one");
        let other = api.send("POST", "/sign-in", &[FORM], "email=li@agency.test&password=x").await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_short_password_is_refused_and_the_link_stays_good(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let link = people::first_link(&t.app).await.unwrap().unwrap();
        let path = format!("/sign-in/{link}");
        let short = api.send("POST", &path, &[FORM], "name=沈静&email=shen@agency.test&password=kurz").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text.contains("密码：至少 10 个字符") && short.text.contains("沈静"), "{}", short.text);
        let good = api.send("POST", &path, &[FORM], format!("name=沈静&email=shen@agency.test&password={PASSWORD}")).await;
        assert_eq!(good.status, StatusCode::SEE_OTHER);
    }

    async fn a_code_is_asked_for_once_turned_on_and_good_for_one_use(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t, &api).await;
        let page = get(&api, &session, "/desk/me").await.text;
        assert!(page.contains("data:image/svg+xml;base64,"));
        let phone = authenticator(&page);
        let wrong = post(&api, &session, "/desk/me/factor", "code=000000".into()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let first = code(&phone, &t);
        let on = post(&api, &session, "/desk/me/factor", format!("code={} {}", &first[..3], &first[3..])).await;
        assert_eq!(on.headers["location"], "/desk/me?done=factor-on");

        let asked = by_password(&api, PASSWORD).await;
        assert_eq!(asked.headers["location"], "/sign-in/code");
        assert_eq!(cookie(&asked, "homeward_session"), None, "not signed in yet");
        let half = cookie(&asked, "homeward_code").unwrap();
        let as_session = half.replace("homeward_code", "homeward_session");
        assert_eq!(get(&api, &as_session, "/desk").await.status, StatusCode::SEE_OTHER, "half a sign-in is none");
        let used = post(&api, &half, "/sign-in/code", format!("code={first}")).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "the code was used already");
        t.later(Span::minutes(1));
        let good = post(&api, &half, "/sign-in/code", format!("code={}", code(&phone, &t))).await;
        assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.text);
        let signed_in = cookie(&good, "homeward_session").unwrap();
        assert_eq!(get(&api, &signed_in, "/desk").await.status, StatusCode::OK);
        t.later(Span::minutes(1));
        let again = post(&api, &half, "/sign-in/code", format!("code={}", code(&phone, &t))).await;
        assert_eq!(again.headers["location"], "/sign-in", "the half is used up");
    }

    async fn a_code_comes_too_late_after_five_minutes(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t, &api).await;
        let phone = authenticator(&get(&api, &session, "/desk/me").await.text);
        post(&api, &session, "/desk/me/factor", format!("code={}", code(&phone, &t))).await;
        let half = cookie(&by_password(&api, PASSWORD).await, "homeward_code").unwrap();
        t.later(Span::minutes(6));
        let late = post(&api, &half, "/sign-in/code", format!("code={}", code(&phone, &t))).await;
        assert_eq!(late.headers["location"], "/sign-in");
    }

    async fn a_link_alone_neither_skips_the_code_nor_replaces_the_password(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t, &api).await;
        let phone = authenticator(&get(&api, &session, "/desk/me").await.text);
        post(&api, &session, "/desk/me/factor", format!("code={}", code(&phone, &t))).await;
        let url = api.post("/api/v1/staff/1/links", &json!({})).await.body["url"].as_str().unwrap().to_owned();
        let path = url[url.find("/sign-in").unwrap()..].to_owned();
        assert!(!api.get(&path).await.text.contains("name=\"password\""));
        let asked = api.send("POST", &path, &[FORM], "password=另一个足够长的密码").await;
        assert_eq!(asked.headers["location"], "/sign-in/code");
        assert_eq!(by_password(&api, PASSWORD).await.headers["location"], "/sign-in/code", "the password still holds");
    }

    async fn an_administrator_resets_whoever_lost_everything(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t, &api).await;
        let before = get(&api, &session, "/desk/me").await.text;
        post(&api, &session, "/desk/me/factor", format!("code={}", code(&authenticator(&before), &t))).await;
        let reset = api.send("POST", "/api/v1/staff/1/sign_in_reset", &[], Body::empty()).await;
        assert_eq!(reset.status, StatusCode::NO_CONTENT);
        assert_eq!(get(&api, &session, "/desk").await.status, StatusCode::SEE_OTHER, "signed out");
        assert_eq!(by_password(&api, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(api.send("POST", "/api/v1/staff/77/sign_in_reset", &[], Body::empty()).await.status, 404);
        let url = api.post("/api/v1/staff/1/links", &json!({})).await.body["url"].as_str().unwrap().to_owned();
        let back = api.send("POST", &url[url.find("/sign-in").unwrap()..], &[FORM], "").await;
        let session = cookie(&back, "homeward_session").unwrap();
        let after = get(&api, &session, "/desk/me").await.text;
        assert_ne!(after.split("<code>").nth(1), before.split("<code>").nth(1), "another secret is offered");
        let changes = api.get("/api/v1/staff/1/changes").await.body;
        let verbs: Vec<_> = changes["items"].as_array().unwrap().iter().map(|c| c["verb"].clone()).collect();
        assert_eq!(json!(verbs), json!(["made", "password_set", "factor_on", "sign_in_reset", "link_made"]));
    }

    async fn a_new_password_ends_the_other_sessions_and_asks_for_the_old_one(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let here = administrator(&t, &api).await;
        let there = cookie(&by_password(&api, PASSWORD).await, "homeward_session").unwrap();
        let page = get(&api, &here, "/desk/me").await.text;
        assert!(page.contains("Chrome · Windows") && page.contains("未知设备"), "both sessions are listed");
        let new = "八月在敦煌看星的两个人";
        let wrong = post(&api, &here, "/desk/me/password", format!("current=nonsense&password={new}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("与您现在的密码不符"));
        let set = post(&api, &here, "/desk/me/password", format!("current={PASSWORD}&password={new}")).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text);
        assert_eq!(get(&api, &here, "/desk").await.status, StatusCode::OK);
        assert_eq!(get(&api, &there, "/desk").await.status, StatusCode::SEE_OTHER);
        assert_eq!(by_password(&api, PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(by_password(&api, new).await.status, StatusCode::SEE_OTHER);
    }

    async fn one_ends_ones_own_sessions_and_nobody_elses(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let here = administrator(&t, &api).await;
        let there = cookie(&by_password(&api, PASSWORD).await, "homeward_session").unwrap();
        let (_, link) = people::add_staff(&t.app, "李娜", "li@agency.test", "agent").await.unwrap();
        let other = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "").await;
        let other = cookie(&other, "homeward_session").unwrap();
        let page = get(&api, &here, "/desk/me").await.text;
        let path = page.split("action=\"").find(|at| at.starts_with("/desk/me/sessions/")).unwrap();
        let path = path.split('"').next().unwrap();
        assert_eq!(post(&api, &other, path, String::new()).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&api, &here, path, String::new()).await.status, StatusCode::SEE_OTHER);
        assert_eq!(get(&api, &there, "/desk").await.status, StatusCode::SEE_OTHER);
        assert_eq!(get(&api, &here, "/desk").await.status, StatusCode::OK);
        let foreign = [FORM, ("cookie", here.as_str()), ("sec-fetch-site", "cross-site")];
        assert_eq!(api.send("POST", "/desk/me/sessions/others", &foreign, "").await.status, StatusCode::NOT_FOUND);
    }
}
