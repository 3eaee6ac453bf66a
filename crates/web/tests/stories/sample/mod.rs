//! One company with something for every page to show, and whoever asks for them. It is
//! made over the API, as companies are: a page that is filled by hand shows what its
//! author thought of, this one what the program gives it.

mod cases;
pub mod document;

use crate::common::{Answer, Api, FORM};
use crate::matrix::company::{Objects, hired, house, routes};
use crate::matrix::of;
use axum::body::Body;
use cases::Cases;
use homeward_app::caller::Role;
use homeward_testkit::TestApp;
use serde_json::json;

/// Answers to a GET that are no page of ours, or that need more than a sign-in to be asked
/// for; their own stories ask.
const NO_PAGE: [&str; 12] = [
    "/language/{tag}",
    "/onsite-worker.js",
    "/sign-in/code",
    "/sign-in/factor",
    "/c/{token}/files/{file}",
    "/desk/stream",
    "/desk/cases/{number}/files/{file}",
    "/desk/cases/{number}/files/{file}/copy",
    "/desk/settings/retention/{day}",
    "/healthz",
    "/readyz",
    "/metrics",
];

/// The company, asked as its staff and its travellers ask.
pub struct Sample {
    pub api: Api,
    /// Every route with its method.
    pub routes: Vec<(String, String)>,
    pub people: Vec<Person>,
    cases: Cases,
    objects: Objects,
    /// A one-time link that nobody has used.
    unused: String,
    /// The pass to a case by its number and telephone number, as a cookie.
    pass: String,
}

/// Somebody who asks for pages: a member of staff by their role, or nobody in particular.
pub struct Person {
    pub role: Option<Role>,
    cookie: String,
}

/// A page that somebody asks for.
pub struct Visit {
    /// The route, with its places in braces, and what is special about this visit.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// The form that is sent, where it is the answer to one.
    pub form: Option<String>,
}

impl Sample {
    pub async fn made(t: &TestApp) -> Self {
        let api = Api::new(t, &["all"]).await;
        house(&api).await;
        let colleague = hired(&api, "colleague", "agent", None).await;
        let mut staff = Vec::new();
        for role in Role::ALL {
            staff.push(hired(&api, role.as_str(), role.as_str(), None).await);
        }
        let cases = Cases::made(t, &api, &staff).await;
        let mut people = vec![Person { role: None, cookie: String::new() }];
        for (role, id) in Role::ALL.into_iter().zip(staff) {
            people.push(Person { role: Some(role), cookie: sign_in(&api, id).await });
        }
        let at_the_case = format!("/desk/cases/{}/presence", cases.planned);
        let beside = Person { role: None, cookie: sign_in(&api, colleague).await };
        beside.send(&api, &at_the_case, "draft=half+written&base=1").await;
        let view = api.post("/api/v1/views", &json!({"name": "late", "query": "view=late", "shared": true})).await;
        assert_eq!(view.status, 201, "{}", view.text);
        let token = api.post("/api/v1/tokens", &json!({"name": "shop", "scopes": ["cases:read"]})).await.body;
        let by_number = format!("number={}&phone=13812345678", cases.planned);
        let found = api.without_token().send("POST", "/follow", &[FORM], by_number).await;
        let objects = Objects {
            number: cases.planned.clone(),
            colleague,
            token: token["id"].as_i64().unwrap(),
            notice: 1,
            view: 1,
        };
        let unused = link_of(&api, colleague).await;
        Self { routes: routes(t, &api).await, people, cases, objects, unused, pass: cookie_of(&found), api }
    }

    /// Whether a route answers with a page.
    fn is_page(method: &str, path: &str) -> bool {
        let is_other = path.starts_with("/api/v1") || path == "/api/{*rest}" || path.starts_with("/assets");
        method == "GET" && !is_other && !NO_PAGE.contains(&path)
    }

    /// The pages for whoever asks: every route of the console for staff, of the public site
    /// for everybody else, and what they find when something is not as it should be.
    pub fn visits(&self, person: &Person) -> Vec<Visit> {
        let is_theirs = |path: &str| (path.starts_with("/desk") || path == "/onsite") == person.role.is_some();
        let pages = self.routes.iter().filter(|(method, path)| Self::is_page(method, path) && is_theirs(path));
        let mut visits: Vec<Visit> = pages.map(|(_, path)| self.visit(person, path)).collect();
        let more = if person.role.is_some() { self.of_staff() } else { self.of_travellers() };
        visits.extend(more.into_iter().map(|(name, path, form)| Visit { name: name.to_owned(), path, form }));
        visits
    }

    fn visit(&self, person: &Person, route: &str) -> Visit {
        let number = if person.role == Some(Role::OnSite) { &self.cases.on_site } else { &self.cases.planned };
        let path = match route {
            "/c/{token}" => self.cases.links[0].clone(),
            "/sign-in/{secret}" => self.unused.clone(),
            "/desk/new/caller" => "/desk/new/caller?phone=13812345678".to_owned(),
            "/desk/palette" => "/desk/palette?q=HW".to_owned(),
            _ => self.objects.filled(&route.replace("{number}", number)),
        };
        Visit { name: route.to_owned(), path, form: None }
    }

    /// What staff see besides: cases in other states, answers to forms, what is not there.
    fn of_staff(&self) -> Vec<(&'static str, String, Option<String>)> {
        let Cases { planned, archived, refused, restricted, fresh, on_site, .. } = &self.cases;
        let case = |number: &str| format!("/desk/cases/{number}");
        let act = |name: &str| format!("/desk/cases/{planned}/acts/{name}");
        vec![
            ("case with its whole record", format!("{}?show=all", case(planned)), None),
            ("case that is archived", format!("{}?show=all", case(archived)), None),
            ("case that was refused", case(refused), None),
            ("case under restriction", case(restricted), None),
            ("case that came just now", case(fresh), None),
            ("case that is not there", case("HW-2611-999999-1"), None),
            ("queue put together", "/desk?view=all&group=owner".to_owned(), None),
            ("queue with nothing in it", "/desk?q=zzzz".to_owned(), None),
            (
                "contact points of a case",
                format!("{}/contacts", case(planned)),
                Some("reason=check_identity".to_owned()),
            ),
            ("paper of a case", format!("{}/files/2/look", case(on_site)), Some("reason=check_identity".to_owned())),
            ("colleagues", format!("{}/presence", case(planned)), Some(String::new())),
            ("act with mistakes", act("messages"), Some("direction=out&text=&key=m".to_owned())),
            ("act on many cases", "/desk/bulk".to_owned(), Some(format!("act=notes&reason=a&case={fresh}"))),
            ("link handed out", act("follow_links"), Some("link=same&key=handed".to_owned())),
        ]
    }

    /// What travellers see besides.
    fn of_travellers(&self) -> Vec<(&'static str, String, Option<String>)> {
        let [_, published, refused] = &self.cases.links;
        vec![
            ("link of a published case", published.clone(), None),
            ("link of a refused case", refused.clone(), None),
            ("link that is not there", "/c/AAAAAAAAAAFAAAAAAAAAAAAAAAAAAAAA".to_owned(), None),
            ("page that is not there", "/nothing".to_owned(), None),
            ("one-time link that is not there", format!("/sign-in/{}", "A".repeat(32)), None),
            ("lost link with mistakes", "/follow".to_owned(), Some("number=&phone=12".to_owned())),
            ("sign-in with mistakes", "/sign-in".to_owned(), Some("email=&password=".to_owned())),
        ]
    }

    /// The address of a route of the API.
    pub fn asked(&self, route: &str) -> String {
        match route {
            "/api/v1/search" => "/api/v1/search?q=%E8%B4%AD%E7%89%A9".to_owned(),
            "/api/v1/cases/{number}/events" => format!("/api/v1/cases/{}/events?limit=200", self.cases.planned),
            "/api/v1/cases/{number}/result_notice" => {
                self.objects.filled(&route.replace("{number}", &self.cases.archived))
            }
            _ => self.objects.filled(route),
        }
    }

    /// The answer to a visit in a language.
    pub async fn answer(&self, person: &Person, visit: &Visit, language: &str) -> Answer {
        let cookie = format!("{}; {}; homeward_language={language}", person.cookie, self.pass);
        let headers = [FORM, ("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
        let api = self.api.without_token();
        match &visit.form {
            None => api.send("GET", &visit.path, &headers[1..2], Body::empty()).await,
            Some(form) => api.send("POST", &visit.path, &headers, form.clone()).await,
        }
    }

    /// The route that an address leads to.
    pub fn route(&self, method: &str, path: &str) -> Option<&str> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let fitting = self.routes.iter().filter(|(known, route)| known == method && fits(route, path));
        fitting.map(|(_, route)| route.as_str()).min_by_key(|route| route.matches('{').count())
    }
}

impl Person {
    /// Whether the page of a route is theirs; all of them belong to the whole company.
    pub fn sees(&self, method: &str, route: &str) -> bool {
        let need = of(method, route).unwrap();
        match self.role {
            Some(role) => crate::matrix::lets_in(need.who, role),
            None => !route.starts_with("/desk"),
        }
    }

    async fn send(&self, api: &Api, path: &str, form: &str) {
        let headers = [FORM, ("cookie", self.cookie.as_str()), ("sec-fetch-site", "same-origin")];
        let sent = api.without_token().send("POST", path, &headers, form.to_owned()).await;
        assert!(sent.status.is_success(), "{path}: {}", sent.text);
    }
}

/// Whether an address is one of a route.
fn fits(route: &str, path: &str) -> bool {
    let (wanted, given): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    wanted.len() == given.len() && wanted.iter().zip(&given).all(|(one, other)| one.starts_with('{') || one == other)
}

async fn link_of(api: &Api, staff: i64) -> String {
    let link = api.post(&format!("/api/v1/staff/{staff}/links"), &json!({})).await.body;
    link["url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}

async fn sign_in(api: &Api, staff: i64) -> String {
    cookie_of(&api.send("POST", &link_of(api, staff).await, &[FORM], "").await)
}

/// The first cookie that an answer sets, as a browser sends it back.
fn cookie_of(answer: &Answer) -> String {
    answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}
