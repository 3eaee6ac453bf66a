//! Reads JSON that people and programs send. A name that stands twice in one
//! object is refused: which of the two counts differs from reader to reader
//! (RFC 8259 §4), so one of them would be lost in silence. So is a number whose
//! digits nobody could keep (RFC 8259 §6): it would be rounded in silence.

use crate::error::{AppError, FieldError};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// The most mistakes that an answer lists.
const NAMED_MAX: usize = 20;
/// The most characters of a number that an answer quotes.
const QUOTED_CHARS_MAX: usize = 60;

/// The value of a whole text; malformed JSON with its place, or each name that
/// stands twice and each number beyond 64 bits or the range of a double, as it was
/// sent, with its path.
pub fn read(text: &str) -> Result<Value, AppError> {
    let walk = RefCell::new(Walk::of(text));
    let mut reader = serde_json::Deserializer::from_str(text);
    let walked = Walker { path: String::new(), walk: &walk }.deserialize(&mut reader).and_then(|()| reader.end());
    let mut walk = walk.into_inner();
    match walked {
        Err(error) if !walk.stopped_by_number(&error) => Err(malformed(&error)),
        Ok(()) if walk.wrong.is_empty() => serde_json::from_str(text).map_err(|error| malformed(&error)),
        _ => Err(AppError::Invalid(walk.wrong)),
    }
}

fn malformed(error: &serde_json::Error) -> AppError {
    AppError::Malformed(format!("JSON, line {}, column {}", error.line(), error.column()))
}

/// What was seen on the way through a text.
struct Walk<'t> {
    numbers: Numbers<'t>,
    /// The path of the value that is being read.
    at: String,
    wrong: Vec<FieldError>,
}

impl<'t> Walk<'t> {
    const fn of(text: &'t str) -> Self {
        Self { numbers: Numbers { text, at: 0 }, at: String::new(), wrong: Vec::new() }
    }

    fn note(&mut self, error: FieldError) {
        if self.wrong.len() < NAMED_MAX {
            self.wrong.push(error);
        }
    }

    /// The next number as it was sent.
    fn number(&mut self) -> &'t str {
        self.numbers.next().map_or("", |place| &self.numbers.text[place])
    }

    fn too_long(&mut self, sent: &str) {
        let cut = sent.char_indices().nth(QUOTED_CHARS_MAX).map(|(end, _)| format!("{}…", &sent[..end]));
        let error = FieldError::with(self.at.clone(), "number_too_long", cut.unwrap_or_else(|| sent.to_owned()));
        self.note(error);
    }

    /// Whether reading ended at a number beyond the range of a double, which is noted.
    fn stopped_by_number(&mut self, error: &serde_json::Error) -> bool {
        let Some(place) = self.numbers.next() else { return false };
        let lines = self.numbers.text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let end = lines.map(str::len).sum::<usize>() + error.column();
        let sent = &self.numbers.text[place.clone()];
        let stopped = (place.start..=place.end).contains(&end) && sent.parse::<f64>().is_ok_and(f64::is_infinite);
        if stopped {
            self.too_long(sent);
        }
        stopped
    }
}

/// The places of the numbers of a JSON text, in their order.
struct Numbers<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Numbers<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b'"' => self.at += length_of_string(&bytes[self.at..]),
                b'-' | b'0'..=b'9' => {
                    let start = self.at;
                    self.at += bytes[start..].iter().take_while(|byte| is_of_number(**byte)).count();
                    return Some(start..self.at);
                }
                _ => self.at += 1,
            }
        }
    }
}

const fn is_of_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// The bytes of a string with its quotes, where it begins with one.
fn length_of_string(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Walks a value and notes what is wrong in it.
struct Walker<'a, 't> {
    path: String,
    walk: &'a RefCell<Walk<'t>>,
}

impl<'de> DeserializeSeed<'de> for Walker<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.walk.borrow_mut().at.clone_from(&self.path);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walker<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
            let path = if self.path.is_empty() { shown } else { format!("{}.{shown}", self.path) };
            if !seen.insert(name) {
                self.walk.borrow_mut().note(FieldError::new(path.clone(), "doubled_field"));
            }
            map.next_value_seed(Walker { path, walk: self.walk })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for place in 0.. {
            let path = format!("{}[{place}]", self.path);
            if items.next_element_seed(Walker { path, walk: self.walk })?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.walk.borrow_mut().number();
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.walk.borrow_mut().number();
        Ok(())
    }

    /// A whole number comes here where 64 bits do not hold it, and as `-0`.
    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        let mut walk = self.walk.borrow_mut();
        let sent = walk.number();
        if number != 0.0 && sent.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
            walk.too_long(sent);
        }
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
    fn what_is_no_json_is_told_with_its_place() {
        for text in ["{", "{} {}", "[1,]", "\u{feff}{}", "[01]", "[-]", "[x,1e400]", "[1e400-2]", "[1e]"] {
            assert!(matches!(read(text), Err(AppError::Malformed(place)) if place.contains("line 1")), "{text}");
        }
    }
}
