//! Reads a record by the table of its fields.

use super::nouns::{Field, Holds, Noun};
use crate::apologies;
use crate::error::FieldError;
use crate::form::Fields;
use homeward_domain::contact;
use homeward_domain::promises::pack;
use serde_json::{Map, Value};

/// The most objects of one list.
const LIST_MAX: usize = 200;
/// The largest amount, in the smallest unit of its currency.
const WHOLE_MAX: i64 = 1_000_000_000_000;

/// A record as it was sent, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// Its reference, unique among its noun.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its other fields.
    pub body: Map<String, Value>,
    /// The records that it names, with the path of the field.
    pub names: Vec<(String, Noun, String)>,
}

/// Reads a record.
pub fn read(fields: &Fields, noun: Noun) -> Option<Sent> {
    let reference = fields.required("reference", fields.short_text("reference"));
    let name = fields.required("name", fields.short_text("name"));
    let mut names = Vec::new();
    let body = object(fields, noun.fields(), &mut names);
    Some(Sent { reference: reference?, name: name?, body: body?, names })
}

fn object(
    fields: &Fields,
    of: &'static [Field],
    names: &mut Vec<(String, Noun, String)>,
) -> Option<Map<String, Value>> {
    let mut body = Map::new();
    let mut whole = true;
    for field in of {
        let value = value(fields, field, names);
        let value = if field.required { fields.required(field.name, value) } else { value };
        whole &= value.is_some() || !(field.required || fields.has(field.name));
        if let Some(value) = value {
            body.insert(field.name.to_owned(), value);
        }
    }
    whole.then_some(body)
}

fn value(fields: &Fields, field: &Field, names: &mut Vec<(String, Noun, String)>) -> Option<Value> {
    let name = field.name;
    match field.holds {
        Holds::Line => fields.short_text(name).map(Value::from),
        Holds::Text => fields.long_text(name).map(Value::from),
        Holds::Facts => {
            let text = fields.long_text(name)?;
            if apologies::apologises(&text) {
                return fields.fail(FieldError::new(fields.name(name), "canned_apology"));
            }
            Some(Value::from(text))
        }
        Holds::Phone => fields.checked_text(name, "not_a_phone", contact::is_phone).map(Value::from),
        Holds::Email => fields.checked_text(name, "not_an_email", contact::is_email).map(Value::from),
        Holds::Date => fields.checked_text(name, "not_a_date", is_date).map(Value::from),
        Holds::Zone => fields.checked_text(name, "not_a_zone", |text| pack::zone(text).is_some()).map(Value::from),
        Holds::Whole => fields.number(name, 0, WHOLE_MAX).map(Value::from),
        Holds::Truth => fields.optional_truth(name).map(Value::from),
        Holds::OneOf(spellings) => {
            let parse = |text: &str| spellings.iter().find(|spelling| **spelling == text);
            fields.spelled(name, parse, spellings).map(|spelling| Value::from(*spelling))
        }
        Holds::Reference(noun) => {
            let reference = fields.short_text(name)?;
            names.push((fields.name(name), noun, reference.clone()));
            Some(Value::from(reference))
        }
        Holds::List(of) => {
            if !fields.has(name) {
                return None;
            }
            let items = fields.objects(name, LIST_MAX, |item| object(item, of, names).map(Value::Object));
            items.map(Value::Array)
        }
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// A row of a table as an object: cells are texts, whatever they hold, and a
/// list may stand as a single object.
pub fn from_cells(noun: Noun, object: Value) -> Value {
    let Value::Object(mut map) = object else { return object };
    for field in noun.fields() {
        let Some(value) = map.get_mut(field.name) else { continue };
        *value = match (field.holds, value.take()) {
            (Holds::Whole, Value::String(text)) => text.trim().parse::<i64>().map_or(Value::String(text), Value::from),
            (Holds::Truth, Value::String(text)) => match text.trim() {
                "true" | "1" | "yes" | "是" => Value::Bool(true),
                "false" | "0" | "no" | "否" => Value::Bool(false),
                _ => Value::String(text),
            },
            (Holds::List(_), one @ Value::Object(_)) => Value::Array(vec![one]),
            (_, other) => other,
        };
    }
    Value::Object(map)
}

/// What is wrong where a record names one that is not there.
pub fn unknown(field: &str, noun: Noun) -> FieldError {
    FieldError::with(field, "no_such_record", noun.as_str())
}
