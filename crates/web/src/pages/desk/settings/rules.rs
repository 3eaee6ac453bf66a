//! Rules of the company: when they are judged, under which condition, and what they
//! do; tried on past cases before they change.

use super::super::editor::{About, Editor, mistakes, past, version_read, wants_preview};
use super::super::visit::Visit;
use super::{Asked, Row, shown};
use crate::form::{Field, Offered, Takes, Typed, body, may, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::wording::{category, limit};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::rules::{self, Act, Definition, How, Preview, Version};
use homeward_app::{AppError, FieldError, Scope, people};
use homeward_domain::case::Fact;
use homeward_domain::catalogue::{EscalationLevel, HandlingType, Nature};
use serde_json::Value;

const LIST: &str = "/desk/settings/rules";
/// Past cases on which a change is tried.
const TRIED_ON: i64 = 500;
/// The most of them that are named.
const NAMED_MAX: usize = 5;
/// The name of a rule, which stays.
const ID: Field = must("id", Takes::Line);
/// What an act is made of: its word, and the fields that belong to it.
const ACTS: &[&str] = &["assign", "route", "unit", "escalate", "note", "measure", "triage", "nature"];
const OF_ACTS: [(&str, &[&str]); 8] = [
    ("assign", &["staff"]),
    ("route", &["unit", "skill", "speaks", "present", "how"]),
    ("unit", &["unit"]),
    ("escalate", &["to"]),
    ("note", &["text"]),
    ("measure", &["text", "within_minutes"]),
    ("triage", &["category", "handling_type"]),
    ("nature", &["nature"]),
];
/// The acts that the form has room for; further ones stay as they are.
const SLOTS: usize = 3;
const MINUTES_MAX: i64 = 60 * 24 * 365;
pub const FIELDS: &[Field] = &[
    ID,
    must("title", Takes::Line),
    may("active", Takes::Truth),
    must("order", Takes::Whole(0, 10_000)),
    must("when", Takes::Words),
    must("on", Takes::Several("entry", Fact::KINDS)),
    may("acts[0].act", Takes::One("rule-act-kind", ACTS)),
    may("acts[0].staff", Takes::Staff),
    may("acts[0].unit", Takes::Unit),
    may("acts[0].skill", Takes::Line),
    may("acts[0].speaks", Takes::Truth),
    may("acts[0].present", Takes::Truth),
    may("acts[0].how", Takes::One("route-how", How::SPELLINGS)),
    may("acts[0].to", Takes::One("level", EscalationLevel::SPELLINGS)),
    may("acts[0].text", Takes::Words),
    may("acts[0].within_minutes", Takes::Whole(1, MINUTES_MAX)),
    may("acts[0].category", Takes::Category),
    may("acts[0].handling_type", Takes::One("handling", HandlingType::SPELLINGS)),
    may("acts[0].nature", Takes::One("nature", Nature::SPELLINGS)),
    may("acts[1].act", Takes::One("rule-act-kind", ACTS)),
    may("acts[1].staff", Takes::Staff),
    may("acts[1].unit", Takes::Unit),
    may("acts[1].skill", Takes::Line),
    may("acts[1].speaks", Takes::Truth),
    may("acts[1].present", Takes::Truth),
    may("acts[1].how", Takes::One("route-how", How::SPELLINGS)),
    may("acts[1].to", Takes::One("level", EscalationLevel::SPELLINGS)),
    may("acts[1].text", Takes::Words),
    may("acts[1].within_minutes", Takes::Whole(1, MINUTES_MAX)),
    may("acts[1].category", Takes::Category),
    may("acts[1].handling_type", Takes::One("handling", HandlingType::SPELLINGS)),
    may("acts[1].nature", Takes::One("nature", Nature::SPELLINGS)),
    may("acts[2].act", Takes::One("rule-act-kind", ACTS)),
    may("acts[2].staff", Takes::Staff),
    may("acts[2].unit", Takes::Unit),
    may("acts[2].skill", Takes::Line),
    may("acts[2].speaks", Takes::Truth),
    may("acts[2].present", Takes::Truth),
    may("acts[2].how", Takes::One("route-how", How::SPELLINGS)),
    may("acts[2].to", Takes::One("level", EscalationLevel::SPELLINGS)),
    may("acts[2].text", Takes::Words),
    may("acts[2].within_minutes", Takes::Whole(1, MINUTES_MAX)),
    may("acts[2].category", Takes::Category),
    may("acts[2].handling_type", Takes::One("handling", HandlingType::SPELLINGS)),
    may("acts[2].nature", Takes::One("nature", Nature::SPELLINGS)),
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
    let add = visit.may_set().then_some(("/desk/settings/rules/new", "settings-rules-new"));
    shown(&visit, &asked, add, &["rule", "on", "when", "acts", "active", "version"], rows).await
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = rules::versions(visit.app(), id).await.map_err(|e| visit.failed(e))?;
    let wanted = versions.iter().find(|version| Some(version.version) == asked.from);
    let Some(begins) = wanted.or(versions.last()) else { return Err(PageError::not_found(visit.language)) };
    let typed = typed_of(&begins.definition);
    page(&editor(&visit, Some(&versions), &typed, &[]).await?.after(&asked))
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let usual = [("active".to_owned(), "on".to_owned()), ("order".to_owned(), "100".to_owned())];
    page(&editor(&visit, None, &usual.to_vec(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    write(&visit, None, &typed).await
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let versions = rules::versions(visit.app(), id).await.map_err(|e| visit.failed(e))?;
    write(&visit, Some(&versions), &typed).await
}

async fn write(visit: &Visit, versions: Option<&[Version]>, typed: &Typed) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let known = versions.and_then(|versions| versions.last()).map(|newest| &newest.definition);
    let done = match rules::parse(visit.app().policies().categories(), &told(known, typed)) {
        Ok(definition) if wants_preview(typed) => {
            match rules::preview(visit.app(), &visit.signed_in.caller, &definition, TRIED_ON).await {
                Ok(found) => {
                    let mut shown = editor(visit, versions, typed, &[]).await?;
                    shown.effect = Some(effect(visit, &found));
                    return page(&shown);
                }
                Err(error) => Err(error),
            }
        }
        Ok(definition) if Some(&definition) == known => {
            Err(AppError::Invalid(vec![FieldError::new("", "nothing_changed")]))
        }
        Ok(definition) if known.is_some() => {
            rules::change(visit.app(), visit.actor(), definition, version_read(typed)).await
        }
        Ok(definition) => rules::add(visit.app(), visit.actor(), definition).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(version) if known.is_some() => {
            Ok(Redirect::to(&format!("{LIST}/{}?done=changed", version.definition.id)).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("{LIST}?done=added")).into_response()),
        Err(error) => editor(visit, versions, typed, &mistakes(visit, error)?).await?.answer(),
    }
}

/// The rule that the form asks for. What the form has no room for stays.
fn told(known: Option<&Definition>, typed: &Typed) -> Value {
    let mut told = body(FIELDS, typed);
    let Value::Object(map) = &mut told else { return told };
    map.entry("active").or_insert(Value::Bool(false));
    let asked = map.remove("acts");
    let asked = asked.as_ref().and_then(Value::as_array).into_iter().flatten();
    let mut acts: Vec<Value> = asked.filter_map(own_fields).collect();
    if let Some(known) = known {
        map.insert("id".into(), known.id.clone().into());
        acts.extend(known.acts.iter().skip(SLOTS).filter_map(|act| serde_json::to_value(act).ok()));
    }
    map.insert("acts".into(), acts.into());
    told
}

/// An act with the fields that belong to it; none where nothing was chosen.
fn own_fields(asked: &Value) -> Option<Value> {
    let asked = asked.as_object().filter(|asked| !asked.is_empty())?;
    let act = asked.get("act").and_then(Value::as_str).unwrap_or_default();
    let own = OF_ACTS.iter().find(|(name, _)| *name == act).map_or(&[][..], |(_, own)| own);
    let kept = asked.iter().filter(|(name, _)| *name == "act" || own.contains(&name.as_str()));
    Some(Value::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect()))
}

fn typed_of(definition: &Definition) -> Typed {
    let stands = [
        ("title", definition.title.clone()),
        ("active", if definition.active { "on".to_owned() } else { String::new() }),
        ("order", definition.order.to_string()),
        ("when", definition.when.clone()),
    ];
    let on = definition.on.iter().map(|kind| ("on".to_owned(), kind.clone()));
    let stands = stands.into_iter().map(|(path, value)| (path.to_owned(), value));
    stands.chain(on).chain(definition.acts.iter().take(SLOTS).enumerate().flat_map(typed_act)).collect()
}

fn typed_act((place, act): (usize, &Act)) -> Typed {
    let Ok(Value::Object(told)) = serde_json::to_value(act) else { return Typed::new() };
    let typed = |(name, value): (String, Value)| {
        let value = match value {
            Value::String(text) => text,
            Value::Bool(true) => "on".to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        Some((format!("acts[{place}].{name}"), value))
    };
    told.into_iter().filter_map(typed).collect()
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
        Act::Triage { category: of, .. } => {
            say("triage", &category(visit.language, visit.app().policies().categories(), of.as_str()))
        }
        Act::Nature { nature } => say("nature", &visit.name("nature", nature.as_str())),
    }
}

async fn editor(
    visit: &Visit,
    versions: Option<&[Version]>,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let newest = versions.and_then(|versions| versions.last());
    let writes = visit.may_set();
    let (title, action) = match newest {
        Some(newest) => (newest.definition.title.clone(), format!("{LIST}/{}", newest.definition.id)),
        None => (visit.say("settings-rules-new", &[]), format!("{LIST}/new")),
    };
    let fields = if newest.is_some() { &FIELDS[1..] } else { FIELDS };
    let is_new = newest.is_none();
    let about = About { form: "rules", back: LIST, action: action.clone(), title, fields, is_new, writes };
    let offered = Offered::units(visit.app()).await.map_err(|e| visit.failed(e))?;
    let mut offered = offered.and_categories(visit.app(), visit.language, None);
    let staff = people::staff(visit.app()).await.map_err(|e| visit.failed(e))?;
    let staff = staff.into_iter().filter(|one| one.left_at.is_none());
    offered.staff = staff.map(|one| (one.id.to_string(), one.name)).collect();
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    shown.previews = true;
    shown.all_optional = true;
    let of_act = |(act, fields): &(&str, &[&str])| format!("{act}:{}", fields.join(" "));
    shown.of_acts = Some(OF_ACTS.iter().map(of_act).collect::<Vec<_>>().join(";"));
    let Some((newest, versions)) = newest.zip(versions) else { return Ok(shown) };
    shown.version = Some(newest.version);
    shown.facts = newest.definition.acts.iter().skip(SLOTS).map(|act| act_words(visit, act)).collect();
    let told = versions.iter().map(|version| {
        let number = version.version.to_string();
        let told = [("version", number.as_str()), ("title", version.definition.title.as_str())];
        let again = (version.version != newest.version && writes).then(|| format!("{action}?from={number}"));
        (version.added_at, version.actor.clone(), visit.say("settings-rule-version", &told), again)
    });
    shown.history = past(visit, told.collect::<Vec<_>>().into_iter()).await?;
    Ok(shown)
}
