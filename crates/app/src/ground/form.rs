//! Reads a JSON object field by field, so that every mistake is named with its
//! path, all of them at once, and nothing unknown slips through.

use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Field, Takes};
use homeward_domain::localized_text::LocalizedText;
use homeward_domain::text;
use homeward_domain::time::{TimeError, Timestamp};
use serde_json::{Map, Value};
use std::cell::RefCell;

/// The languages in which a company words what is its own.
pub const WORDED_IN: [&str; 2] = ["zh-CN", "en"];

/// The fields of one object, and the mistakes found so far.
pub struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: String,
    /// What the body is declared to have, where it is declared.
    declared: Option<&'a [Field]>,
    known: RefCell<Vec<&'a str>>,
    errors: &'a RefCell<Vec<FieldError>>,
    line: Line,
}

/// How a text of one line is read.
type Line = fn(&str) -> Result<String, text::TextError>;

/// Reads a whole object: what `read` makes of it, or every mistake in it.
pub fn read<T>(body: &Value, read: impl FnOnce(&Fields) -> Option<T>) -> Result<T, AppError> {
    whole(body, None, text::short, read)
}

/// The same of a body whose fields are declared. `read` reads what is declared and nothing
/// else, so that what is described, asked for in forms and read is the same.
pub fn read_as<T>(body: &Value, declared: &[Field], read: impl FnOnce(&Fields) -> Option<T>) -> Result<T, AppError> {
    whole(body, Some(declared), text::short, read)
}

/// Reads a row of an old file. Marks without a shape in its names and references are
/// left out: nobody is there to type them again.
pub fn read_row<T>(row: &Value, read: impl FnOnce(&Fields) -> Option<T>) -> Result<T, AppError> {
    whole(row, None, |line| text::short(&text::without_shapeless(line)), read)
}

fn whole<T>(
    body: &Value,
    declared: Option<&[Field]>,
    line: Line,
    read: impl FnOnce(&Fields) -> Option<T>,
) -> Result<T, AppError> {
    let Value::Object(map) = body else {
        return Err(AppError::Invalid(vec![FieldError::new("", "not_an_object")]));
    };
    let errors = RefCell::new(Vec::new());
    let fields = Fields { map, path: String::new(), declared, known: RefCell::default(), errors: &errors, line };
    let result = read(&fields);
    fields.refuse_unknown();
    let errors = errors.into_inner();
    match result {
        Some(value) if errors.is_empty() => Ok(value),
        _ => Err(too_large(&errors).unwrap_or(AppError::Invalid(errors))),
    }
}

/// A text over the limit of the contract is 413, whatever else is wrong.
fn too_large(errors: &[FieldError]) -> Option<AppError> {
    let max = text::LONG_TEXT_CHARS_MAX;
    let error = errors.iter().find(|e| e.code == "too_long" && e.detail == max.to_string())?;
    Some(AppError::TooLarge { field: error.field.clone(), max })
}

impl<'a> Fields<'a> {
    /// A text of many lines.
    pub fn long_text(&self, name: &'a str) -> Option<String> {
        self.text(name, text::long)
    }

    /// A text of one line.
    pub fn short_text(&self, name: &'a str) -> Option<String> {
        self.text(name, self.line)
    }

    fn text(&self, name: &'a str, parse: Line) -> Option<String> {
        let raw = self.string(name)?;
        match parse(raw) {
            Ok(text) => Some(text),
            Err(error) => self.fail(FieldError::of_text(self.name(name), error)),
        }
    }

    /// A text that a test of form accepts.
    pub fn checked_text(&self, name: &'a str, code: &'static str, accepts: fn(&str) -> bool) -> Option<String> {
        let text = self.short_text(name)?;
        if accepts(&text) { Some(text) } else { self.fail(FieldError::new(self.name(name), code)) }
    }

    /// A name that programs use: small letters, digits, underscores.
    pub fn name_text(&self, name: &'a str) -> Option<String> {
        self.checked_text(name, "not_a_name", |text| {
            text.len() <= 60 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        })
    }

    /// One of a list of spellings.
    pub fn spelled<T>(&self, name: &'a str, parse: impl Fn(&str) -> Option<T>, spellings: &[&str]) -> Option<T> {
        let raw = self.string(name)?;
        let parsed = parse(raw);
        parsed.or_else(|| self.fail(FieldError::with(self.name(name), "unknown_value", spellings.join(", "))))
    }

    /// A time with offset.
    pub fn time(&self, name: &'a str) -> Option<Timestamp> {
        match Timestamp::parse(self.string(name)?) {
            Ok(time) => Some(time),
            Err(TimeError::Format) => self.fail(FieldError::new(self.name(name), "not_a_time")),
            Err(TimeError::Range) => self.fail(FieldError::new(self.name(name), "time_out_of_range")),
        }
    }

    /// True or false; false where it is missing.
    pub fn truth(&self, name: &'a str) -> bool {
        self.optional_truth(name).unwrap_or(false)
    }

    /// True, false or missing.
    pub fn optional_truth(&self, name: &'a str) -> Option<bool> {
        match self.value(name)? {
            Value::Bool(truth) => Some(*truth),
            _ => self.fail(FieldError::new(self.name(name), "not_a_truth")),
        }
    }

    /// A whole number within bounds; one that no field could hold is quoted as it was sent.
    pub fn number(&self, name: &'a str, min: i64, max: i64) -> Option<i64> {
        let value = self.value(name)?;
        let number = value.as_i64().filter(|n| (min..=max).contains(n));
        if number.is_none() && value.is_u64() && !value.is_i64() {
            return self.fail(FieldError::with(self.name(name), "number_too_long", value.to_string()));
        }
        number.or_else(|| self.fail(FieldError::with(self.name(name), "not_a_number", format!("{min}–{max}"))))
    }

    /// A list of whole numbers, each once, in their order.
    pub fn numbers(&self, name: &'a str, min: i64, max: i64, count_max: usize) -> Option<Vec<i64>> {
        let Value::Array(items) = self.value(name)? else {
            return self.fail(FieldError::new(self.name(name), "not_a_list"));
        };
        if items.len() > count_max {
            return self.fail(FieldError::with(self.name(name), "too_many", count_max.to_string()));
        }
        // A form gives what was typed as texts.
        let number = |item: &Value| item.as_i64().or_else(|| item.as_str()?.parse().ok());
        let read = items.iter().map(|item| number(item).filter(|n| (min..=max).contains(n)));
        let Some(mut numbers) = read.collect::<Option<Vec<i64>>>() else {
            return self.fail(FieldError::with(self.name(name), "not_a_number", format!("{min}–{max}")));
        };
        numbers.sort_unstable();
        numbers.dedup();
        Some(numbers)
    }

    /// An object inside this one.
    pub fn object<T>(&self, name: &'a str, read: impl FnOnce(&Fields) -> Option<T>) -> Option<T> {
        let Value::Object(map) = self.value(name)? else {
            return self.fail(FieldError::new(self.name(name), "not_an_object"));
        };
        let path = format!("{}.", self.name(name));
        let inner = self.inside(name, map, path);
        let result = read(&inner);
        inner.refuse_unknown();
        result
    }

    /// The fields of an object in the place of a field.
    fn inside(&self, name: &str, map: &'a Map<String, Value>, path: String) -> Fields<'a> {
        let field = self.declared.and_then(|declared| declared.iter().find(|field| field.name == name));
        let declared = match field.map(|field| field.takes) {
            Some(Takes::Object(inner) | Takes::Objects(inner, ..)) => Some(inner),
            _ => None,
        };
        Fields { map, path, declared, known: RefCell::default(), errors: self.errors, line: self.line }
    }

    /// Whether the body is declared to have a field; one that is not declared has any.
    fn is_declared(&self, name: &str) -> bool {
        self.declared.is_none_or(|declared| declared.iter().any(|field| field.stands_for(name)))
    }

    /// A list of objects; a mistake in one is named with its place, from 0.
    pub fn objects<T>(
        &self,
        name: &'a str,
        count_max: usize,
        mut read: impl FnMut(&Fields) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Value::Array(items) = self.value(name)? else {
            return self.fail(FieldError::new(self.name(name), "not_a_list"));
        };
        if items.len() > count_max {
            return self.fail(FieldError::with(self.name(name), "too_many", count_max.to_string()));
        }
        let one = |(place, item): (usize, &'a Value)| {
            let path = format!("{}[{place}]", self.name(name));
            let Value::Object(map) = item else { return self.fail(FieldError::new(path, "not_an_object")) };
            let inner = self.inside(name, map, path + ".");
            let result = read(&inner);
            inner.refuse_unknown();
            result
        };
        // Every item is read, so that the mistakes of all are told at once.
        let all: Vec<Option<T>> = items.iter().enumerate().map(one).collect();
        all.into_iter().collect()
    }

    /// A list of short texts, each once.
    pub fn short_texts(&self, name: &'a str, count_max: usize) -> Option<Vec<String>> {
        let Value::Array(items) = self.value(name)? else {
            return self.fail(FieldError::new(self.name(name), "not_a_list"));
        };
        if items.len() > count_max {
            return self.fail(FieldError::with(self.name(name), "too_many", count_max.to_string()));
        }
        let mut texts = Vec::new();
        for (place, item) in items.iter().enumerate() {
            let path = format!("{}[{place}]", self.name(name));
            match item.as_str().map(self.line) {
                Some(Ok(text)) if !texts.contains(&text) => texts.push(text),
                Some(Ok(_)) => {}
                Some(Err(error)) => return self.fail(FieldError::of_text(path, error)),
                None => return self.fail(FieldError::new(path, "not_a_text")),
            }
        }
        Some(texts)
    }

    /// A list of spellings.
    pub fn spelled_list<T>(
        &self,
        name: &'a str,
        parse: impl Fn(&str) -> Option<T>,
        spellings: &[&str],
    ) -> Option<Vec<T>> {
        let Value::Array(items) = self.value(name)? else {
            return self.fail(FieldError::new(self.name(name), "not_a_list"));
        };
        let parsed: Option<Vec<T>> = items.iter().map(|item| item.as_str().and_then(&parse)).collect();
        parsed.or_else(|| self.fail(FieldError::with(self.name(name), "unknown_value", spellings.join(", "))))
    }

    /// Words of the company's own, by language; at least in one.
    pub fn wording(&self, name: &'a str) -> Option<LocalizedText> {
        let words = self.object(name, |words| {
            let said = WORDED_IN.map(|tag| Some((tag.to_owned(), words.short_text(tag)?)));
            Some(LocalizedText(said.into_iter().flatten().collect()))
        })?;
        if words.is_empty() { self.fail(FieldError::new(self.name(name), "required")) } else { Some(words) }
    }

    /// Says that a field must be there; its own mistakes were noted before.
    pub fn required<T>(&self, name: &'a str, value: Option<T>) -> Option<T> {
        if value.is_none() && self.value(name).is_none() {
            return self.fail(FieldError::new(self.name(name), "required"));
        }
        value
    }

    /// Notes a mistake.
    pub fn fail<T>(&self, error: FieldError) -> Option<T> {
        self.errors.borrow_mut().push(error);
        None
    }

    /// The full path of a field.
    pub fn name(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// Whether the field stands there with a value.
    pub fn has(&self, name: &'a str) -> bool {
        self.value(name).is_some()
    }

    /// Whether a field is there and says null.
    pub fn is_null(&self, name: &'a str) -> bool {
        self.map.get(name).is_some_and(Value::is_null)
    }

    fn string(&self, name: &'a str) -> Option<&'a str> {
        match self.value(name)? {
            Value::String(text) => Some(text),
            _ => self.fail(FieldError::new(self.name(name), "not_a_text")),
        }
    }

    fn value(&self, name: &'a str) -> Option<&'a Value> {
        debug_assert!(self.is_declared(name), "{} is read and not declared", self.name(name));
        if !self.known.borrow().contains(&name) {
            self.known.borrow_mut().push(name);
        }
        self.map.get(name).filter(|value| !value.is_null())
    }

    fn refuse_unknown(&self) {
        let known = self.known.borrow();
        let is_known = |name: &str| known.contains(&name) || (self.declared.is_some() && self.is_declared(name));
        for name in self.map.keys().filter(|name| !is_known(name)) {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            self.fail::<()>(FieldError::new(self.name(&shown), "unknown_field"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ground::field::{may, must};
    use serde_json::json;

    const OWNER: &[Field] = &[must("owner", Takes::Staff, "")];
    const FIELDS: &[Field] = &[
        must("text", Takes::Words, ""),
        may("parts", Takes::Objects(OWNER, 3, 1), ""),
        may("way", Takes::Way(false), ""),
    ];

    #[test]
    fn what_is_declared_is_known_whether_it_was_read_or_not() {
        let body = json!({"text": "看", "told": "by_voice", "parts": [{"owner": 3, "ower": 3}], "reached": true});
        let Err(AppError::Invalid(errors)) = read_as(&body, FIELDS, |fields| {
            fields.objects("parts", 3, |part| part.number("owner", 1, 9));
            Some(())
        }) else {
            panic!("what is not declared was read")
        };
        let named: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(named, ["parts[0].ower", "reached"]);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "parts[0].due_at is read and not declared")]
    fn what_is_not_declared_is_not_read() {
        let body = json!({"text": "看", "parts": [{"owner": 3}]});
        drop(read_as(&body, FIELDS, |fields| fields.objects("parts", 3, |part| part.time("due_at"))));
    }
}
