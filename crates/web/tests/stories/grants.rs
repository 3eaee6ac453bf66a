//! Nobody gives more than they have: roles, links to sign in by, resets, tokens.

use crate::common::{Answer, Api, Desk, FORM};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::Scope;
use homeward_testkit::on_both;
use serde_json::{Value, json};

/// What an agent may do, and change who is on the staff.
const AGENT_WHO_HIRES: [&str; 12] = [
    "cases:read",
    "cases:write",
    "customers:read",
    "contacts:read",
    "customers:write",
    "bookings:read",
    "bookings:write",
    "suppliers:read",
    "products:read",
    "staff:read",
    "settings:read",
    "staff:write",
];

async fn units(api: &Api) {
    for (reference, parent) in [("HQ", None), ("SZ", Some("HQ")), ("SZ-01", Some("SZ")), ("GZ", Some("HQ"))] {
        let body = json!({"reference": reference, "name": reference, "kind": "branch", "parent": parent});
        assert_eq!(api.post("/api/v1/units", &body).await.status, StatusCode::CREATED);
    }
}

async fn hire(api: &Api, email: &str, role: &str, unit: Option<&str>) -> Answer {
    let name = email.split('@').next().unwrap();
    api.post("/api/v1/staff", &json!({"name": name, "email": email, "role": role, "unit": unit})).await
}

/// Somebody of a unit who has signed in; gives the cookie of their session.
async fn signed_in(api: &Api, email: &str, role: &str, unit: &str) -> String {
    let made = hire(api, email, role, Some(unit)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let link = api.post(&format!("/api/v1/staff/{}/links", made.body["id"]), &json!({})).await;
    let path = link.body["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
    let answer = api.send("POST", &path, &[FORM], "").await;
    answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// The fields that were refused because they would give too much.
fn beyond(answer: &Answer) -> Vec<(&str, &str)> {
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.text);
    let text = |error: &'_ Value, name: &str| error[name].as_str().unwrap().to_owned();
    let errors = answer.body["errors"].as_array().unwrap();
    assert!(errors.iter().all(|error| !text(error, "message").is_empty()));
    errors.iter().map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap())).collect()
}

on_both! {
    async fn whoever_may_change_staff_makes_no_administrator_and_takes_over_none(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        let every: Vec<&str> = Scope::SPELLINGS.iter().copied().filter(|scope| *scope != "all").collect();
        let hires = Api::new(&t, &every).await;
        let before = api.get("/api/v1/staff").await.body;
        assert_eq!(beyond(&hire(&hires, "eve@agency.test", "administrator", None).await), [("role", "beyond_your_rights")]);
        let theirs = format!("/api/v1/staff/{}", boss.staff);
        for act in ["links", "sign_in_reset"] {
            beyond(&hires.post(&format!("{theirs}/{act}"), &json!({})).await);
        }
        let told = |role: &str, email: &str| json!({"name": "a", "email": email, "role": role}).to_string();
        let json = [("content-type", "application/json")];
        for changed in [told("agent", "a@agency.test"), told("administrator", "eve@agency.test")] {
            beyond(&hires.send("PUT", &theirs, &json, changed).await);
        }
        assert_eq!(api.get("/api/v1/staff").await.body, before, "nothing was stored");
        assert_eq!(boss.get("/desk").await.status, StatusCode::OK, "they are still signed in");
        let lead = hire(&hires, "lead@agency.test", "lead", None).await;
        assert_eq!(lead.status, StatusCode::CREATED, "what they may themselves they may give: {}", lead.text);
        let theirs = format!("/api/v1/staff/{}", lead.body["id"]);
        beyond(&hires.send("PUT", &theirs, &json, told("administrator", "lead@agency.test")).await);
        assert_eq!(hires.post(&format!("{theirs}/links"), &json!({})).await.status, StatusCode::CREATED);
        assert_eq!(hires.post(&format!("{theirs}/sign_in_reset"), &json!({})).await.status, StatusCode::NO_CONTENT);
    }

    async fn a_link_gives_no_more_than_its_maker_could_give_when_it_is_used(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        hire(&api, "next@agency.test", "administrator", None).await;
        let hires = api.post("/api/v1/tokens", &json!({"name": "hires", "scopes": AGENT_WHO_HIRES})).await.body;
        let hires_api = api.with_other(hires["secret"].as_str().unwrap());
        let told = |name: &str, role: &str| json!({"name": name, "email": format!("{name}@agency.test"), "role": role});
        let made = async |name: &str, by: &Api| {
            let person = hire(&api, &format!("{name}@agency.test"), "agent", None).await.body["id"].clone();
            let link = by.post(&format!("/api/v1/staff/{person}/links"), &json!({})).await;
            assert_eq!(link.status, StatusCode::CREATED, "{}", link.text);
            (person, link.body["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned())
        };
        let change = async |person: &Value, body: Value| {
            let json = [("content-type", "application/json")];
            let changed = api.send("PUT", &format!("/api/v1/staff/{person}"), &json, body.to_string()).await;
            assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
        };
        let look_and_use = async |link: &str| {
            let look = api.send("GET", link, &[], Body::empty()).await.status.as_u16();
            (look, api.send("POST", link, &[FORM], "").await.status.as_u16())
        };
        let (person, link) = made("promoted", &hires_api).await;
        change(&person, told("promoted", "administrator")).await;
        assert_eq!(look_and_use(&link).await, (410, 410), "made for an agent, it makes no administrator");
        change(&person, told("promoted", "agent")).await;
        assert_eq!(look_and_use(&link).await, (200, 303), "for an agent it is good");
        let (person, link) = made("boss", &api).await;
        change(&person, told("boss", "administrator")).await;
        assert_eq!(look_and_use(&link).await, (200, 303), "its maker could make it now");
        let (_, link) = made("late", &hires_api).await;
        let ended = api.post(&format!("/api/v1/tokens/{}/revocation", hires["id"]), &json!({})).await;
        assert!(ended.status.is_success(), "{}", ended.text);
        assert_eq!(look_and_use(&link).await, (410, 410), "its maker may nothing any more");
        let (chief, other) = (Desk::sign_in(&t, &api, "administrator").await, hire(&api, "of@agency.test", "agent", None).await);
        let page = chief.post(&format!("/desk/settings/staff/{}/link", other.body["id"]), "").await;
        let link = page.text.split("/sign-in/").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
        let mut left = told("administrator", "administrator");
        left["has_left"] = json!(true);
        change(&json!(chief.staff), left).await;
        assert_eq!(look_and_use(&format!("/sign-in/{link}")).await, (410, 410), "its maker has left");
    }

    async fn a_role_is_given_by_whoever_has_all_that_it_is_made_of(t: TestApp) {
        let api = Api::new(&t, &AGENT_WHO_HIRES).await;
        for role in ["agent", "on_site"] {
            let made = hire(&api, &format!("{role}@agency.test"), role, None).await;
            assert_eq!(made.status, StatusCode::CREATED, "{role}: {}", made.text);
        }
        for role in ["auditor", "lead", "manager", "administrator"] {
            let refused = hire(&api, &format!("{role}@agency.test"), role, None).await;
            assert_eq!(beyond(&refused), [("role", "beyond_your_rights")], "{role}");
        }
        let bare = Api::new(&t, &["staff:write"]).await;
        let refused = hire(&bare, "agent2@agency.test", "agent", None).await;
        assert_eq!(beyond(&refused), [("role", "beyond_your_rights")]);
        assert!(refused.text.contains("cases:read, ") && refused.text.contains("超出您自己的权限"), "{}", refused.text);
    }

    async fn whoever_sees_one_unit_gives_nobody_sight_of_another(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        units(&api).await;
        let boss = Desk::sign_in(&t, &api, "administrator").await;
        let session = signed_in(&api, "branch@agency.test", "administrator", "SZ").await;
        let post = async |path: &str, form: &str| {
            let headers = [FORM, ("cookie", session.as_str()), ("sec-fetch-site", "same-origin")];
            api.send("POST", path, &headers, form.to_owned()).await
        };
        let get = async |path: &str| api.send("GET", path, &[("cookie", &session)], Body::empty()).await;
        let person = |email: &str, unit: &str| format!("name=a&email={email}@agency.test&role=agent&unit={unit}");
        for unit in ["", "GZ", "HQ"] {
            let refused = post("/desk/settings/staff/new", &person("a", unit)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{unit}");
            assert!(refused.text.contains("不是您所在的单位"), "{}", refused.text);
            let token = post("/desk/settings/tokens/new", &format!("name=a&scopes=cases:read&unit={unit}")).await;
            assert!(token.status == StatusCode::UNPROCESSABLE_ENTITY && !token.text.contains("hwt_"), "{}", token.text);
        }
        let form = get("/desk/settings/staff/new").await.text;
        assert!(form.contains("value=\"SZ-01\"") && !form.contains("value=\"GZ\""), "others are not offered");
        let made = post("/desk/settings/staff/new", &person("a", "SZ-01")).await;
        assert!(made.status == StatusCode::OK && made.text.contains("/sign-in/"), "{}", made.text);
        assert!(post("/desk/settings/tokens/new", "name=a&scopes=cases:read&unit=SZ").await.text.contains("hwt_"));
        let everybody = api.get("/api/v1/staff").await.body;
        let id = |email: &str| {
            let items = everybody["items"].as_array().unwrap();
            items.iter().find(|one| one["email"] == email).unwrap()["id"].as_i64().unwrap()
        };
        let (own, new) = (id("branch@agency.test"), id("a@agency.test"));
        for (theirs, unit) in [(own, ""), (new, "GZ")] {
            let refused = post(&format!("/desk/settings/staff/{theirs}"), &person("b", unit)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not even an earlier version of themselves");
        }
        let page = get(&format!("/desk/settings/staff/{}", boss.staff)).await.text;
        assert!(!page.contains("/reset\"") && !page.contains("/link\""), "{page}");
        for act in ["link", "reset"] {
            let refused = post(&format!("/desk/settings/staff/{}/{act}", boss.staff), "").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
            assert!(!refused.text.contains("/sign-in/"));
        }
        assert_eq!(boss.get("/desk").await.status, StatusCode::OK, "they are still signed in");
    }
}
