//! Reads JSON that people and programs send. A name that stands twice in one
//! object is refused: which of the two counts differs from reader to reader
//! (RFC 8259 §4), so one of them would be lost in silence.

use crate::error::{AppError, FieldError};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

/// The most doubled names that an answer lists.
const NAMED_MAX: usize = 20;

/// The value of a whole text; malformed JSON with its place, or each name that
/// stands twice with its path.
pub fn read(text: &str) -> Result<Value, AppError> {
    let value = serde_json::from_str(text).map_err(|error| malformed(&error))?;
    let doubled = RefCell::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    Names { path: String::new(), doubled: &doubled }.deserialize(&mut reader).map_err(|error| malformed(&error))?;
    let doubled = doubled.into_inner();
    if doubled.is_empty() { Ok(value) } else { Err(AppError::Invalid(doubled)) }
}

fn malformed(error: &serde_json::Error) -> AppError {
    AppError::Malformed(format!("JSON, line {}, column {}", error.line(), error.column()))
}

/// Walks a value and notes the names that stand twice.
struct Names<'a> {
    path: String,
    doubled: &'a RefCell<Vec<FieldError>>,
}

impl<'de> DeserializeSeed<'de> for Names<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Names<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            let path = if self.path.is_empty() { shown } else { format!("{}.{shown}", self.path) };
            if !seen.insert(name) && self.doubled.borrow().len() < NAMED_MAX {
                self.doubled.borrow_mut().push(FieldError::new(path.clone(), "doubled_field"));
            }
            map.next_value_seed(Names { path, doubled: self.doubled })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for place in 0.. {
            let path = format!("{}[{place}]", self.path);
            if items.next_element_seed(Names { path, doubled: self.doubled })?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
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
        let text = r#"{"a":{"name":1.5,"x":null},"b":[{"name":-2},{"name":true}],"Name":18446744073709551615}"#;
        assert_eq!(read(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn what_is_no_json_is_told_with_its_place() {
        for text in ["{", "{} {}", "[1,]", "\u{feff}{}"] {
            assert!(matches!(read(text), Err(AppError::Malformed(place)) if place.contains("line 1")), "{text}");
        }
    }
}
