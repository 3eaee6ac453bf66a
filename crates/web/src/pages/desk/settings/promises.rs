//! Promises: their limits, and what a change would do to the clocks that run.

use super::super::editor::{About, Editor, mistakes, version_read};
use super::super::visit::Visit;
use super::{Asked, Outcome, Row, begins, history, known, outcome, shown};
use crate::form::{Field, Offered, Takes, Typed, body, may, must, values};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::wording::{limit, name_alone, promise as promise_words};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::promises::{self, Preview};
use homeward_app::versions::Written;
use homeward_app::{FieldError, Scope};
use homeward_domain::catalogue::PauseReason;
use homeward_domain::promises::Promise;
use serde_json::{Value, json};

const LIST: &str = "/desk/settings";
/// The step of the first start that confirms what is promised.
const START: &str = "/desk/start/promises";
const MINUTES: Takes = Takes::Whole(1, promises::MINUTES_MAX);
pub const FIELDS: &[Field] = &[
    must("within_minutes", MINUTES),
    may("urgent_within_minutes", MINUTES),
    may("danger_within_minutes", MINUTES),
    may("waiting_within_minutes", MINUTES),
    may("calendar", Takes::Calendar),
    may("pausable_for", Takes::Several("pause", PauseReason::SPELLINGS)),
    may("extendable", Takes::Truth),
];
pub const OF_UNIT: &[Field] = &[
    must("of", Takes::Promise),
    must("unit", Takes::Unit),
    must("within_minutes", MINUTES),
    may("urgent_within_minutes", MINUTES),
    may("danger_within_minutes", MINUTES),
    may("calendar", Takes::Calendar),
];

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let minutes = |minutes: i64| limit(visit.language, minutes);
    let row = |promise: &Promise| {
        let kinds: Vec<String> = promise.kinds.iter().map(|kind| visit.name("kind", kind.as_str())).collect();
        let cells = vec![
            promise_words(visit.language, &promise.id),
            minutes(promise.within_minutes),
            promise.urgent_within_minutes.map(minutes).unwrap_or_default(),
            name_alone(visit.language, "audience", promise.audience.as_str()),
            kinds.join(&visit.say("list-separator", &[])),
            promise.version.to_string(),
        ];
        Row { href: Some(format!("{LIST}/promises/{}", promise.id)), cells }
    };
    let rows = promises::current(visit.app()).iter().map(row).collect();
    let columns = ["promise", "limit", "urgent", "audience", "kinds", "version"];
    let writes = visit.may(Scope::SettingsWrite);
    let add = writes.then_some(("/desk/settings/promises/new", "settings-promises-new"));
    shown(&visit, &asked, add, &columns, rows).await
}

pub async fn new(visit: Visit) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    page(&of_unit(&visit, &Typed::new(), &[]).await?)
}

pub async fn add(visit: Visit, OwnForm(typed): OwnForm<Typed>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    match promises::add_for_unit(visit.app(), visit.caller(), &body(OF_UNIT, &typed)).await {
        Ok(_) => Ok(Redirect::to(&format!("{LIST}?done=added")).into_response()),
        Err(error) => {
            let errors = mistakes(&visit, error)?;
            of_unit(&visit, &typed, &errors).await?.answer()
        }
    }
}

pub async fn one(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit, &id).await?;
    let begins = begins(&visit, &versions, &asked)?;
    let typed = typed_of(begins);
    page(&of_start(editor(&visit, &versions, &typed, &[]).await?, &asked).after(&asked))
}

pub async fn change(
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsWrite)?;
    let told = told(&typed);
    let app = visit.app();
    let look = promises::preview(app, visit.caller(), &id, &told);
    let change = promises::change(app, &visit.signed_in.caller, &id, &told, version_read(&typed));
    match outcome(&visit, &typed, look, change).await? {
        Outcome::Changed if asked.start.is_some() => Ok(Redirect::to(START).into_response()),
        Outcome::Changed => Ok(Redirect::to(&format!("{LIST}/promises/{id}?done=changed")).into_response()),
        Outcome::Looked(preview) => {
            let mut shown = of_start(editor(&visit, &versions(&visit, &id).await?, &typed, &[]).await?, &asked);
            shown.effect = Some(effect(&visit, preview));
            page(&shown)
        }
        Outcome::Refused(errors) => {
            of_start(editor(&visit, &versions(&visit, &id).await?, &typed, &errors).await?, &asked).answer()
        }
    }
}

/// A promise that is looked at during the first start leads back there.
fn of_start(mut shown: Editor, asked: &Asked) -> Editor {
    if asked.start.is_some() {
        shown.back = START;
        shown.action.push_str("?start=yes");
    }
    shown
}

/// The body of the form. It shows everything, so what is empty is meant so.
fn told(typed: &Typed) -> Value {
    let mut told = body(FIELDS, typed);
    if let Value::Object(told) = &mut told {
        for limit in ["urgent_within_minutes", "danger_within_minutes", "waiting_within_minutes"] {
            told.entry(limit).or_insert(Value::Null);
        }
        told.entry("pausable_for").or_insert_with(|| json!([]));
        told.entry("extendable").or_insert(Value::Bool(false));
        if values(typed, "calendar").is_empty() {
            told.insert("wall_time".into(), Value::Bool(true));
        }
    }
    told
}

pub fn effect(visit: &Visit, preview: Preview) -> Vec<String> {
    if preview.cases == 0 {
        return vec![visit.say("effect-no-clocks", &[])];
    }
    let line = |key: &str, count: i64| visit.say(key, &[("count", &count.to_string())]);
    vec![
        line("effect-clocks", preview.cases),
        line("effect-earlier", preview.earlier),
        line("effect-later", preview.later),
        line("effect-late", preview.late),
    ]
}

async fn versions(visit: &Visit, id: &str) -> Result<Vec<Written<Promise>>, PageError> {
    known(visit, promises::versions(visit.app(), id).await)
}

fn typed_of(promise: &Promise) -> Typed {
    let minutes = |minutes: Option<i64>| minutes.map(|m| m.to_string()).unwrap_or_default();
    let stands = [
        ("within_minutes", promise.within_minutes.to_string()),
        ("urgent_within_minutes", minutes(promise.urgent_within_minutes)),
        ("danger_within_minutes", minutes(promise.danger_within_minutes)),
        ("waiting_within_minutes", minutes(promise.waiting_within_minutes)),
        ("calendar", promise.calendar.clone().unwrap_or_default()),
        ("extendable", if promise.extendable { "on".to_owned() } else { String::new() }),
    ];
    let pauses = promise.pausable_for.iter().map(|reason| ("pausable_for", reason.as_str().to_owned()));
    stands.into_iter().chain(pauses).map(|(path, value)| (path.to_owned(), value)).collect()
}

fn offered(visit: &Visit) -> Offered {
    let all = promises::current(visit.app());
    let of_all = all.iter().filter(|promise| promise.unit.is_none());
    Offered {
        promises: of_all.map(|promise| (promise.id.clone(), promise_words(visit.language, &promise.id))).collect(),
        calendars: Offered::calendars(visit.app()),
        ..Offered::default()
    }
}

async fn of_unit(visit: &Visit, typed: &Typed, errors: &[FieldError]) -> Result<Editor, PageError> {
    let title = visit.say("settings-promises-new", &[]);
    let action = format!("{LIST}/promises/new");
    let about = About { form: "unit-promise", back: LIST, action, title, fields: OF_UNIT, is_new: true, writes: true };
    let units = Offered::units(visit.app()).await.map_err(|e| visit.failed(e))?.of(visit.caller()).units;
    let offered = Offered { units, ..offered(visit) };
    Editor::new(visit, about, typed, errors, &offered).await
}

async fn editor(
    visit: &Visit,
    versions: &[Written<Promise>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let Some(newest) = versions.last().map(|written| &written.what) else {
        return Err(PageError::not_found(visit.language));
    };
    let action = format!("{LIST}/promises/{}", newest.id);
    let writes = visit.caller().may_set(newest.unit.as_deref());
    let title = promise_words(visit.language, &newest.id);
    let about =
        About { form: "promises", back: LIST, action: action.clone(), title, fields: FIELDS, is_new: false, writes };
    let offered = offered(visit);
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    shown.version = Some(newest.version);
    shown.previews = true;
    let words = |written: &Written<Promise>| {
        let limit = limit(visit.language, written.what.within_minutes);
        visit.say("settings-version", &[("version", &written.version.to_string()), ("limit", &limit)])
    };
    shown.history = history(visit, versions, &action, writes, words).await?;
    Ok(shown)
}
