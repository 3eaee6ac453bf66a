//! Every page is shown to every role in both languages and holds its structure; every
//! link and form on it is for whoever sees it; and every template is seen at least once.

use crate::common::Answer;
use crate::sample::document::Document;
use crate::sample::{Person, Sample, Visit};
use axum::http::StatusCode;
use homeward_app::caller::Role;
use homeward_testkit::{Backend, TestApp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Templates that are part of another answer, by the file that they stand in.
const PARTS: [(&str, &str); 2] = [
    // The fields of a form inside the page `desk/me.html`, which shows two forms.
    ("parts/fields.html", "pages/desk/me.rs"),
    // A file inside the copy of somebody's data; `person.rs` opens it.
    ("person_data.html", "person/letter.rs"),
];

/// The page of the API, which its script draws.
const DRAWN_BY_SCRIPT: &str = "/api/docs";

/// Answers that are no page and no part of one.
fn is_html(answer: &Answer) -> bool {
    answer.headers.get("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"))
}

#[test]
fn every_page_that_travellers_see_holds_its_structure() {
    hold(None);
}

#[test]
fn every_page_holds_its_structure_for_administrators() {
    hold(Some(Role::Administrator));
}

#[test]
fn every_page_holds_its_structure_for_managers() {
    hold(Some(Role::Manager));
}

#[test]
fn every_page_holds_its_structure_for_leads() {
    hold(Some(Role::Lead));
}

#[test]
fn every_page_holds_its_structure_for_agents() {
    hold(Some(Role::Agent));
}

#[test]
fn every_page_holds_its_structure_for_auditors() {
    hold(Some(Role::Auditor));
}

#[test]
fn every_page_holds_its_structure_for_staff_on_site() {
    hold(Some(Role::OnSite));
}

#[test]
fn every_template_is_rendered_by_a_page_of_the_sample() {
    Backend::Sqlite.run(|t: TestApp| async move {
        let sample = Sample::made(&t).await;
        let mut rendered = BTreeSet::new();
        for person in &sample.people {
            // They see no page that nobody else sees.
            if matches!(person.role, Some(Role::Manager | Role::Lead)) {
                continue;
            }
            for visit in sample.visits(person) {
                let template = sample.answer(person, &visit, "en").await.template;
                rendered.extend(template.map(|name| name.split('<').next().unwrap_or_default()));
            }
        }
        let missing: Vec<_> = templates().into_iter().filter(|(name, _)| !rendered.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "these are rendered by no page of the sample: {missing:#?}");
    });
}

/// Asks for every page as somebody, in both languages, and goes where it leads.
fn hold(role: Option<Role>) {
    Backend::Sqlite.run(|t: TestApp| async move {
        let sample = Sample::made(&t).await;
        let person = sample.people.iter().find(|person| person.role == role).unwrap();
        let (mut faults, mut ahead) = (Faults::default(), BTreeMap::new());
        for visit in sample.visits(person) {
            for language in ["zh-CN", "en"] {
                let answer = sample.answer(person, &visit, language).await;
                let place = format!("{} in {language}", visit.name);
                faults.of_answer(&sample, person, &visit, &answer);
                if !is_html(&answer) || visit.name == DRAWN_BY_SCRIPT {
                    continue;
                }
                let document = Document::read(&answer.text);
                faults.add(&place, document.faults(language));
                let posts = document.posts().into_iter().filter(|action| !leads_on(&sample, person, action));
                faults.add(&place, posts.map(|action| format!("has a form for somebody else: {action}")));
                if matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND) {
                    // What is refused offers the case above it, which may not be theirs to see.
                    continue;
                }
                for href in document.values("href").into_iter().chain(document.values("data-href")) {
                    ahead.entry(href.split('#').next().unwrap_or_default().to_owned()).or_insert(place.clone());
                }
            }
        }
        follow(&sample, person, &ahead, &mut faults).await;
        assert!(faults.0.is_empty(), "{}", faults.told());
    });
}

/// What is wrong, with the first place where it was seen.
#[derive(Default)]
struct Faults(BTreeMap<String, (String, usize)>);

impl Faults {
    fn add(&mut self, place: &str, faults: impl IntoIterator<Item = String>) {
        for fault in faults {
            self.0.entry(fault).or_insert((place.to_owned(), 0)).1 += 1;
        }
    }

    /// Whoever may see a page gets it, and nobody else; nobody meets one that fails.
    fn of_answer(&mut self, sample: &Sample, person: &Person, visit: &Visit, answer: &Answer) {
        let place = &visit.name;
        let status = answer.status;
        let is_refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
        let of_route = sample.routes.iter().any(|(_, route)| *route == visit.name);
        if status.is_server_error() || (of_route && is_refused == person.sees("GET", &visit.name)) {
            self.add(place, [format!("answers {status}")]);
        }
        // Whoever sees a thing anyway is sent to where they see it.
        if of_route && !is_html(answer) && !status.is_redirection() {
            self.add(place, [format!("answers {status}, which is no page")]);
        }
    }

    fn told(&self) -> String {
        let lines = self.0.iter().map(|(fault, (place, times))| format!("{place} {fault} ({times}×)"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Whether a form is for whoever sees it.
fn leads_on(sample: &Sample, person: &Person, action: &str) -> bool {
    sample.route("POST", action).is_some_and(|route| person.sees("POST", route))
}

/// Goes where the pages of somebody lead.
async fn follow(sample: &Sample, person: &Person, ahead: &BTreeMap<String, String>, faults: &mut Faults) {
    // What only changes the language or is no page was held elsewhere.
    let is_page =
        |path: &str| path.starts_with('/') && !path.starts_with("/language/") && !path.starts_with("/assets/");
    for (path, place) in ahead.iter().filter(|(path, _)| is_page(path)) {
        let visit = Visit { name: path.clone(), path: path.clone(), form: None };
        let status = sample.answer(person, &visit, "zh-CN").await.status;
        if !status.is_success() && !status.is_redirection() {
            faults.add(place, [format!("leads to {path}, which answers {status}")]);
        }
    }
}

/// The type of every template that is a whole answer, and the file that it shows.
fn templates() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![root.clone()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let place = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let module = place.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
            let text = fs::read_to_string(&path).unwrap();
            for after in text.split("#[template(path = \"").skip(1) {
                let file = after.split('"').next().unwrap_or_default().to_owned();
                let name = after.split("struct ").nth(1).unwrap_or_default();
                let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                if !PARTS.contains(&(file.as_str(), place.as_str())) {
                    found.insert(format!("homeward_web::{module}::{name}"), file);
                }
            }
        }
    }
    assert!(found.len() > 30, "the sources were read");
    found
}
