//! Rules of the company: when they are judged and under which condition, tried on
//! past cases before they change. What they do is written over the API.

use super::super::editor::{About, Editor, mistakes, past, version_read, wants_preview};
use super::super::visit::Visit;
use super::{Asked, Row, shown};
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::pages::frame::{PageError, page};
use crate::pages::words::{category, limit};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::rules::{self, Act, Definition, Preview, Version};
use homeward_app::{AppError, FieldError, Scope};
use homeward_domain::case::Fact;
use serde_json::Value;

const LIST: &str = "/desk/settings/rules";
/// Past cases on which a change is tried.
const TRIED_ON: i64 = 500;
/// The most of them that are named.
const NAMED_MAX: usize = 5;
pub const FIELDS: &[Field] = &[
    must("title", Takes::Line),
    may("active", Takes::Truth),
    must("order", Takes::Whole(0, 10_000)),
    must("when", Takes::Words),
    must("on", Takes::Several("entry", Fact::KINDS)),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let all = rules::all(visit.app()).await.map_err(|e| visit.failed(e))?;
    let separator = visit.say("list-separator", &[]);
    let row = |version: &Version| {
        let rule = &version.definition;
        let on: Vec<String> = rule.on.iter().map(|kind| visit.name("entry", kind)).collect();
        let cells = vec![
            rule.title.clone(),
            on.join(&separator),
            rule.when.clone(),
            rule.acts.iter().map(|act| act_words(&visit, act)).collect::<Vec<_>>().join(&separator),
            visit.say(if rule.active { "yes" } else { "no" }, &[]),
            version.version.to_string(),
        ];
        Row { href: Some(format!("{LIST}/{}", rule.id)), cells }
    };
    let rows = all.iter().map(row).collect();
    shown(&visit, &asked, None, &["rule", "on", "when", "acts", "active", "version"], rows).await
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = rules::versions(visit.app(), id).await.map_err(|e| visit.failed(e))?;
    let wanted = versions.iter().find(|version| Some(version.version) == asked.from);
    let Some(begins) = wanted.or(versions.last()) else { return Err(PageError::not_found(visit.language)) };
    let typed = typed_of(&begins.definition);
    page(&editor(&visit, &versions, &typed, &[]).await?.after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    let versions = rules::versions(visit.app(), id.clone()).await.map_err(|e| visit.failed(e))?;
    let Some(newest) = versions.last() else { return Err(PageError::not_found(visit.language)) };
    let done = match rules::parse(&told(&newest.definition, &typed)) {
        Ok(definition) if wants_preview(&typed) => {
            match rules::preview(visit.app(), &visit.signed_in.caller, &definition, TRIED_ON).await {
                Ok(found) => {
                    let mut shown = editor(&visit, &versions, &typed, &[]).await?;
                    shown.effect = Some(effect(&visit, &found));
                    return page(&shown);
                }
                Err(error) => Err(error),
            }
        }
        Ok(definition) if definition == newest.definition => {
            Err(AppError::Invalid(vec![FieldError::new("", "nothing_changed")]))
        }
        Ok(definition) => rules::change(visit.app(), visit.actor(), definition, version_read(&typed)).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}/{id}?done=changed")).into_response()),
        Err(error) => editor(&visit, &versions, &typed, &mistakes(&visit, error)?).await?.answer(),
    }
}

/// The rule with what the form asks for; what it does stays.
fn told(definition: &Definition, typed: &Typed) -> Value {
    let mut told = serde_json::to_value(definition).unwrap_or_default();
    if let (Value::Object(told), Value::Object(asked)) = (&mut told, body(FIELDS, typed)) {
        for field in FIELDS {
            told.remove(field.path);
        }
        told.extend(asked);
        told.entry("active").or_insert(Value::Bool(false));
    }
    told
}

fn typed_of(definition: &Definition) -> Typed {
    let stands = [
        ("title", definition.title.clone()),
        ("active", if definition.active { "on".to_owned() } else { String::new() }),
        ("order", definition.order.to_string()),
        ("when", definition.when.clone()),
    ];
    let on = definition.on.iter().map(|kind| ("on", kind.clone()));
    stands.into_iter().chain(on).map(|(path, value)| (path.to_owned(), value)).collect()
}

fn effect(visit: &Visit, found: &Preview) -> Vec<String> {
    let (cases, acted, times) = (found.cases.to_string(), found.acted.to_string(), found.times.to_string());
    let told = [("cases", cases.as_str()), ("acted", acted.as_str()), ("times", times.as_str())];
    let mut lines = vec![visit.say("effect-rule", &told)];
    let numbers: Vec<&str> = found.hits.iter().take(NAMED_MAX).map(|hit| hit.number.as_str()).collect();
    if !numbers.is_empty() {
        lines.push(visit.say("effect-rule-cases", &[("numbers", &numbers.join(&visit.say("list-separator", &[])))]));
    }
    lines
}

/// What a rule does, in words.
fn act_words(visit: &Visit, act: &Act) -> String {
    let say = |key: &str, what: &str| visit.say(&format!("rule-act-{key}"), &[("what", what)]);
    match act {
        Act::Assign { staff } => say("assign", &staff.to_string()),
        Act::Route { unit: None, .. } => say("route", ""),
        Act::Route { unit: Some(unit), .. } => say("route-unit", unit),
        Act::Unit { unit } => say("unit", unit),
        Act::Escalate { to } => say("escalate", &visit.name("level", to.as_str())),
        Act::Note { text } => say("note", text),
        Act::Measure { text, within_minutes: None } => say("measure", text),
        Act::Measure { text, within_minutes: Some(minutes) } => {
            say("measure", &format!("{text} ({})", limit(visit.language, *minutes)))
        }
        Act::Triage { category: of, .. } => say("triage", &category(visit.language, &of.to_string())),
        Act::Nature { nature } => say("nature", &visit.name("nature", nature.as_str())),
    }
}

async fn editor(
    visit: &Visit,
    versions: &[Version],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let Some(newest) = versions.last() else { return Err(PageError::not_found(visit.language)) };
    let action = format!("{LIST}/{}", newest.definition.id);
    let writes = visit.may(Scope::SettingsWrite);
    let title = newest.definition.title.clone();
    let about =
        About { form: "rules", back: LIST, action: action.clone(), title, fields: FIELDS, is_new: false, writes };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = Some(newest.version);
    shown.previews = true;
    shown.facts = newest.definition.acts.iter().map(|act| act_words(visit, act)).collect();
    let told = versions.iter().map(|version| {
        let number = version.version.to_string();
        let told = [("version", number.as_str()), ("title", version.definition.title.as_str())];
        let again = (version.version != newest.version && writes).then(|| format!("{action}?from={number}"));
        (version.added_at, version.actor.clone(), visit.say("settings-rule-version", &told), again)
    });
    shown.history = past(visit, told.collect::<Vec<_>>().into_iter()).await?;
    Ok(shown)
}
