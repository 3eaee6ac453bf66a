//! Reads a record by the table of its fields.

use super::{Noun, UNITS};
use crate::ground::apology;
use crate::ground::error::FieldError;
use crate::ground::field::{Field, Takes};
use crate::ground::form::Fields;
use homeward_domain::contact;
use homeward_domain::promises::pack;
use serde_json::{Map, Value};

/// The most values of one list.
const VALUES_MAX: usize = 200;

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
    let body = object(fields, noun.fields, &mut names);
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
    let mut refers_to = |noun: Noun| {
        let reference = fields.short_text(name)?;
        names.push((fields.name(name), noun, reference.clone()));
        Some(Value::from(reference))
    };
    match field.takes {
        Takes::Line | Takes::Language | Takes::Calendar | Takes::Category | Takes::Promise => {
            fields.short_text(name).map(Value::from)
        }
        Takes::Words => fields.long_text(name).map(Value::from),
        Takes::Facts => facts(fields, name).map(Value::from),
        Takes::Phone => fields.checked_text(name, "not_a_phone", contact::is_phone).map(Value::from),
        Takes::Email(_) => fields.checked_text(name, "not_an_email", contact::is_email).map(Value::from),
        Takes::Date => fields.checked_text(name, "not_a_date", is_date).map(Value::from),
        Takes::Zone => fields.checked_text(name, "not_a_zone", |text| pack::zone(text).is_some()).map(Value::from),
        Takes::Time => fields.time(name).map(|time| Value::from(time.to_rfc3339())),
        Takes::Whole(min, max) => fields.number(name, min, max).map(Value::from),
        Takes::Truth | Takes::YesNo => fields.optional_truth(name).map(Value::from),
        Takes::One(_, spellings) => {
            let parse = |text: &str| spellings.iter().find(|spelling| **spelling == text);
            fields.spelled(name, parse, spellings).map(|spelling| Value::from(*spelling))
        }
        Takes::Several(_, spellings) => {
            let parse = |text: &str| spellings.iter().find(|spelling| **spelling == text).copied();
            fields.spelled_list(name, parse, spellings).map(Value::from)
        }
        Takes::Categories | Takes::List | Takes::Lines | Takes::Steps => {
            fields.short_texts(name, VALUES_MAX).map(Value::from)
        }
        Takes::Unit => refers_to(&UNITS),
        Takes::Reference(name) => refers_to(super::named(name)?),
        Takes::Object(of) => fields.object(name, |inner| object(inner, of, names)).map(Value::Object),
        Takes::Objects(of, most, _) => {
            if !fields.has(name) {
                return None;
            }
            let items = fields.objects(name, most, |item| object(item, of, names).map(Value::Object));
            items.map(Value::Array)
        }
        // Of a case, or of somebody who signs in: no record holds them, and a test says so.
        Takes::Staff
        | Takes::Member
        | Takes::Members
        | Takes::Step
        | Takes::Template
        | Takes::Way(_)
        | Takes::Truths(..)
        | Takes::Secret(_)
        | Takes::Code => None,
    }
}

/// Text that apologises for nothing.
fn facts<'a>(fields: &Fields<'a>, name: &'a str) -> Option<String> {
    let text = fields.long_text(name)?;
    if apology::apologises(&text) {
        return fields.fail(FieldError::new(fields.name(name), "canned_apology"));
    }
    Some(text)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// A row of a table as an object: cells are texts, whatever they hold, and a
/// list may stand as a single object.
pub fn from_cells(noun: Noun, object: Value) -> Value {
    let Value::Object(mut map) = object else { return object };
    for field in noun.fields {
        let Some(value) = map.get_mut(field.name) else { continue };
        *value = match (field.takes, value.take()) {
            (Takes::Whole(..), Value::String(text)) => {
                text.trim().parse::<i64>().map_or(Value::String(text), Value::from)
            }
            (Takes::Truth, Value::String(text)) => match text.trim() {
                "true" | "1" | "yes" | "是" => Value::Bool(true),
                "false" | "0" | "no" | "否" => Value::Bool(false),
                _ => Value::String(text),
            },
            (Takes::Objects(..), one @ Value::Object(_)) => Value::Array(vec![one]),
            (_, other) => other,
        };
    }
    Value::Object(map)
}

/// What is wrong where a record names one that is not there.
pub fn unknown(field: &str, noun: Noun) -> FieldError {
    FieldError::with(field, "no_such_record", noun.name)
}

#[cfg(test)]
mod tests {
    use super::super::ALL;
    use super::*;

    /// Whether a record can hold a field, and those inside it.
    fn is_held(field: &Field) -> bool {
        match field.takes {
            Takes::Object(of) | Takes::Objects(of, ..) => of.iter().all(is_held),
            Takes::Staff
            | Takes::Member
            | Takes::Members
            | Takes::Step
            | Takes::Template
            | Takes::Way(_)
            | Takes::Truths(..)
            | Takes::Secret(_)
            | Takes::Code => false,
            _ => true,
        }
    }

    #[test]
    fn every_register_can_be_read_shown_and_proven() {
        for noun in ALL {
            for field in noun.fields {
                assert!(is_held(field), "{noun:?} cannot hold `{}`", field.name);
                assert!(!field.about.is_empty(), "{noun:?} says nothing about `{}`", field.name);
            }
            let fields = noun.all_fields();
            for column in noun.columns {
                assert!(fields.iter().any(|field| field.name == *column), "{noun:?} has no field `{column}` to list");
            }
            let mut taken = homeward_store::streams::taken();
            assert!(!taken.any(|other| other == noun.name), "{noun:?} has the name of another stream");
            assert_eq!(ALL.iter().filter(|other| other.single == noun.single || ***other == *noun).count(), 1);
        }
    }
}
