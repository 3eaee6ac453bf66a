//! Reads JSON that people and programs send. A name that stands twice in one
//! object is refused: which of the two counts differs from reader to reader
//! (RFC 8259 §4), so one of them would be lost in silence. So is a number whose
//! digits nobody could keep (RFC 8259 §6): it would be rounded in silence.

use crate::ground::error::{AppError, FieldError};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// The most mistakes that an answer lists.
const NAMED_MAX: usize = 20;
/// The most characters of a number that an answer quotes.
const QUOTED_CHARS_MAX: usize = 60;
/// How deep values are looked into; the reader of values refuses what is deeper.
const DEPTH_MAX: usize = 128;

/// The value of a whole text; malformed JSON with its place, or each name that
/// stands twice and each number beyond 64 bits or the range of a double, as it was
/// sent, with its path.
pub fn read(text: &str) -> Result<Value, AppError> {
    let whole: &RawValue = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    let mut wrong = Vec::new();
    walk(whole.get(), "", DEPTH_MAX, &mut wrong);
    wrong.truncate(NAMED_MAX);
    if wrong.is_empty() {
        serde_json::from_str(text).map_err(|error| malformed(&error))
    } else {
        Err(AppError::Invalid(wrong))
    }
}

fn malformed(error: &serde_json::Error) -> AppError {
    AppError::Malformed(format!("JSON, line {}, column {}", error.line(), error.column()))
}

/// Notes what is wrong in one value. What cannot be read here is no JSON to the
/// reader of values either, who tells its place.
fn walk(value: &str, path: &str, depth: usize, wrong: &mut Vec<FieldError>) {
    if depth == 0 || wrong.len() >= NAMED_MAX {
        return;
    }
    match value.as_bytes().first() {
        Some(b'{') => members(value, path, depth, wrong),
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
            for (place, item) in items.into_iter().enumerate() {
                walk(item.get(), &format!("{path}[{place}]"), depth - 1, wrong);
            }
        }
        Some(b'-' | b'0'..=b'9') if !is_kept(value) => wrong.push(too_long(path, value)),
        _ => {}
    }
}

fn members(object: &str, path: &str, depth: usize, wrong: &mut Vec<FieldError>) {
    let Ok(Members(members)) = serde_json::from_str(object) else { return };
    let mut seen = BTreeSet::new();
    for (name, value) in members {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        let path = if path.is_empty() { shown } else { format!("{path}.{shown}") };
        if !seen.insert(name) {
            wrong.push(FieldError::new(path.clone(), "doubled_field"));
        }
        walk(value.get(), &path, depth - 1, wrong);
    }
}

/// Whether 64 bits hold a whole number, or a double is not beyond its range with another.
fn is_kept(number: &str) -> bool {
    if number.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
        number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok()
    } else {
        number.parse::<f64>().is_ok_and(f64::is_finite)
    }
}

fn too_long(path: &str, number: &str) -> FieldError {
    let cut = number.char_indices().nth(QUOTED_CHARS_MAX).map(|(end, _)| format!("{}…", &number[..end]));
    FieldError::with(path.to_owned(), "number_too_long", cut.unwrap_or_else(|| number.to_owned()))
}

/// The members of an object in their order, doubled ones among them.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubled(text: &str) -> Vec<String> {
        match read(text) {
            Err(AppError::Invalid(errors)) => {
                assert!(errors.iter().all(|error| error.code == "doubled_field"), "{errors:?}");
                errors.into_iter().map(|error| error.field).collect()
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_name_that_stands_twice_is_told_with_its_path() {
        assert_eq!(doubled(r#"{"kind":"inquiry","text":"a","kind":"complaint"}"#), ["kind"]);
        assert_eq!(doubled(r#"{"complainant":{"name":"王芳","n\u0061me":"李雷"}}"#), ["complainant.name"]);
        assert_eq!(doubled(r#"{"options":[{"text":"a"},{"text":"a","text":"b"}]}"#), ["options[1].text"]);
    }

    #[test]
    fn what_differs_or_stands_in_different_objects_is_read() {
        let text = r#"{"a":{"name":1.5,"x":null},"b":[{"name":-2},{"name":true}],"Name":18446744073709551615,"n":-0}"#;
        assert_eq!(read(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn a_number_that_nobody_could_keep_is_quoted_as_it_was_sent_with_its_path() {
        let long = "9".repeat(400);
        for (text, field, sent) in [
            (r#"{"a":1,"booking":{"no":12345678901234567890123}}"#, "booking.no", "12345678901234567890123"),
            (r#"{"t":"1e400, \"2","list":[-0.5,"7",-9223372036854775809]}"#, "list[2]", "-9223372036854775809"),
            ("{\n \"游\": [3,\n 1e400 ]}", "游[1]", "1e400"),
            (r#"{"a":2,"b":-1.5E+99999999999}"#, "b", "-1.5E+99999999999"),
            (&format!("[{long}]"), "[0]", &format!("{}…", &long[..QUOTED_CHARS_MAX])),
        ] {
            let Err(AppError::Invalid(errors)) = read(text) else { panic!("{text}") };
            assert_eq!(errors, [FieldError::with(field, "number_too_long", sent)], "{text}");
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_with_its_place() {
        let deep = format!("{}1e400{}", "[".repeat(5000), "]".repeat(5000));
        assert!(matches!(read(&deep), Err(AppError::Malformed(_))));
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for text in ["{", "{} {}", "[1,]", "\u{feff}{}", "[01]", "[-]", "[x,1e400]", "[1e400-2]", "[1e]"] {
            assert!(matches!(read(text), Err(AppError::Malformed(place)) if place.contains("line 1")), "{text}");
        }
    }
}
