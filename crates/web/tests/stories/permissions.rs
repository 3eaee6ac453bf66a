//! Who may do what: every route of the router, API and desk, stands in the matrix,
//! and every caller of the matrix really asks. A route that stands in no line of it
//! fails the test.

use crate::common::{Answer, Api, FORM, multipart};
use crate::matrix::company::{Objects, case_of, hired, house, record, routes};
use crate::matrix::{Need, Who, Whose, lets_in, of};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::caller::Role;
use homeward_app::{Scope, tokens};
use homeward_testkit::{Backend, TestApp};
use serde_json::json;

const JSON: (&str, &str) = ("content-type", "application/json");
/// Acts that stand for all of their right where those of a unit ask.
const OF_EACH_RIGHT: [&str; 4] = ["notes", "responsibility", "hold", "erasure"];

#[test]
fn every_route_stands_in_the_matrix_and_the_page_about_rights_says_the_same() {
    Backend::Sqlite.run(|t: TestApp| async move {
        let api = Api::new(&t, &["all"]).await;
        let routes = routes(&t, &api).await;
        assert!(routes.len() > 300, "{}", routes.len());
        let missing: Vec<_> = routes.iter().filter(|(method, path)| of(method, path).is_none()).collect();
        assert!(missing.is_empty(), "these stand in no line of the matrix: {missing:#?}");
        // The gallery of components is not in what people run.
        let shipped: Vec<_> = routes.into_iter().filter(|(_, path)| path != "/gallery").collect();
        let table = crate::matrix::table(&shipped);
        let written = concat!(env!("CARGO_TARGET_TMPDIR"), "/rights.md");
        std::fs::write(written, &table).unwrap();
        let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rights.md")).unwrap();
        let others = |one: &str, other: &str| -> Vec<String> {
            one.lines().filter(|line| !other.lines().any(|known| known == *line)).map(str::to_owned).collect()
        };
        let (new, old) = (others(&table, &kept), others(&kept, &table));
        assert!(kept == table, "docs/rights.md should say what is in {written}: {new:#?} in place of {old:#?}");
    });
}

/// Pages that need more than is there to be asked for; their own stories ask.
const NEEDS_MORE: [&str; 3] = ["/onsite-worker.js", "/desk/views/{id}/removal", "/desk/settings/retention/{day}"];

#[test]
fn every_route_of_the_api_lets_in_its_own_scope_and_no_other() {
    Backend::Sqlite.run(each_route_and_scope);
}

async fn each_route_and_scope(t: TestApp) {
    let all = Api::new(&t, &["all"]).await;
    house(&all).await;
    let colleague = hired(&all, "colleague", "agent", Some("SZ")).await;
    let number = case_of(&all, colleague).await;
    let objects = Objects { number: number.clone(), colleague, token: 1_000, notice: 1_000, view: 1_000 };
    let mut programs = Vec::new();
    for scope in Scope::SPELLINGS {
        for unit in [None, Some("SZ"), Some("GZ")] {
            let token =
                tokens::create_ending(&t.app, "a", &[(*scope).into()], unit.map(str::to_owned), None).await.unwrap();
            programs.push((*scope, unit, all.with_other(&token)));
        }
    }
    let nobody = all.with_other("hwt_nobody");
    let routes = routes(&t, &all).await;
    for (method, path) in routes.iter().filter(|(_, path)| path.starts_with("/api/v1/")) {
        let need = of(method, path).unwrap();
        let filled = objects.filled(path);
        let body = match need.whose {
            Whose::Record => record(path),
            Whose::Case => json!({"text": "看"}),
            _ => json!({}),
        };
        let body = body.to_string();
        let ask = async |api: &Api| api.send(method, &filled, &[JSON], body.clone()).await;
        for (scope, unit, api) in &programs {
            let answer = ask(api).await;
            let told = format!("{method} {filled} with {scope} of {unit:?}: {}", answer.status);
            match need.who {
                Who::Everybody => assert!(answer.status.is_success(), "{told}"),
                Who::Holder(needed) if needed != *scope && *scope != "all" => {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}");
                }
                _ => program_is_let_in(need, scope, *unit, &answer, &told),
            }
        }
        if need.who != Who::Everybody {
            assert_eq!(ask(&nobody).await.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
    let before = all.whole(&number).await;
    assert!(before["clocks"].as_array().unwrap().len() > 5, "what was refused left the case as it was");
}

/// Whether a program that has the scope got as far as its unit allows.
fn program_is_let_in(need: Need, scope: &str, unit: Option<&str>, answer: &Answer, told: &str) {
    let is_near = unit != Some("GZ");
    match need.whose {
        // Fields that are missing are told before anybody looks whose the case is.
        Whose::Case if !is_near && answer.status == StatusCode::UNPROCESSABLE_ENTITY => {}
        Whose::Case | Whose::Record if !is_near => assert_eq!(answer.status, StatusCode::NOT_FOUND, "{told}"),
        Whose::Case if !told.contains("/1") => assert_ne!(answer.status, StatusCode::NOT_FOUND, "{told}"),
        Whose::Rule if unit.is_some() => assert_eq!(answer.status, StatusCode::FORBIDDEN, "{told}"),
        Whose::Record => assert_ne!(answer.status, StatusCode::NOT_FOUND, "{told}"),
        // A body without fields is refused before anybody is changed.
        Whose::Staff if !told.starts_with("PUT") => {
            assert_eq!(answer.status == StatusCode::FORBIDDEN, scope != "all" || !is_near, "{told}");
        }
        _ => assert!(!matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED), "{told}"),
    }
}

/// A member of staff who is signed in.
struct Person {
    role: Role,
    unit: Option<&'static str>,
    cookie: String,
    /// With a case of their own, and with one of a colleague.
    objects: [Objects; 2],
}

async fn person(api: &Api, (role, unit): (Role, Option<&'static str>), others: (&str, i64, i64, i64)) -> Person {
    let name = format!("{}-{}", role.as_str(), unit.unwrap_or("all")).replace('_', "-");
    let id = hired(api, &name, role.as_str(), unit).await;
    let link = api.post(&format!("/api/v1/staff/{id}/links"), &json!({})).await.body;
    let path = link["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
    let answer = api.send("POST", &path, &[FORM], "").await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let (other, colleague, notice, view) = others;
    let token =
        api.post("/api/v1/tokens", &json!({"name": name, "scopes": ["cases:read"], "unit": "SZ"})).await.body["id"]
            .clone();
    let token = token.as_i64().unwrap();
    let objects = [case_of(api, id).await, other.to_owned()];
    let objects = objects.map(|number| Objects { number, colleague, token, notice, view });
    Person { role, unit, cookie, objects }
}

impl Person {
    /// Whether they see a case of Shenzhen that is their own, or a colleague's.
    fn sees(&self, is_own: bool) -> bool {
        is_own || (self.role != Role::OnSite && self.unit != Some("GZ"))
    }

    fn expected(&self, path: &str, need: Need, is_own: bool) -> bool {
        let whose = match need.whose {
            Whose::Company => true,
            Whose::Rule => self.unit.is_none(),
            Whose::Case => self.sees(is_own),
            Whose::Unit if path.ends_with("sign-ins") => true,
            Whose::Record | Whose::Staff | Whose::Unit => self.unit != Some("GZ"),
            // What is asked for is a colleague's.
            Whose::Own => false,
        };
        lets_in(need.who, self.role) && whose
    }

    async fn ask(&self, api: &Api, method: &str, path: &str) -> Answer {
        let cookie = ("cookie", self.cookie.as_str());
        let own = ("sec-fetch-site", "same-origin");
        if method == "GET" {
            return api.send(method, path, &[cookie], Body::empty()).await;
        }
        if path.ends_with("/files") || path == "/onsite/reports" {
            let headers = [("content-type", "multipart/form-data; boundary=mark"), cookie, own];
            return api.send(method, path, &headers, multipart(&[])).await;
        }
        // An owner that is none keeps the case where it is.
        api.send(method, path, &[FORM, cookie, own], "owner=x").await
    }
}

#[test]
fn every_page_of_the_desk_lets_in_its_roles_to_what_is_theirs_and_nobody_else() {
    Backend::Sqlite.run(each_page_and_role);
}

async fn each_page_and_role(t: TestApp) {
    let api = Api::new(&t, &["all"]).await;
    house(&api).await;
    let colleague = hired(&api, "colleague", "agent", Some("SZ")).await;
    let other = case_of(&api, colleague).await;
    let notices = api.get(&format!("/api/v1/notices?staff={colleague}")).await.body;
    let notice = notices["items"][0]["id"].as_i64().unwrap();
    let view = api.post("/api/v1/views", &json!({"name": "a", "query": "view=all", "shared": true})).await;
    let view = view.body["id"].as_i64().unwrap();
    let mut people = Vec::new();
    for unit in [None, Some("SZ"), Some("GZ")] {
        for role in Role::ALL {
            people.push(person(&api, (role, unit), (&other, colleague, notice, view)).await);
        }
    }
    let routes = routes(&t, &api).await;
    let of_desk = routes.iter().filter(|(_, path)| path.starts_with("/desk") || path.starts_with("/onsite"));
    for (method, path) in of_desk.filter(|(_, path)| !NEEDS_MORE.contains(&path.as_str())) {
        let need = of(method, path).unwrap();
        let anybody = api.send(method, &people[0].objects[0].filled(path), &[FORM], "").await;
        let sent_to = anybody.headers.get("location").map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        assert!(sent_to.starts_with("/sign-in"), "{method} {path} without sign-in: {} {sent_to}", anybody.status);
        let act = path.split_once("/acts/").map(|(_, act)| act);
        for person in &people {
            let stands_for_many = act.is_none_or(|act| OF_EACH_RIGHT.contains(&act));
            if person.unit.is_some() && !stands_for_many {
                continue;
            }
            let cases = if need.whose == Whose::Case { &[true, false][..] } else { &[true][..] };
            for is_own in cases {
                let filled = person.objects[usize::from(!is_own)].filled(path);
                let answer = person.ask(&api, method, &filled).await;
                let let_in = !matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
                let expected = person.expected(path, need, *is_own);
                let (role, unit) = (person.role.as_str(), person.unit);
                assert_eq!(
                    let_in, expected,
                    "{method} {filled} by {role} of {unit:?}, own {is_own}: {}",
                    answer.status
                );
                assert!(!answer.status.is_server_error(), "{method} {filled} by {role}: {}", answer.status);
            }
        }
    }
}
