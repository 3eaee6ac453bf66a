//! Categories: the company's own names and its own sub-categories, and which of
//! them are offered.

use super::super::editor::{About, Editor, mistakes, version_read};
use super::super::visit::Visit;
use super::{Asked, Outcome, Row, begins, history, known, outcome, shown};
use crate::form::{Field, Offered, Takes, Typed, body, first, may, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::wording::category;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::categories::{self, OwnCategory};
use homeward_app::versions::Written;
use homeward_app::{FieldError, Scope};
use homeward_domain::catalogue::Category;
use serde_json::{Value, json};

const LIST: &str = "/desk/settings/categories";
/// The fields of a new one; the last three are those of any.
pub const FIELDS: &[Field] = &[
    must("main", Takes::One("category-main", Category::MAINS)),
    must("id", Takes::Line),
    may("name.zh-CN", Takes::Line),
    may("name.en", Takes::Line),
    may("active", Takes::Truth),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let policies = visit.app().policies();
    let all = policies.categories();
    let row = |one: &OwnCategory| {
        let cells = vec![
            category(visit.language, all, one.id.as_str()),
            visit.say(if one.active { "yes" } else { "no" }, &[]),
            one.version.to_string(),
            one.id.to_string(),
        ];
        Row { href: Some(format!("{LIST}/{}", one.id)), cells }
    };
    let rows = all.all().iter().map(row).collect();
    let add = visit.may_set().then_some(("/desk/settings/categories/new", "settings-categories-new"));
    shown(&visit, &asked, add, &["category", "in-use", "version", "spelling"], rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow_setting()?;
    page(&editor(&visit, &[], &vec![("active".to_owned(), "on".to_owned())], &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let mut told = told(&typed, FIELDS);
    if let Value::Object(map) = &mut told {
        let main = map.remove("main");
        let Some(main) = main.as_ref().and_then(Value::as_str) else {
            return editor(&visit, &[], &typed, &[FieldError::new("main", "required")]).await?.answer();
        };
        map.insert("id".into(), json!(format!("{main}.{}", first(&typed, "id").trim())));
    }
    match categories::add(visit.app(), &visit.signed_in.caller, &told).await {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}?done=added")).into_response()),
        Err(error) => editor(&visit, &[], &typed, &named(mistakes(&visit, error)?)).await?.answer(),
    }
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit, &id).await?;
    let begins = begins(&visit, &versions, &asked)?;
    let names = begins.name.0.iter().map(|(tag, words)| (format!("name.{tag}"), words.clone()));
    let active = begins.active.then(|| ("active".to_owned(), "on".to_owned()));
    let typed = names.chain(active).collect();
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let told = told(&typed, &FIELDS[2..]);
    let app = visit.app();
    let look = categories::preview(app, &id, &told);
    let change = categories::change(app, &visit.signed_in.caller, &id, &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed => Ok(Redirect::to(&format!("{LIST}/{id}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = editor(&visit, &versions(&visit, &id).await?, &typed, &[]).await?;
            shown.effect = Some(vec![visit.say("effect-category", &[("count", &preview.cases.to_string())])]);
            page(&shown)
        }
        Outcome::Refused(errors) => {
            editor(&visit, &versions(&visit, &id).await?, &typed, &named(errors)).await?.answer()
        }
    }
}

/// The body of the form. It shows everything, so what is not ticked is meant so.
fn told(typed: &Typed, fields: &[Field]) -> Value {
    let mut told = body(fields, typed);
    if let Value::Object(map) = &mut told {
        map.entry("active").or_insert(Value::Bool(false));
    }
    told
}

/// A name that is missing is asked for where the first language stands.
fn named(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for error in errors.iter_mut().filter(|error| error.field == "name") {
        "name.zh-CN".clone_into(&mut error.field);
    }
    errors
}

async fn versions(visit: &Visit, id: &str) -> Result<Vec<Written<OwnCategory>>, PageError> {
    known(visit, categories::versions(visit.app(), id).await)
}

async fn editor(
    visit: &Visit,
    versions: &[Written<OwnCategory>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let writes = visit.may_set();
    let policies = visit.app().policies();
    let words = |id: &str| category(visit.language, policies.categories(), id);
    let newest = versions.last().map(|written| &written.what);
    let (title, action) = match newest {
        Some(one) => (words(one.id.as_str()), format!("{LIST}/{}", one.id)),
        None => (visit.say("settings-categories-new", &[]), format!("{LIST}/new")),
    };
    let is_new = newest.is_none();
    let fields = if is_new { FIELDS } else { &FIELDS[2..] };
    let about = About { form: "categories", back: LIST, action: action.clone(), title, fields, is_new, writes };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.all_optional = !is_new;
    let Some(newest) = newest else { return Ok(shown) };
    shown.version = Some(newest.version);
    shown.previews = true;
    let said = |written: &Written<OwnCategory>| {
        let own = written.what.name.0.values().cloned().collect::<Vec<_>>().join(" / ");
        let own = if own.is_empty() { visit.say("settings-category-own-none", &[]) } else { own };
        let key = if written.what.active { "settings-category-version" } else { "settings-category-version-out" };
        visit.say(key, &[("version", &written.version.to_string()), ("name", &own)])
    };
    shown.history = history(visit, versions, &action, visit.may_set(), said).await?;
    Ok(shown)
}
