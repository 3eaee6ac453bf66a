//! Who belongs to a unit sets nothing for others, ends nothing of others, and reads
//! nothing of others: settings, tokens, bookings, sign-ins.

use crate::common::{Answer, Api, FORM};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::tokens;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

const JSON: (&str, &str) = ("content-type", "application/json");

/// A company with two branches, which keeps its records by unit.
async fn house(api: &Api) {
    let company = json!({"reference": "HQ", "name": "总部", "kind": "company", "customers_by_unit": true,
        "bookings_by_unit": true, "suppliers_by_unit": true, "products_by_unit": true});
    assert_eq!(api.post("/api/v1/units", &company).await.status, StatusCode::CREATED);
    for (reference, parent) in [("SZ", json!("HQ")), ("GZ", json!("HQ")), ("XM", Value::Null)] {
        let branch = json!({"reference": reference, "name": reference, "kind": "branch", "parent": parent});
        assert_eq!(api.post("/api/v1/units", &branch).await.status, StatusCode::CREATED);
    }
}

/// A program of a unit that may do everything there; with its number.
async fn of_unit(t: &TestApp, api: &Api, unit: &str) -> Api {
    let token = tokens::create_ending(&t.app, unit, &["all".into()], Some(unit.into()), None).await.unwrap();
    api.with_other(&token)
}

/// Somebody of a unit who has signed in.
struct Person<'a> {
    api: &'a Api,
    cookie: String,
    staff: i64,
}

impl<'a> Person<'a> {
    async fn of(api: &'a Api, role: &str, unit: &str) -> Self {
        let email = format!("{role}.{unit}@agency.test");
        let made = api.post("/api/v1/staff", &json!({"name": role, "email": email, "role": role, "unit": unit})).await;
        let link = api.post(&format!("/api/v1/staff/{}/links", made.body["id"]), &json!({})).await;
        let path = link.body["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let answer = api.send("POST", &path, &[FORM], "").await;
        let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        Self { api, cookie, staff: made.body["id"].as_i64().unwrap() }
    }

    async fn get(&self, path: &str) -> Answer {
        self.api.send("GET", path, &[("cookie", &self.cookie)], Body::empty()).await
    }

    async fn post(&self, path: &str, form: &str) -> Answer {
        let headers = [FORM, ("cookie", &self.cookie), ("sec-fetch-site", "same-origin")];
        self.api.send("POST", path, &headers, form.to_owned()).await
    }
}

on_both! {
    async fn a_branch_sets_no_rule_of_the_company_and_keeps_a_promise_of_its_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        let (sz, head) = (of_unit(&t, &api, "SZ").await, of_unit(&t, &api, "HQ").await);
        let access = json!({"session_idle_hours": 11, "session_days": 13, "factor_roles": []});
        let retention = json!({"words_days": 1200, "proof_days": 1200, "looks_days": 1200});
        let settle = json!({"within_minutes": 60});
        for (path, body) in [
            ("/api/v1/access/versions", &access),
            ("/api/v1/access/preview", &access),
            ("/api/v1/retention/versions", &retention),
            ("/api/v1/promises/contact/versions", &settle),
            ("/api/v1/promises/contact/preview", &settle),
        ] {
            let refused = sz.post(path, body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: {}", refused.text);
            assert_eq!(refused.body["type"], "urn:homeward:problem:beyond-unit", "{path}");
            assert!(refused.text.contains("全公司"), "it says why: {}", refused.text);
        }
        assert_ne!(api.get("/api/v1/access").await.body["session_days"], 13, "nothing was set");

        let own = |unit: &str| json!({"of": "contact", "unit": unit, "within_minutes": 20, "urgent_within_minutes": 5, "danger_within_minutes": 5});
        let made = sz.post("/api/v1/promises", &own("SZ")).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let stricter = sz.post("/api/v1/promises/contact@SZ/versions", &json!({"within_minutes": 15})).await;
        assert_eq!(stricter.status, StatusCode::CREATED, "{}", stricter.text);
        let foreign = sz.post("/api/v1/promises", &own("GZ")).await;
        assert_eq!((foreign.status.as_u16(), &foreign.body["errors"][0]["code"]), (422, &json!("not_your_unit")));
        assert_eq!(api.post("/api/v1/promises", &own("GZ")).await.status, StatusCode::CREATED);
        let of_others = sz.post("/api/v1/promises/contact@GZ/versions", &json!({"within_minutes": 5})).await;
        assert_eq!(of_others.status, StatusCode::FORBIDDEN, "{}", of_others.text);

        let session = Person::of(&api, "administrator", "SZ").await;
        let form = "session_idle_hours=11&session_days=13";
        let refused = session.post("/desk/settings/access", form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text.contains("由全公司的管理员修改"), "{}", refused.text);
        let page = session.get("/desk/settings/access").await;
        assert!(page.status == StatusCode::OK && !page.text.contains("name=\"preview\""), "they read what holds");
        assert_eq!(session.get("/desk/settings/rules/new").await.status, StatusCode::FORBIDDEN);
        assert_eq!(session.get("/desk/settings/promises/contact@SZ").await.status, StatusCode::OK);

        let set = head.post("/api/v1/access/versions", &access).await;
        assert_eq!(set.status, StatusCode::CREATED, "the unit that is the company itself sets its rules: {}", set.text);
    }

    async fn a_branch_does_not_make_itself_the_company(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        let xm = of_unit(&t, &api, "XM").await;
        let company = json!({"reference": "XM", "name": "XM", "kind": "company"});
        let refused = xm.send("PUT", "/api/v1/units/XM", &[JSON], company.to_string()).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
        let renamed = json!({"reference": "XM", "name": "厦门", "kind": "branch"});
        let done = xm.send("PUT", "/api/v1/units/XM", &[JSON], renamed.to_string()).await;
        assert_eq!(done.status, StatusCode::OK, "its own unit it names: {}", done.text);
    }

    async fn a_branch_ends_no_token_of_others_and_lists_its_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        let sz = of_unit(&t, &api, "SZ").await;
        let made = async |unit: Value| {
            let new = json!({"name": "报表", "scopes": ["cases:read"], "unit": unit});
            let made = api.post("/api/v1/tokens", &new).await.body;
            (made["id"].as_i64().unwrap(), api.with_other(made["secret"].as_str().unwrap()))
        };
        let (company, gz, own) = (made(Value::Null).await, made(json!("GZ")).await, made(json!("SZ")).await);
        let session = Person::of(&api, "administrator", "SZ").await;
        for (id, program) in [&company, &gz] {
            let refused = sz.post(&format!("/api/v1/tokens/{id}/revocation"), &json!({})).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text);
            let page = format!("/desk/settings/tokens/{id}");
            assert_eq!(session.post(&format!("{page}/revocation"), "").await.status, StatusCode::NOT_FOUND);
            assert_eq!(session.get(&page).await.status, StatusCode::NOT_FOUND);
            assert_eq!(program.get("/api/v1/cases").await.status, StatusCode::OK, "it is good still");
        }
        let listed = sz.get("/api/v1/tokens").await.body;
        let units: Vec<&str> = listed["items"].as_array().unwrap().iter().map(|one| one["unit"].as_str().unwrap()).collect();
        assert_eq!(units, ["SZ", "SZ"], "its own alone: {listed}");
        let page = session.get("/desk/settings/tokens").await.text;
        assert!(page.contains(&format!("/tokens/{}\"", own.0)) && !page.contains(&format!("/tokens/{}\"", gz.0)));
        let ended = session.post(&format!("/desk/settings/tokens/{}/revocation", own.0), "").await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
        assert_eq!(own.1.get("/api/v1/cases").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(api.post(&format!("/api/v1/tokens/{}/revocation", gz.0), &json!({})).await.status, StatusCode::NO_CONTENT);
    }

    async fn a_booking_names_only_customers_that_its_writer_may_see(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        for (reference, unit) in [("CU-A", json!("SZ")), ("CU-B", json!("GZ")), ("CU-C", Value::Null)] {
            let customer = json!({"reference": reference, "name": "王芳", "unit": unit});
            assert_eq!(api.post("/api/v1/customers", &customer).await.status, StatusCode::CREATED);
        }
        let gz = of_unit(&t, &api, "GZ").await;
        let booking = |reference: &str, customer: &str| {
            json!({"reference": reference, "name": "桂林四日", "unit": "GZ", "customer": customer})
        };
        let unknown = gz.post("/api/v1/bookings", &booking("BK-1", "CU-ZZ")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        for unseen in ["CU-A", "CU-C"] {
            let refused = gz.post("/api/v1/bookings", &booking("BK-1", unseen)).await;
            assert_eq!((refused.status, &refused.body), (unknown.status, &unknown.body), "as one that is not there");
        }
        let session = Person::of(&api, "lead", "GZ").await;
        let form = |customer: &str| format!("reference=BK-2&name=a&unit=GZ&customer={customer}");
        let refused = session.post("/desk/bookings/new", &form("CU-A")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert_eq!(session.post("/desk/bookings/new", &form("CU-B")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(gz.post("/api/v1/bookings", &booking("BK-1", "CU-B")).await.status, StatusCode::CREATED);
        let erased = api.post("/api/v1/customers/CU-A/erasure", &json!({"ground": "person_request"})).await;
        assert_eq!(erased.status, StatusCode::CREATED, "nobody stands in its way: {}", erased.text);

        let put = async |caller: &Api, body: &Value| {
            let path = format!("/api/v1/bookings/{}", body["reference"].as_str().unwrap());
            caller.send("PUT", &path, &[JSON], body.to_string()).await
        };
        assert_eq!(put(&gz, &booking("BK-1", "CU-C")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(put(&api, &booking("BK-1", "CU-C")).await.status, StatusCode::OK, "the company names whom it likes");
        let mut renamed = booking("BK-1", "CU-C");
        renamed["name"] = json!("桂林五日");
        assert_eq!(put(&gz, &renamed).await.status, StatusCode::OK, "what the company has written there stays");
    }

    async fn a_case_page_shows_the_booking_to_whoever_may_see_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        let booking = json!({"reference": "BK-A", "name": "丝路十日", "unit": "SZ", "destination": "敦煌", "guide": "陈大文",
            "group_code": "GRP77", "departure_on": "2026-03-02", "items": [{"trade": "hotel", "name": "驼铃酒店", "contracted_by": "own"}]});
        let made = api.post("/api/v1/bookings", &booking).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let mut told = complaint("王芳", "导游强制购物");
        (told["unit"], told["booking_reference"]) = (json!("GZ"), json!("BK-A"));
        let number = api.made(&told).await;
        told["booking_reference"] = json!("BK-ZZ");
        let of_none = api.made(&told).await;
        let (near, far) = (Person::of(&api, "administrator", "HQ").await, Person::of(&api, "lead", "GZ").await);
        let (page, none) = (far.get(&format!("/desk/cases/{number}")).await, far.get(&format!("/desk/cases/{of_none}")).await);
        assert_eq!((page.status, none.status), (StatusCode::OK, StatusCode::OK));
        let whole = near.get(&format!("/desk/cases/{number}")).await.text;
        let form = far.get(&format!("/desk/cases/{number}/acts/set_responsibility")).await.text;
        let of_api = of_unit(&t, &api, "GZ").await.get(&format!("/api/v1/cases/{number}")).await.text;
        for word in ["丝路十日", "敦煌", "陈大文", "GRP77", "驼铃酒店", "/desk/bookings/BK-A"] {
            assert!(!page.text.contains(word), "{word} is another unit's");
            assert!(!form.contains(word) && !of_api.contains(word), "{word}");
        }
        assert!(whole.contains("丝路十日") && whole.contains("/desk/bookings/BK-A"), "whoever may see it does");
        let rest = |text: &str| text.matches("BK-A").count();
        assert_eq!(rest(&page.text), none.text.matches("BK-ZZ").count(), "as for one that we do not have");
    }

    async fn a_branch_reads_the_sign_ins_of_its_own_people(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        house(&api).await;
        let (near, far) = (Person::of(&api, "auditor", "SZ").await, Person::of(&api, "lead", "GZ").await);
        let sz = of_unit(&t, &api, "SZ").await;
        let wrong = api.send("POST", "/sign-in", &[FORM], "email=nobody@agency.test&password=wrong-one-9").await;
        assert!(!wrong.status.is_server_error());
        let who = async |api: &Api, query: &str| -> Vec<i64> {
            let page = api.get(&format!("/api/v1/sign_ins{query}")).await.body;
            page["items"].as_array().unwrap().iter().map(|one| one["staff"].as_i64().unwrap_or(0)).collect()
        };
        assert!(who(&api, "").await.contains(&far.staff), "the company reads all");
        assert_eq!(who(&sz, "").await, [near.staff]);
        assert_eq!(who(&sz, &format!("?staff={}", near.staff)).await, [near.staff]);
        for other in [far.staff, 0] {
            assert_eq!(who(&sz, &format!("?staff={other}")).await, [0; 0], "{other}");
        }
        let page = near.get("/desk/settings/sign-ins").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("auditor") && !page.text.contains("<td>lead"), "{}", page.text);
        assert_eq!(of_unit(&t, &api, "XM").await.get("/api/v1/sign_ins").await.body["items"], json!([]), "nobody is there");
    }
}
