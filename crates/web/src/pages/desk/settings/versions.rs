//! Settings of which there is one: what is in force, a look at the effect of a change,
//! versions, the way back. All alike, by what each setting says of itself.

use super::super::editor::{About, Editor, version_read};
use super::super::tabs::{page_of, word_of};
use super::super::visit::Visit;
use super::{Asked, Outcome, history, outcome, retention};
use crate::fields::flat;
use crate::form::{Field, Offered, Typed, body};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::message;
use crate::routes::Routes;
use crate::state::Web;
use crate::wording::{local_time, name, time};
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::field::{self, Takes};
use homeward_app::settings::{self, Setting};
use homeward_app::versions::Written;
use homeward_app::{FieldError, Scope};
use serde_json::{Value, json};

/// The pages of every setting of which there is one.
pub fn router() -> Routes {
    settings::ALL.into_iter().fold(Routes::new(), |routes, setting| routes.route(page_of(setting), of(setting)))
}

fn of(setting: &'static Setting) -> MethodRouter<Web> {
    routing::get(async move |visit: Visit, Query(asked): Query<Asked>| one(visit, setting, asked).await)
        .post(async move |visit: Visit, OwnForm(typed): OwnForm<Typed>| change(visit, setting, typed).await)
}

async fn one(visit: Visit, setting: &'static Setting, asked: Asked) -> Result<Response, PageError> {
    visit.allow(Scope::SettingsRead)?;
    let versions = versions(&visit, setting).await?;
    let wanted = versions.iter().find(|written| Some(written.version) == asked.from);
    let shipped = (setting.shipped)();
    let begins = wanted.or(versions.last()).map_or(&shipped, |written| &written.what);
    let typed = typed_of("", setting.fields, begins);
    page(&editor(&visit, setting, &versions, &typed, &[]).await?.after(&asked))
}

async fn change(visit: Visit, setting: &'static Setting, typed: Typed) -> Result<Response, PageError> {
    visit.allow_setting()?;
    let (app, told) = (visit.app(), told(setting, &typed));
    let preview = settings::preview(app, setting, &told);
    let change = settings::change(app, visit.caller(), setting, &told, version_read(&typed));
    let outcome = outcome(&visit, &typed, preview, change).await?;
    if matches!(outcome, Outcome::Changed) {
        return Ok(Redirect::to(&format!("{}?done=changed", page_of(setting))).into_response());
    }
    let errors = if let Outcome::Refused(errors) = &outcome { &errors[..] } else { &[] };
    let mut shown = editor(&visit, setting, &versions(&visit, setting).await?, &typed, errors).await?;
    if let Outcome::Looked(counts) = &outcome {
        shown.effect = Some(effect(&visit, setting, counts));
    }
    shown.answer()
}

/// The body of the form. It shows everything: what is not ticked is meant so.
fn told(setting: &Setting, typed: &Typed) -> Value {
    let mut told = body(&flat(setting.fields), typed);
    fill(setting.fields, &mut told);
    told
}

fn fill(fields: &[field::Field], told: &mut Value) {
    let Value::Object(map) = told else { return };
    for field in fields.iter().filter(|field| field.required) {
        match field.takes {
            Takes::Several(..) | Takes::Categories => {
                map.entry(field.name).or_insert_with(|| json!([]));
            }
            Takes::Object(inner) => fill(inner, map.entry(field.name).or_insert_with(|| json!({}))),
            _ => {}
        }
    }
}

/// A version as the form has it.
fn typed_of(at: &str, fields: &[field::Field], version: &Value) -> Typed {
    let one = |field: &field::Field| -> Typed {
        let path = format!("{at}{}", field.name);
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match (field.takes, &version[field.name]) {
            (_, Value::Null | Value::Bool(false)) => Typed::new(),
            (_, Value::Bool(true)) => vec![(path, "on".to_owned())],
            (Takes::Object(inner), value) => typed_of(&format!("{path}."), inner, value),
            (Takes::Time, value) => vec![(path, value.as_i64().map(local_time).unwrap_or_default())],
            (_, Value::Array(several)) => several.iter().map(|one| (path.clone(), text(one))).collect(),
            (_, value) => vec![(path, text(value))],
        }
    };
    fields.iter().flat_map(one).collect()
}

async fn versions(visit: &Visit, setting: &'static Setting) -> Result<Vec<Written<Value>>, PageError> {
    settings::versions(visit.app(), setting).await.map_err(|error| visit.failed(error))
}

async fn editor(
    visit: &Visit,
    setting: &'static Setting,
    versions: &[Written<Value>],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let (action, fields) = (page_of(setting), flat(setting.fields));
    let about = About {
        form: setting.name,
        back: action,
        action: action.to_owned(),
        title: visit.say(word_of(setting), &[]),
        fields: &fields,
        is_new: false,
        writes: visit.may_set(),
    };
    let mut shown = Editor::new(visit, about, typed, errors, &Offered::default()).await?;
    shown.version = Some(versions.last().map_or(0, |written| written.version));
    shown.previews = setting.preview.is_some();
    let words = |written: &Written<Value>| words_of(visit, setting, written);
    shown.history = history(visit, versions, action, visit.may_set(), words).await?;
    if setting.name == retention::NAME {
        shown.related = retention::runs(visit).await?;
    }
    Ok(shown)
}

/// What a version says, in words: each field by its path, `none` where it says nothing.
fn words_of(visit: &Visit, setting: &Setting, written: &Written<Value>) -> String {
    let typed = typed_of("", setting.fields, &written.what);
    let words = |field: &Field| {
        let said: Vec<&str> =
            typed.iter().filter(|(path, _)| path == field.path).map(|(_, value)| value.as_str()).collect();
        let words = match field.takes {
            Takes::Time => written.what[field.path].as_i64().map(|at| time(visit.language, at)),
            Takes::One(list, _) | Takes::Several(list, _) => {
                let names: Vec<String> = said.iter().map(|one| name(visit.language, list, one)).collect();
                Some(names.join(&visit.say("list-separator", &[])))
            }
            _ => said.first().map(|one| (*one).to_owned()),
        };
        let words = words.filter(|words| !words.is_empty()).unwrap_or_else(|| "none".to_owned());
        (field.path.replace('.', "_"), words)
    };
    let version = ("version".to_owned(), written.version.to_string());
    let told: Vec<(String, String)> = [version].into_iter().chain(flat(setting.fields).iter().map(words)).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
    visit.say(&format!("settings-{}-version", setting.name), &told)
}

/// What a change would do, in words: all counts in one line, and lines of single ones where
/// there are words for them and the first counts something.
fn effect(visit: &Visit, setting: &Setting, counts: &[i64]) -> Vec<String> {
    let Some(preview) = &setting.preview else { return Vec::new() };
    let told: Vec<(&str, String)> =
        preview.counts.iter().zip(counts).map(|((name, _), count)| (*name, count.to_string())).collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(name, count)| (*name, count.as_str())).collect();
    let lead = format!("effect-{}", setting.name);
    let single = |(name, _): &(&str, &str)| {
        let key = format!("{lead}-{}", name.replace('_', "-"));
        let words = message(visit.language, &key, &told);
        (words != key).then_some(words)
    };
    let counts_any = counts.first().is_some_and(|count| *count > 0);
    let singles = told.iter().filter(|_| counts_any).filter_map(single);
    [visit.say(&lead, &told)].into_iter().chain(singles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::missing_words;
    use crate::language::Language;
    use serde_json::Map;

    #[test]
    fn every_setting_has_its_words_in_both_languages() {
        for language in Language::ALL {
            for setting in settings::ALL {
                assert_eq!(missing_words(language, setting.name, &flat(setting.fields)), Vec::<String>::new());
                let own = ["", "-lead", "-version"].map(|end| format!("settings-{}{end}", setting.name));
                let effect = setting.preview.iter().map(|_| format!("effect-{}", setting.name));
                for key in own.into_iter().chain(effect) {
                    assert_ne!(message(language, &key, &[]), key);
                }
            }
        }
    }

    #[test]
    fn a_version_comes_back_from_its_form_as_it_was() {
        for setting in settings::ALL {
            let mut shipped = (setting.shipped)();
            let told = told(setting, &typed_of("", setting.fields, &shipped));
            let Value::Object(says) = &mut shipped else { panic!("{} is no object", setting.name) };
            let fields = setting.fields.iter().filter(|field| !matches!(field.takes, Takes::Time));
            let expected: Map<String, Value> = fields
                .filter_map(|field| Some((field.name.to_owned(), says.remove(field.name)?)))
                .filter(|(_, value)| !value.is_null())
                .collect();
            let Value::Object(mut told) = told else { panic!("{} has no form", setting.name) };
            told.retain(|name, _| expected.contains_key(name));
            assert_eq!(told, expected, "{}", setting.name);
        }
    }
}
