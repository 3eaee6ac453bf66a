//! Who comes in: how long they stay, what their role needs, how often strangers may
//! try, and what the log says of it.

use crate::common::{Answer, Api, Desk, FORM};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::{App, AppOptions, people, record, staff, tokens};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, on_both};
use homeward_web::{Web, router};
use serde_json::{Value, json};
use totp_rs::{Builder, Totp};

const PASSWORD: &str = "七月在三亚看海的两个人";

/// A cookie that an answer sets, as a browser sends it back.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let set = answer.headers.get_all("set-cookie").into_iter().filter_map(|value| value.to_str().ok());
    let pairs = set.map(|line| line.split(';').next().unwrap_or_default().to_owned());
    pairs.into_iter().find(|pair| pair.starts_with(name) && !pair.ends_with('='))
}

/// An agent with a password; gives what their browser keeps: session and device.
async fn agent(t: &TestApp, api: &Api) -> (String, String) {
    let (_, link) = people::add_staff(&t.app, "李娜", "li@agency.test", "agent").await.unwrap();
    let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], format!("password={PASSWORD}")).await;
    (cookie(&answer, "homeward_session").unwrap(), cookie(&answer, "homeward_device").unwrap())
}

async fn sign_in(api: &Api, device: &str, password: &str) -> Answer {
    let form = format!("email=li@agency.test&password={password}");
    api.send("POST", "/sign-in", &[FORM, ("cookie", device)], form).await
}

async fn is_in(api: &Api, session: &str) -> bool {
    api.send("GET", "/desk", &[("cookie", session)], Body::empty()).await.status == StatusCode::OK
}

fn code(page: &str, t: &TestApp) -> String {
    let secret: String = page.split("<code>").nth(1).unwrap().split('<').next().unwrap().split(' ').collect();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp: Totp = Builder::new().with_secret(secret).with_account_name("-").build().unwrap();
    totp.generate(u64::try_from(t.app.clock().now().0 / 1_000_000).unwrap()).to_string()
}

fn find<'a>(set: &[&'a str], name: &str) -> &'a str {
    set.iter().find(|line| line.starts_with(name)).unwrap()
}

/// The log of sign-ins as outcome and way, the oldest first.
async fn log(api: &Api) -> Value {
    let items = api.get("/api/v1/sign_ins?limit=200").await.body["items"].as_array().unwrap().clone();
    items.iter().rev().map(|entry| json!([entry["outcome"], entry["way"], entry["staff"]])).collect()
}

on_both! {
    async fn a_session_in_use_ends_after_fourteen_days_or_as_the_company_says(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (session, _) = agent(&t, &api).await;
        for _ in 0..33 {
            t.later(Span::hours(10));
            assert!(is_in(&api, &session).await, "it is in use");
        }
        t.later(Span::hours(10));
        assert!(!is_in(&api, &session).await, "fourteen days have passed");

        let now = json!({"session_idle_hours": 1, "session_days": 1, "factor_roles": []});
        let again = sign_in(&api, "", PASSWORD).await;
        let session = cookie(&again, "homeward_session").unwrap();
        assert_eq!(api.post("/api/v1/access/versions", &now).await.status, StatusCode::CREATED);
        assert!(is_in(&api, &session).await);
        t.later(Span::minutes(61));
        assert!(!is_in(&api, &session).await);
        assert_eq!(api.get("/api/v1/access").await.body["version"], 2);
        for wrong in [json!({"session_idle_hours": 0, "session_days": 1, "factor_roles": []}),
            json!({"session_idle_hours": 1, "session_days": 91, "factor_roles": []}),
            json!({"session_idle_hours": 1, "session_days": 1, "factor_roles": ["boss"]}), json!({})] {
            assert_eq!(api.post("/api/v1/access/versions", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let other = t.another_copy().await;
        assert_eq!(other.access().session_days, 1, "kept for every copy");
    }

    async fn what_an_open_page_asks_by_itself_keeps_nobody_signed_in(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (session, _) = agent(&t, &api).await;
        for _ in 0..11 {
            t.later(Span::hours(1));
            let headers = [("cookie", session.as_str()), ("homeward-by-itself", "yes")];
            assert_eq!(api.send("GET", "/desk", &headers, Body::empty()).await.status, StatusCode::OK);
        }
        t.later(Span::hours(2));
        assert!(!is_in(&api, &session).await, "nobody did anything for thirteen hours");
    }

    async fn the_settings_page_shows_and_changes_what_is_asked(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        agent(&t, &api).await;
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        let page = boss.get("/desk/settings/access").await.text;
        assert!(page.contains("无操作多少小时后自动退出登录") && page.contains("value=\"12\""), "{page}");
        let form = "version=1&session_idle_hours=8&session_days=7&factor_roles=agent";
        let looked = boss.post("/desk/settings/access", &format!("{form}&preview=yes")).await;
        assert!(looked.text.contains("1 人尚未开启两步验证"), "{}", looked.text);
        assert_eq!(boss.post("/desk/settings/access", form).await.headers["location"], "/desk/settings/access?done=changed");
        let stale = boss.post("/desk/settings/access", "version=1&session_idle_hours=9&session_days=7").await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(t.app.access().factor_roles, ["agent"]);
        let lead = Desk::sign_in(&t, &api, "lead").await;
        assert_eq!(lead.post("/desk/settings/access", form).await.status, StatusCode::FORBIDDEN);
    }

    async fn whoever_lacks_the_second_factor_of_their_role_sets_it_up_before_anything_else(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (session, device) = agent(&t, &api).await;
        let now = json!({"session_idle_hours": 12, "session_days": 14, "factor_roles": ["agent"]});
        assert_eq!(api.post("/api/v1/access/versions", &now).await.status, StatusCode::CREATED);
        for page in ["/desk/now?unit=BJ", "/desk/me", "/desk/settings", "/desk/stream", "/onsite"] {
            let led = api.send("GET", page, &[("cookie", &session)], Body::empty()).await;
            let to = led.headers["location"].to_str().unwrap().to_owned();
            assert!(to.starts_with("/sign-in/factor"), "{page}: {to}");
        }
        let headers = [FORM, ("cookie", session.as_str())];
        let act = api.send("POST", "/desk/me/password", &headers, "password=something-else-7").await;
        assert_eq!(act.headers["location"], "/sign-in/factor", "nothing is done before");
        let page = api.send("GET", "/sign-in/factor?to=/desk/now", &headers, Body::empty()).await.text;
        assert!(page.contains("设置动态码") && page.contains("data:image/svg+xml;base64,"));
        let wrong = api.send("POST", "/sign-in/factor?to=/desk/now", &headers, "code=000000").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let on = api.send("POST", "/sign-in/factor?to=/desk/now", &headers, format!("code={}", code(&page, &t))).await;
        assert_eq!(on.headers["location"], "/desk/now", "{}", on.text);
        assert!(is_in(&api, &session).await);
        assert_eq!(sign_in(&api, &device, PASSWORD).await.headers["location"], "/sign-in/code");
        t.later(Span::minutes(1));
        let off = api.send("POST", "/desk/me/factor/off", &headers, format!("code={}", code(&page, &t))).await;
        assert_eq!(off.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(off.text.contains("您的角色必须使用动态码"), "{}", off.text);
        assert_eq!(api.send("GET", "/sign-in/factor", &[], Body::empty()).await.headers["location"], "/sign-in?to=/sign-in/factor");
    }

    async fn a_stranger_does_not_lock_anybody_out_of_their_own_device(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (_, device) = agent(&t, &api).await;
        let tries = (0..20).map(|_| sign_in(&api, "", "这是猜的密码而已"));
        let mut answers = Vec::new();
        for one in tries {
            answers.push(one.await.status);
        }
        assert_eq!(answers.last(), Some(&StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(sign_in(&api, "", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS, "nor the right one");
        let own = sign_in(&api, &device, PASSWORD).await;
        assert_eq!(own.status, StatusCode::SEE_OTHER, "on their own device they come in");
        assert_eq!(cookie(&own, "homeward_device"), None, "which knows them already");
        let forged = sign_in(&api, "homeward_device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", PASSWORD).await;
        assert_eq!(forged.status, StatusCode::TOO_MANY_REQUESTS);
        // The device of somebody else is none of theirs.
        let (_, link) = people::add_staff(&t.app, "王强", "wang@agency.test", "agent").await.unwrap();
        let other = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "").await;
        let other = cookie(&other, "homeward_device").unwrap();
        assert_eq!(sign_in(&api, &other, PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        let shared = api.send("POST", "/sign-in", &[FORM, ("cookie", &other)], format!("email=nobody@agency.test&password={PASSWORD}")).await;
        assert_eq!(shared.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Ten wrong ones on their own device are the end there too.
        let mut last = StatusCode::OK;
        for _ in 0..12 {
            last = sign_in(&api, &device, "这是猜的密码而已").await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    }

    async fn the_log_tells_sign_in_refusal_and_lock_out_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (session, device) = agent(&t, &api).await;
        t.later(Span::seconds(1));
        sign_in(&api, &device, "这是猜的密码而已").await;
        t.later(Span::seconds(1));
        api.send("POST", "/sign-in", &[FORM], "email=nobody@agency.test&password=x").await;
        t.later(Span::seconds(1));
        sign_in(&api, &device, PASSWORD).await;
        t.later(Span::seconds(1));
        api.send("POST", "/sign-out", &[("cookie", &session)], Body::empty()).await;
        let so_far = json!([["signed_in", "link", 1], ["refused", "password", 1], ["refused", "password", null],
            ["signed_in", "password", 1], ["signed_out", null, 1]]);
        assert_eq!(log(&api).await, so_far);
        for _ in 0..15 {
            sign_in(&api, "", "这是猜的密码而已").await;
        }
        let all = log(&api).await;
        let of = |outcome: &str| all.as_array().unwrap().iter().filter(|entry| entry[0] == outcome).count();
        assert_eq!((of("refused"), of("locked_out")), (12, 1), "{all}");
        let changes = api.get("/api/v1/staff/1/changes").await.body;
        assert_eq!(changes["items"].as_array().unwrap().last().unwrap()["verb"], "password_set");
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        let auditor = Desk::sign_in(&t, &api, "auditor").await;
        for desk in [&boss, &auditor] {
            let page = desk.get("/desk/settings/sign-ins").await.text;
            assert!(page.contains("李娜") && page.contains("无人使用的邮箱") && page.contains("尝试过多"), "{page}");
        }
        let lead = Desk::sign_in(&t, &api, "lead").await;
        assert_eq!(lead.get("/desk/settings/sign-ins").await.status, StatusCode::FORBIDDEN);
        let (mut pages, mut before) = (Vec::new(), String::new());
        loop {
            let page = api.get(&format!("/api/v1/sign_ins?staff=1&limit=2{before}")).await.body["items"].clone();
            let Some(last) = page.as_array().unwrap().last().cloned() else { break };
            before = format!("&before={}", last["id"].as_str().unwrap());
            pages.extend(page.as_array().unwrap().clone());
        }
        let whole = api.get("/api/v1/sign_ins?staff=1&limit=200").await.body["items"].clone();
        assert_eq!(json!(pages), whole, "page by page nothing is lost");
        for wrong in ["limit=0", "before=x", "staff=-1", "who=1"] {
            assert_eq!(api.get(&format!("/api/v1/sign_ins?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        record::seal(&t.app).await.unwrap();
        let proof = record::verify(&t.app, None).await.unwrap();
        assert!(proof.fault.is_none(), "{:?}", proof.fault);
    }

    async fn a_newer_link_ends_the_older_one(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (member, first) = people::add_staff(&t.app, "李娜", "li@agency.test", "agent").await.unwrap();
        let second = staff::link(&t.app, &t.anybody(), member.id).await.unwrap();
        let old = api.send("POST", &format!("/sign-in/{first}"), &[FORM], "").await;
        assert_eq!(old.status, StatusCode::GONE);
        let (_, of_other) = people::add_staff(&t.app, "王强", "wang@agency.test", "agent").await.unwrap();
        for path in [&second[second.find("/sign-in").unwrap()..], &format!("/sign-in/{of_other}")] {
            assert_eq!(api.send("POST", path, &[FORM], "").await.status, StatusCode::SEE_OTHER);
        }
    }

    async fn a_token_may_end_and_tells_when_it_was_last_used(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let end = (t.app.clock().now() + Span::hours(24)).to_rfc3339();
        let made = api.post("/api/v1/tokens", &json!({"name": "a day", "scopes": ["cases:read"], "expires_at": end})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let secret = made.body["secret"].as_str().unwrap().to_owned();
        let listed = async || api.get("/api/v1/tokens").await.body["items"][0].clone();
        assert_eq!(listed().await["used_at"], Value::Null);
        let begin = t.app.clock().now().to_rfc3339();
        for _ in 0..3 {
            assert!(tokens::caller(&t.app, &secret).await.is_ok());
            t.later(Span::seconds(10));
        }
        assert_eq!(listed().await["used_at"], json!(begin), "to the minute");
        t.later(Span::minutes(1));
        assert!(tokens::caller(&t.app, &secret).await.is_ok());
        assert_ne!(listed().await["used_at"], json!(begin));
        t.later(Span::hours(24));
        assert!(tokens::caller(&t.app, &secret).await.is_err(), "it has ended");
        let past = json!({"name": "b", "scopes": ["cases:read"], "expires_at": "2020-01-01T00:00:00+08:00"});
        assert_eq!(api.post("/api/v1/tokens", &past).await.body["errors"][0]["field"], "expires_at");
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        assert!(boss.get("/desk/settings/tokens").await.text.contains("到期时间"));
    }

    async fn figures_are_for_a_token_or_for_who_is_nearby(t: TestApp) {
        let api = Api::new(&t, &["metrics:read"]).await;
        let ask = async |headers: &[(&str, &str)], api: &Api| api.send("GET", "/metrics", headers, Body::empty()).await.status;
        assert_eq!(ask(&[], &api).await, StatusCode::OK);
        let forwarded = ("x-forwarded-for", "203.0.113.9");
        assert_eq!(ask(&[forwarded], &api).await, StatusCode::OK, "with a token from anywhere");
        let reader = Api::new(&t, &["cases:read"]).await;
        assert_eq!(ask(&[forwarded], &reader).await, StatusCode::FORBIDDEN);
        let stranger = api.without_token();
        assert_eq!(ask(&[forwarded], &stranger).await, StatusCode::UNAUTHORIZED);
        assert_eq!(ask(&[], &stranger).await, StatusCode::OK, "from this machine for itself");
    }

    async fn three_hundred_people_sign_in_from_one_address(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for n in 0..300 {
            let (_, link) = people::add_staff(&t.app, "员工", &format!("n{n}@agency.test"), "agent").await.unwrap();
            let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], "").await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{n}");
        }
    }

    async fn over_an_encrypted_address_a_session_is_for_this_host_alone(t: TestApp) {
        let plain = Api::new(&t, &["all"]).await;
        let answer = plain.send("GET", "/sign-in", &[], "").await;
        assert!(answer.headers.contains_key("permissions-policy"));
        assert!(!answer.headers.contains_key("strict-transport-security"), "nobody could come any more");
        let options = AppOptions { public_url: "https://help.agency.test".into(), ..t.options() };
        let app = tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap();
        let api = Api::with_token(router(Web::new(app)), String::new());
        let (_, link) = people::add_staff(&t.app, "李娜", "li@agency.test", "agent").await.unwrap();
        let answer = api.send("POST", &format!("/sign-in/{link}"), &[FORM], format!("password={PASSWORD}")).await;
        let set: Vec<&str> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
        let (device, session) = (find(&set, "__Host-homeward_device="), find(&set, "__Host-homeward_session="));
        for line in [device, session] {
            assert!(line.contains("; Path=/;") && line.ends_with("; Secure") && !line.contains("Domain"), "{line}");
        }
        assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000");
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin");
        let session = session.split(';').next().unwrap();
        assert!(is_in(&api, session).await);
        let planted = session.trim_start_matches("__Host-");
        assert!(!is_in(&api, planted).await, "another host of the domain could have set it");
    }
}
