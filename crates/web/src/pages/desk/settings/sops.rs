//! Procedures of categories, a step a line; a look at the open cases that would
//! follow, versions, the way back.

use super::super::editor::{About, Editor, mistakes, version_read};
use super::super::visit::Visit;
use super::{Asked, Outcome, Row, begins, history, known, outcome, shown};
use crate::form::{Field, Offered, Takes, Typed, body, first, may, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::Language;
use crate::wording::{category, name, sop as sop_words, step as step_words};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::sops::{self, Preview, Sop, Step};
use homeward_app::versions::Written;
use homeward_app::{FieldError, Scope};
use homeward_domain::catalogue::Category;
use serde_json::{Map, Value, json};

const LIST: &str = "/desk/settings/sops";
/// What stands between the Chinese and the English words of a step.
const BETWEEN: [char; 2] = ['|', '｜'];
pub const FIELDS: &[Field] = &[
    must("id", Takes::Line),
    may("title.zh-CN", Takes::Line),
    may("title.en", Takes::Line),
    must("steps", Takes::Steps),
    may("categories", Takes::Categories),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let policies = visit.app().policies();
    let separator = visit.say("list-separator", &[]);
    let row = |sop: &Sop| {
        let of = |id: &String| category_words(&visit, id);
        let categories: Vec<String> = sop.categories.iter().map(of).collect();
        let steps: Vec<String> =
            sop.steps.iter().map(|step| step_words(visit.language, policies.sops(), &step.id)).collect();
        let serves =
            if categories.is_empty() { visit.say("sop-serves-the-rest", &[]) } else { categories.join(&separator) };
        let cells = vec![sop_words(visit.language, sop), serves, steps.join(" → "), sop.version.to_string()];
        Row { href: Some(format!("{LIST}/{}", sop.id)), cells }
    };
    let rows = policies.sops().current().map(row).collect();
    let add = visit.may_set().then_some(("/desk/settings/sops/new", "settings-sops-new"));
    shown(&visit, &asked, add, &["sop", "categories", "steps", "version"], rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow_setting()?;
    page(&editor(&visit, &[], &Typed::new(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    match sops::add(visit.app(), &visit.signed_in.caller, &told(&typed, FIELDS, &[])).await {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}?done=added")).into_response()),
        Err(error) => editor(&visit, &[], &typed, &named(mistakes(&visit, error)?)).await?.answer(),
    }
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit, &id).await?;
    let begins = begins(&visit, &versions, &asked)?;
    let typed = typed_of(visit.language, begins);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let versions = versions(&visit, &id).await?;
    let before = versions.last().map_or(&[][..], |written| &written.what.steps);
    let told = told(&typed, &FIELDS[1..], before);
    let app = visit.app();
    let look = sops::preview(app, &id, &told);
    let change = sops::change(app, &visit.signed_in.caller, &id, &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{LIST}/{id}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = editor(&visit, &versions, &typed, &[]).await?;
            shown.effect = Some(effect(&visit, preview));
            page(&shown)
        }
        Outcome::Refused(errors) => editor(&visit, &versions, &typed, &named(errors)).await?.answer(),
    }
}

/// The body of the form, with its lines as steps.
fn told(typed: &Typed, fields: &[Field], before: &[Step]) -> Value {
    let mut told = body(fields, typed);
    if let Value::Object(map) = &mut told {
        let lines = first(typed, "steps").lines().map(str::trim).filter(|line| !line.is_empty());
        let steps: Vec<Value> = lines.map(|line| step_of(line, before)).collect();
        if !steps.is_empty() {
            map.insert("steps".into(), steps.into());
        }
    }
    told
}

/// A line as a step: one that is known, in whichever language it is named, or one
/// in words of the company's own.
fn step_of(line: &str, before: &[Step]) -> Value {
    let is_it = |step: &&Step| Language::ALL.iter().any(|language| line_of(*language, step) == line);
    if let Some(known) = before.iter().find(is_it).or(sops::shipped_steps().into_iter().find(is_it)) {
        return json!({ "step": known.id });
    }
    let (chinese, english) = line.split_once(BETWEEN).unwrap_or((line, ""));
    let words = [("zh-CN", chinese.trim()), ("en", english.trim())];
    let words = words.into_iter().filter(|(_, words)| !words.is_empty());
    json!({ "text": words.map(|(tag, words)| (tag.to_owned(), json!(words))).collect::<Map<_, _>>() })
}

/// A step as a line of the form.
fn line_of(language: Language, step: &Step) -> String {
    if step.text.is_empty() {
        return name(language, "step-of", &step.id);
    }
    let words = ["zh-CN", "en"].into_iter().filter_map(|tag| step.text.0.get(tag));
    words.cloned().collect::<Vec<_>>().join(" | ")
}

fn typed_of(language: Language, sop: &Sop) -> Typed {
    let steps: Vec<String> = sop.steps.iter().map(|step| line_of(language, step)).collect();
    let titles = sop.title.0.iter().map(|(tag, words)| (format!("title.{tag}"), words.clone()));
    let categories = sop.categories.iter().map(|one| ("categories".to_owned(), one.clone()));
    titles.chain(categories).chain([("steps".to_owned(), steps.join("\n"))]).collect()
}

/// A mistake in one line stands with all of them.
fn named(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for error in &mut errors {
        if error.field.starts_with("steps[") {
            "steps".clone_into(&mut error.field);
        } else if error.field == "title" {
            "title.zh-CN".clone_into(&mut error.field);
        }
    }
    errors
}

fn effect(visit: &Visit, preview: Preview) -> Vec<String> {
    let line = |key: &str, count: i64| visit.say(key, &[("count", &count.to_string())]);
    let mut lines = vec![line("effect-sop", preview.cases)];
    lines.extend((preview.come > 0).then(|| line("effect-sop-come", preview.come)));
    lines.extend((preview.go > 0).then(|| line("effect-sop-go", preview.go)));
    lines
}

/// A category, or a whole main one, in words.
fn category_words(visit: &Visit, id: &str) -> String {
    if Category::MAINS.contains(&id) {
        return visit.say("category-whole", &[("main", &visit.name("category-main", id))]);
    }
    category(visit.language, visit.app().policies().categories(), id)
}

async fn versions(visit: &Visit, id: &str) -> Result<Vec<Written<Sop>>, PageError> {
    known(visit, sops::versions(visit.app(), id).await)
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Sop>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let newest = versions.last().map(|written| &written.what);
    let (title, action) = match newest {
        Some(sop) => (sop_words(visit.language, sop), format!("{LIST}/{}", sop.id)),
        None => (visit.say("settings-sops-new", &[]), format!("{LIST}/new")),
    };
    let serves_the_rest = newest.is_some_and(|sop| sop.categories.is_empty());
    let fields = match (newest.is_none(), serves_the_rest) {
        (true, _) => FIELDS,
        (false, false) => &FIELDS[1..],
        (false, true) => &FIELDS[1..4],
    };
    let writes = visit.may_set();
    let about =
        About { form: "sops", back: LIST, action: action.clone(), title, fields, is_new: newest.is_none(), writes };
    let policies = visit.app().policies();
    let mains = Category::MAINS.iter().map(|main| (*main).to_owned());
    let offered = mains.chain(policies.categories().in_use().map(ToString::to_string));
    let categories = offered.map(|id| (id.clone(), category_words(visit, &id))).collect();
    let offered = Offered { categories, ..Offered::default() };
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    let Some(newest) = newest else { return Ok(shown) };
    if serves_the_rest {
        shown.lead = format!("{} {}", visit.say("settings-sops-rest", &[]), shown.lead);
    }
    shown.version = Some(newest.version);
    shown.previews = true;
    let said = |written: &Written<Sop>| {
        let (version, count) = (written.version.to_string(), written.what.steps.len().to_string());
        visit.say("settings-sop-version", &[("version", &version), ("count", &count)])
    };
    shown.history = history(visit, versions, &action, visit.may_set(), said).await?;
    Ok(shown)
}
