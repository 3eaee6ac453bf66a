//! Contact points of travellers at the desk: to whom they are open, the key for
//! everybody else, and the log of both.

use crate::common::{Api, Desk};
use axum::http::StatusCode;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

const PHONE: &str = "13812345678";
const MASK: &str = "138****5678";
const REASON: &str = "reason=check_identity";

/// Who looked and why, the newest first.
async fn log(api: &Api, path: &str) -> Vec<(String, String)> {
    let log = api.get(&format!("/api/v1/{path}/looks")).await;
    assert_eq!(log.status, StatusCode::OK, "{}", log.text);
    assert!(!log.text.contains("1234") && !log.text.contains("王"), "ids alone: {}", log.text);
    let told = |look: &Value| (look["actor"].as_str().unwrap().to_owned(), look["why"].as_str().unwrap().to_owned());
    log.body["items"].as_array().unwrap().iter().map(told).collect()
}

fn entry(desk: &Desk<'_>, why: &str) -> (String, String) {
    (format!("staff:{}", desk.staff), why.to_owned())
}

on_both! {
    async fn at_the_desk_contact_points_are_open_to_the_owner_and_masked_for_a_colleague(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (owner, auditor) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let mut body = complaint("王芳", "导游强制购物");
        body["complainant"]["email"] = json!("wang.fang@example.com");
        body["complainant"]["address"] = json!("海棠路八号");
        body["co_complainants"] = json!([{"name": "赵悦", "phone": "13987654321"}]);
        let number = api.made(&body).await;
        let page = format!("/desk/cases/{number}");
        assert!(!owner.get(&page).await.text.contains(PHONE), "nobody has it yet");
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        let open = owner.get(&page).await.text;
        for point in [PHONE, "wang.fang@example.com", "海棠路八号", "13987654321"] {
            assert!(open.contains(point), "{point}");
        }
        assert!(!open.contains("data-unmask"), "there is no key where nothing is closed");
        let closed = auditor.get(&page).await.text;
        for point in [PHONE, "wang.fang", "海棠路八号", "13987654321"] {
            assert!(!closed.contains(point), "{point}");
        }
        assert!(closed.contains(MASK) && closed.contains("w****@example.com") && closed.contains("139****4321"));
        assert!(closed.contains("data-unmask"));
        for path in ["/desk?view=all", "/desk?q=13812345678", "/desk/palette?q=13812345678", "/desk/new/caller?phone=13812345678"] {
            let list = owner.get(path).await.text;
            // What somebody looked for stands over the list as they typed it.
            let list = list.split_once("<tbody").map_or(list.as_str(), |(_, rows)| rows.split_once("</tbody").unwrap().0);
            assert!(list.contains(&number) && !list.contains(PHONE), "found, and not told: {path}");
        }
        let lead = Desk::sign_in(&t, &api, "lead").await;
        assert!(lead.get(&page).await.text.contains(PHONE), "who leads the unit");
    }

    async fn one_key_shows_them_for_a_reason_and_each_look_is_in_the_log(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let customer = json!({"reference": "C-1", "name": "王芳", "phone": PHONE});
        assert_eq!(api.post("/api/v1/customers", &customer).await.status, StatusCode::CREATED);
        let (owner, auditor) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        let key = format!("/desk/cases/{number}/contacts");
        let anyway = owner.get(&key).await;
        assert_eq!((anyway.status.as_u16(), &anyway.headers["location"]), (303, &format!("/desk/cases/{number}").parse::<axum::http::HeaderValue>().unwrap()), "whoever sees them anyway is not asked why");
        let form = auditor.get(&key).await;
        assert_eq!(form.text.matches("name=\"reason\"").count(), 4, "four reasons: {}", form.text);
        assert!(!form.text.contains(PHONE));
        for wrong in ["", "reason=curious"] {
            let refused = auditor.post(&key, wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(!refused.text.contains(PHONE));
        }
        assert_eq!(log(&api, "customers/C-1").await, [], "nobody has looked");
        let shown = auditor.post(&key, REASON).await;
        assert!(shown.status == StatusCode::OK && shown.text.contains(PHONE), "{}", shown.text);
        t.later(Span::minutes(1));
        auditor.post(&key, REASON).await;
        let twice = [entry(&auditor, "check_identity"), entry(&auditor, "check_identity")];
        assert_eq!(log(&api, "customers/C-1").await, twice, "each look for a reason");
        t.later(Span::minutes(1));
        for _ in 0..3 {
            owner.get(&format!("/desk/cases/{number}")).await;
        }
        let told = [&[entry(&owner, "owner")][..], &twice].concat();
        assert_eq!(log(&api, "customers/C-1").await, told, "those of an hour by a relation are one");
        t.later(Span::hours(1));
        owner.get(&format!("/desk/cases/{number}")).await;
        assert_eq!(log(&api, &format!("cases/{number}")).await.len(), 4);
        let page = api.get("/api/v1/customers/C-1/looks?limit=1").await.body;
        assert_eq!(page["items"][0]["case"], number.as_str());
        let before = page["items"][0]["id"].as_str().unwrap();
        let rest = api.get(&format!("/api/v1/customers/C-1/looks?before={before}")).await.body;
        assert_eq!(rest["items"].as_array().unwrap().len(), 3);
        assert_eq!(api.get("/api/v1/customers/C-1/looks?before=x").await.status, StatusCode::BAD_REQUEST);
        for path in ["/desk/customers/C-1", &format!("/desk/cases/{number}")] {
            let listed = auditor.get(&format!("{path}/looks")).await;
            assert!(listed.text.contains("核实身份") && listed.text.contains("工单负责人"), "{}", listed.text);
            assert!(!listed.text.contains("1234"));
            assert_eq!(owner.get(&format!("{path}/looks")).await.status, StatusCode::FORBIDDEN, "not for everybody");
        }
    }

    async fn a_colleague_who_is_mentioned_sees_them_until_the_case_has_ended(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, other) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "auditor").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let page = format!("/desk/cases/{number}");
        agent.post(&format!("{page}/acts/notes"), "text=%40agent&key=k0").await;
        assert!(!agent.get(&page).await.text.contains(PHONE), "nobody opens them by naming themselves");
        api.done(&number, "notes", json!({"text": "@agent 请看"})).await;
        assert!(agent.get(&page).await.text.contains(PHONE) && !other.get(&page).await.text.contains(PHONE));
        api.done(&number, "withdrawal", json!({"text": "客人撤回"})).await;
        assert!(!agent.get(&page).await.text.contains(PHONE));
    }

    async fn in_the_registers_they_are_masked_and_a_mask_that_is_sent_back_changes_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let customer = json!({"reference": "C-1", "name": "王芳", "phone": PHONE, "email": "wang.fang@example.com"});
        let booking = json!({"reference": "B-1", "name": "云南", "customer": "C-1", "phone": PHONE,
            "travellers": [{"name": "李强", "phone": "13987654321"}]});
        for (noun, body) in [("customers", &customer), ("bookings", &booking)] {
            assert_eq!(api.post(&format!("/api/v1/{noun}"), body).await.status, StatusCode::CREATED);
        }
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        for path in ["customers", "customers/C-1", "bookings", "bookings/B-1"] {
            let shown = agent.get(&format!("/desk/{path}")).await.text;
            let whole = [PHONE, "wang.fang", "13987654321"].iter().any(|point| shown.contains(point));
            assert!(!whole, "{path}: {shown}");
        }
        assert!(!lead.get("/desk/customers").await.text.contains(PHONE), "a list opens them to nobody");
        assert!(lead.get("/desk/customers/C-1").await.text.contains(PHONE));
        let sent = format!("version=1&name=%E7%8E%8B%E8%8A%B3&phone={}&email=w****%40example.com&note=%E9%9D%A0%E7%AA%97", "138****5678");
        let changed = agent.post("/desk/customers/C-1", &sent).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
        let kept = api.get("/api/v1/customers/C-1").await.body;
        assert_eq!((&kept["phone"], &kept["email"], &kept["note"]), (&customer["phone"], &customer["email"], &json!("靠窗")));
        let program = Api::new(&t, &["bookings:read", "bookings:write"]).await;
        let mut moved = program.get("/api/v1/bookings/B-1").await.body;
        moved.as_object_mut().unwrap().retain(|field, _| !matches!(field.as_str(), "version" | "updated_at"));
        moved["travellers"].as_array_mut().unwrap().insert(0, json!({"name": "赵悦", "phone": "13600000001"}));
        let json = [("content-type", "application/json")];
        let refused = program.send("PUT", "/api/v1/bookings/B-1", &json, moved.to_string()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert_eq!(refused.body["errors"][0]["field"], "travellers[1].phone", "a mask is kept in place of no number");
        let seen = agent.post("/desk/bookings/B-1/contacts", "reason=answer_traveller").await;
        assert!(seen.text.contains(PHONE) && seen.text.contains("13987654321"), "{}", seen.text);
        let told = log(&api, "customers/C-1").await;
        for one in [entry(&agent, "answer_traveller"), entry(&lead, "lead"), ("token:1".to_owned(), "contacts_read".to_owned())] {
            assert!(told.contains(&one), "{one:?} in {told:?}");
        }
        assert_eq!(told.len(), 3, "what the token read of one customer is one entry: {told:?}");
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let file = agent.get(&format!("/desk/cases/{number}")).await.text;
        assert!(file.contains("/desk/customers/C-1\"") && !file.contains(PHONE), "the way to the file names no number");
        assert!(!agent.get("/desk/customers/C-1").await.text.contains(PHONE));
        api.done(&number, "assignment", json!({"owner": agent.staff})).await;
        assert!(agent.get("/desk/customers/C-1").await.text.contains(PHONE), "the owner of their case");
    }
}
