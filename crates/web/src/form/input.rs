//! Fields as they are shown: with label, choices, what was typed, what was wrong.

use super::field::{Field, Takes};
use super::typed::{Typed, values};
use super::way;
use crate::frame::Frame;
use crate::language::{Language, message};
use crate::wording::field_message;
use crate::wording::{calendar, category, name_alone, usual_measure};
use homeward_app::registers::{self, UNITS};
use homeward_app::{App, AppError, Caller, FieldError, usual_measures};

/// The most units that a field offers.
const UNITS_MAX: i64 = 200;
/// Grades of one's own, with the word that lifts them.
pub const LIFTED: &str = "none";

/// One field as it is shown.
pub struct Input {
    pub path: &'static str,
    pub id: String,
    pub label: String,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub required: bool,
    pub value: String,
    pub choices: Vec<Choice>,
    pub error: Option<String>,
    pub min: String,
    pub max: String,
    pub starts_group: Option<String>,
}

impl Input {
    /// How many lines a field of many words shows: all of them as far as they are few.
    pub fn rows(&self) -> usize {
        let lines = self.value.lines().map(|line| 1 + line.chars().count() / 60).sum::<usize>();
        (lines + 1).clamp(4, 14)
    }
}

/// One of the values that a field offers.
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What forms offer besides closed lists: values with their words.
#[derive(Default)]
pub struct Offered {
    pub staff: Vec<(String, String)>,
    /// Those who complain in a case and can be told something, by their places.
    pub members: Vec<(String, String)>,
    /// The same with those who have left.
    pub kept: Vec<(String, String)>,
    pub units: Vec<(String, String)>,
    pub steps: Vec<(String, String)>,
    pub calendars: Vec<String>,
    pub promises: Vec<(String, String)>,
    pub categories: Vec<(String, String)>,
}

impl Offered {
    /// The working calendars by name.
    pub fn calendars(app: &App) -> Vec<String> {
        let mut ids: Vec<String> = app.policies().calendars().map(|calendar| calendar.id.clone()).collect();
        // Versions of one stand side by side.
        ids.dedup();
        ids
    }

    /// The units of the company.
    pub async fn units(app: &App) -> Result<Self, AppError> {
        let units = registers::list(app, &Caller::machine(), &UNITS, &[], 0, UNITS_MAX).await?.0;
        let units = units.into_iter().map(|unit| (unit.reference, unit.name)).collect();
        Ok(Self { units, ..Self::default() })
    }

    /// The same with the units of a caller alone: nobody gives more than they have.
    #[must_use]
    pub fn of(mut self, caller: &Caller) -> Self {
        self.units.retain(|(reference, _)| caller.reaches(reference));
        self
    }

    /// The same with the categories in use, and the one that a case has already.
    #[must_use]
    pub fn and_categories(self, app: &App, language: Language, has: Option<&str>) -> Self {
        let policies = app.policies();
        let known = policies.categories();
        let shown = known.all().iter().filter(|one| one.active || has == Some(one.id.as_str()));
        let categories = shown.map(|one| (one.id.to_string(), category(language, known, one.id.as_str()))).collect();
        Self { categories, ..self }
    }
}

/// The fields of a form. Labels are looked up under its name first.
pub fn inputs(
    frame: &Frame,
    form: &str,
    fields: &[Field],
    typed: &Typed,
    errors: &[(String, String)],
    offered: &Offered,
) -> Vec<Input> {
    let mut before = None;
    let shown = |field: &Field| {
        let mut shown = input(frame, form, field, typed, errors, offered);
        let part = field.path.split_once('.').map(|(part, _)| part);
        if part != before {
            let title = part.map(|part| format!("group-{form}-{}", part.replace('_', "-")));
            let words = title.map(|title| (frame.t(&title), title)).filter(|(words, title)| words != title);
            shown.starts_group = shown.starts_group.or(words.map(|(words, _)| words));
        }
        before = part;
        shown
    };
    fields.iter().map(shown).collect()
}

/// Mistakes by their fields in words; those of fields that the form does not
/// show name theirs.
pub fn errors_of(language: Language, fields: &[Field], errors: &[FieldError]) -> Vec<(String, String)> {
    let said = |error: &FieldError| {
        let has_way = fields.iter().any(|field| matches!(field.takes, Takes::Way(_)));
        if has_way && way::stands_for(&error.field) {
            return ("way".to_owned(), field_message(language, error));
        }
        let known = error.field.is_empty() || fields.iter().any(|field| field.path == error.field);
        let words = field_message(language, error);
        (error.field.clone(), if known { words } else { format!("{}: {words}", error.field) })
    };
    errors.iter().map(said).collect()
}

/// The list of mistakes over a form: for each the place it leads to, which may be
/// none, and words that name the field.
pub fn summary(frame: &Frame, inputs: &[Input], errors: &[(String, String)]) -> Vec<(String, String)> {
    let line = |(path, words): &(String, String)| match inputs.iter().find(|input| input.path == path) {
        Some(input) => {
            let told = [("field", input.label.as_str()), ("error", words.as_str())];
            (input.id.clone(), message(frame.language, "form-mistake", &told))
        }
        None => (String::new(), words.clone()),
    };
    errors.iter().map(line).collect()
}

fn input(
    frame: &Frame,
    form: &str,
    field: &Field,
    typed: &Typed,
    errors: &[(String, String)],
    offered: &Offered,
) -> Input {
    let chosen = values(typed, field.path);
    let (min, max) =
        if let Takes::Whole(min, max) = field.takes { (min.to_string(), max.to_string()) } else { Default::default() };
    let is_secret = matches!(field.takes, Takes::Secret(_) | Takes::Code);
    let value = chosen.first().filter(|_| !is_secret).map(|value| (*value).to_owned()).unwrap_or_default();
    Input {
        path: field.path,
        id: field.path.replace(['.', '[', ']'], "-"),
        label: label(frame, form, field),
        kind: kind(field.takes),
        autocomplete: match field.takes {
            Takes::Secret(fill) | Takes::Email(fill) => fill,
            Takes::Phone => "tel",
            Takes::Code => "one-time-code",
            _ => "",
        },
        required: field.required,
        choices: choices(frame, field.takes, &chosen, offered),
        value,
        error: errors.iter().find(|(path, _)| path == field.path).map(|(_, words)| words.clone()),
        min,
        max,
        starts_group: group(frame, field),
    }
}

/// How a field is asked for. What is inside objects is asked for field by field.
const fn kind(takes: Takes) -> &'static str {
    match takes {
        Takes::Line
        | Takes::List
        | Takes::Zone
        | Takes::Reference(_)
        | Takes::Language
        | Takes::Object(_)
        | Takes::Objects(..) => "text",
        Takes::Email(_) => "email",
        Takes::Phone => "tel",
        Takes::Secret(_) => "password",
        Takes::Code => "code",
        Takes::Words | Takes::Facts | Takes::Lines | Takes::Steps => "words",
        Takes::Whole(..) => "number",
        Takes::Truth => "truth",
        Takes::Time => "datetime-local",
        Takes::Date => "date",
        Takes::Several(..) | Takes::Categories | Takes::Members => "several",
        Takes::YesNo
        | Takes::One(..)
        | Takes::Truths(..)
        | Takes::Way(_)
        | Takes::Category
        | Takes::Template
        | Takes::Step
        | Takes::Member
        | Takes::Staff
        | Takes::Unit
        | Takes::Promise
        | Takes::Calendar => "one",
    }
}

/// From what a field is chosen; nothing where it is typed.
fn choices(frame: &Frame, takes: Takes, chosen: &[&str], offered: &Offered) -> Vec<Choice> {
    let language = frame.language;
    let choice =
        |value: &str, label: String| Choice { value: value.to_owned(), label, chosen: chosen.contains(&value) };
    let named = |list: &str, spellings: &[&str]| -> Vec<Choice> {
        let label = |spelling: &str| match (list, spelling) {
            ("grade", LIFTED) => frame.t("grade-lift"),
            _ => name_alone(language, list, &spelling.replace(['.', ':'], "-")),
        };
        spellings.iter().map(|spelling| choice(spelling, label(spelling))).collect()
    };
    let listed = |pairs: &[(String, String)]| pairs.iter().map(|(value, label)| choice(value, label.clone())).collect();
    match takes {
        Takes::YesNo => vec![choice("yes", frame.t("yes")), choice("no", frame.t("no"))],
        Takes::One(list, spellings) | Takes::Truths(list, spellings) | Takes::Several(list, spellings) => {
            named(list, spellings)
        }
        Takes::Way(attempts) => named("way", &way::choices(attempts)),
        Takes::Template => {
            let label = |one: &str| usual_measure(language, one);
            usual_measures::names().iter().map(|one| choice(one, label(one))).collect()
        }
        Takes::Category | Takes::Categories => listed(&offered.categories),
        Takes::Step => listed(&offered.steps),
        Takes::Member => listed(&offered.kept),
        Takes::Members => listed(&offered.members),
        Takes::Staff => listed(&offered.staff),
        Takes::Unit => listed(&offered.units),
        Takes::Promise => listed(&offered.promises),
        Takes::Calendar => offered.calendars.iter().map(|id| choice(id, calendar(language, id))).collect(),
        _ => Vec::new(),
    }
}

/// The label of a field: that of its form, or the one that all forms share.
fn label(frame: &Frame, form: &str, field: &Field) -> String {
    let bare: String =
        field.path.split('.').map(|part| part.split('[').next().unwrap_or_default()).collect::<Vec<_>>().join("-");
    let last = bare.rsplit('-').next().unwrap_or_default().to_owned();
    let keys = [format!("label-{form}-{bare}"), format!("label-{bare}"), format!("label-{last}")];
    let keys = keys.map(|key| key.replace('_', "-"));
    let found = keys.iter().map(|key| (key, frame.t(key))).find(|(key, words)| words != *key);
    found.map_or_else(|| field.path.to_owned(), |(_, words)| words)
}

/// The title over the first field of an item of a list.
fn group(frame: &Frame, field: &Field) -> Option<String> {
    let (list, rest) = field.path.split_once('[')?;
    let (place, after) = rest.split_once(']')?;
    let first = match list {
        "acts" => after == ".act",
        "co_complainants" => after == ".name",
        _ => matches!(after, ".text" | ".party"),
    };
    let number = (place.parse::<usize>().ok()? + 1).to_string();
    first.then(|| frame.t1(&format!("group-{}", list.replace('_', "-")), "number", &number))
}

/// The keys of labels and choices that a language has no words for.
#[cfg(test)]
pub fn missing_words(language: Language, form: &str, fields: &[Field]) -> Vec<String> {
    let frame = Frame::new(language, "settings-title", &axum::http::Uri::from_static("/"));
    let unlabelled = fields.iter().filter(|field| label(&frame, form, field) == field.path);
    let mut missing: Vec<String> = unlabelled.map(|field| format!("label-{form}-{}", field.path)).collect();
    for field in fields {
        let (list, spellings) = match field.takes {
            Takes::One(list, spellings) | Takes::Several(list, spellings) | Takes::Truths(list, spellings) => {
                (list, spellings.to_vec())
            }
            Takes::Way(attempts) => ("way", way::choices(attempts)),
            _ => continue,
        };
        let keys = spellings.iter().filter(|spelling| **spelling != LIFTED);
        let keys = keys.map(|spelling| format!("{list}-{}", spelling.replace(['_', '.', ':'], "-")));
        missing.extend(keys.filter(|key| frame.t(key) == *key));
    }
    missing
}
