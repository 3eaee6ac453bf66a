//! From what was typed into a form to the body that a use case reads.

use super::field::{Field, Takes};
use super::typed::{Typed, first, values};
use super::way;
use crate::wording::zone;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

/// The body of fields. What does not read as what its field takes goes in as it
/// was typed, so that the use case names the mistake.
pub fn body(fields: &[Field], typed: &Typed) -> Value {
    let mut body = Value::Object(Map::new());
    for field in fields {
        if let (Takes::Way(_), Value::Object(body)) = (field.takes, &mut body) {
            way::put(body, typed);
        } else if let Takes::Truths(_, spellings) = field.takes {
            let chosen = first(typed, field.path);
            if spellings.iter().skip(1).any(|one| *one == chosen) {
                put(&mut body, chosen, json!(true));
            }
        } else if let Some(value) = value(field, &values(typed, field.path)) {
            put(&mut body, field.path, value);
        }
    }
    body
}

fn value(field: &Field, typed: &[&str]) -> Option<Value> {
    let first = *typed.first()?;
    Some(match field.takes {
        Takes::Several(..) | Takes::Categories => json!(typed),
        Takes::Members => {
            let whole = |one: &&str| one.trim().parse::<i64>().map_or_else(|_| json!(one), Value::from);
            typed.iter().map(whole).collect()
        }
        Takes::Truth => json!(true),
        Takes::YesNo => json!(first == "yes"),
        Takes::Whole(..) | Takes::Staff | Takes::Member => {
            first.trim().parse::<i64>().map_or_else(|_| json!(first), Value::from)
        }
        // Marks from 0 to 3 are chosen from a list and read as numbers.
        Takes::One(_, spellings) if spellings.first() == Some(&"0") => {
            first.parse::<i64>().map_or_else(|_| json!(first), Value::from)
        }
        Takes::Time => json!(time(first)),
        Takes::List | Takes::Lines => {
            let parts = first.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
            json!(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>())
        }
        _ => json!(first),
    })
}

/// A local time of a form, as a moment in the company's zone.
fn time(typed: &str) -> String {
    let parsed = typed.parse::<DateTime>().ok().and_then(|local| local.to_zoned(zone()).ok());
    parsed.map_or_else(|| typed.to_owned(), |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Puts a value at a path as `options[0].measures[1].text`. Lists grow as they
/// are filled; places that stay empty are left out.
fn put(body: &mut Value, path: &str, value: Value) {
    let mut here = body;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        let (name, place) = match part.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (part, None),
        };
        let Value::Object(map) = here else { return };
        let slot = map.entry(name).or_insert(Value::Null);
        let slot = match place {
            None => slot,
            Some(place) => {
                if !slot.is_array() {
                    *slot = json!([]);
                }
                let Value::Array(list) = slot else { return };
                while list.len() <= place {
                    list.push(json!({}));
                }
                &mut list[place]
            }
        };
        if parts.peek().is_none() {
            *slot = value;
            return;
        }
        if slot.is_null() {
            *slot = json!({});
        }
        here = slot;
    }
}
