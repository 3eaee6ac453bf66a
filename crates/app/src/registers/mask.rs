//! Contact points of travellers for whoever needs only a part of them (trust,
//! "Privacy"): those of customers and of bookings. Those of suppliers are of a trade.

use super::{Noun, View};
use crate::ground::mask::{mask_email, mask_phone};
use crate::model::matter::Points;
use serde_json::{Map, Value};

/// Whether records of a noun hold contact points of travellers.
pub const fn hides(noun: Noun) -> bool {
    noun.of_travellers
}

/// The fields of a record, contact points of travellers masked or in full.
pub fn shown(noun: Noun, view: &View, in_full: bool) -> Map<String, Value> {
    let mut body = view.body.clone();
    if !in_full && hides(noun) {
        body.iter_mut().for_each(|(field, value)| mask(field, value));
    }
    body
}

/// The fields that hold contact points, in the order of a form.
const POINTS: [&str; 2] = ["phone", "email"];

/// Whether a record has contact points of a traveller.
pub fn has_contacts(noun: Noun, view: &View) -> bool {
    hides(noun) && !points(noun, view).is_empty()
}

/// The contact points of a record in full, person by person.
pub fn points(noun: Noun, view: &View) -> Vec<Points> {
    if !hides(noun) {
        return Vec::new();
    }
    let of = |name: &str, fields: &Map<String, Value>| {
        let told = POINTS.into_iter().filter_map(|field| Some((field, fields.get(field)?.as_str()?.to_owned())));
        Points { name: name.to_owned(), told: told.collect() }
    };
    let text = |fields: &Map<String, Value>, field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
    let name = text(&view.body, "contact_name").unwrap_or_else(|| view.name.clone());
    let travellers = view.body.get("travellers").and_then(Value::as_array).into_iter().flatten();
    let travellers = travellers.filter_map(Value::as_object);
    let travellers = travellers.map(|one| of(&text(one, "name").unwrap_or_default(), one));
    [of(&name, &view.body)].into_iter().chain(travellers).filter(|points| !points.told.is_empty()).collect()
}

/// Puts in what is kept where a record comes back with the masks under which it was
/// shown: whoever sees a part of a number changes none of it by sending it back.
pub(super) fn restore(sent: &mut Map<String, Value>, kept: &Map<String, Value>) {
    for (field, value) in sent {
        if let Some(kept) = kept.get(field) {
            restore_field(field, value, kept);
        }
    }
}

fn restore_field(field: &str, sent: &mut Value, kept: &Value) {
    match (sent, kept) {
        (Value::String(sent), Value::String(kept)) => {
            let is_mask = match field {
                "phone" => *sent == mask_phone(kept),
                "email" => *sent == mask_email(kept),
                _ => false,
            };
            if is_mask {
                sent.clone_from(kept);
            }
        }
        (Value::Array(sent), Value::Array(kept)) => {
            sent.iter_mut().zip(kept).for_each(|(sent, kept)| restore_field(field, sent, kept));
        }
        (Value::Object(sent), Value::Object(kept)) => restore(sent, kept),
        _ => {}
    }
}

/// The paths of contact points that are the masks of others that are kept, as where
/// travellers come back in another order: those would be lost. Where somebody never had
/// more than a mask, it is taken in.
pub(super) fn misplaced(noun: Noun, sent: &Map<String, Value>, old: &View) -> Vec<String> {
    let kept = points(noun, old).into_iter().flat_map(|points| points.told);
    let masks: Vec<String> = kept
        .map(|(field, value)| (if field == "phone" { mask_phone(&value) } else { mask_email(&value) }, value))
        .filter(|(mask, value)| mask != value)
        .map(|(mask, _)| mask)
        .collect();
    let mut found = Vec::new();
    let mut seek = |path: String, fields: &Map<String, Value>| {
        let told = |field: &str| fields.get(field).and_then(Value::as_str).unwrap_or_default();
        let is_mask = |field: &&&str| masks.iter().any(|mask| mask == told(field));
        found.extend(POINTS.iter().filter(is_mask).map(|field| format!("{path}{field}")));
    };
    seek(String::new(), sent);
    for (list, value) in sent {
        for (place, item) in value.as_array().into_iter().flatten().enumerate() {
            if let Some(fields) = item.as_object() {
                seek(format!("{list}[{place}]."), fields);
            }
        }
    }
    found
}

/// Masks a field, and those of the objects in it.
fn mask(field: &str, value: &mut Value) {
    match value {
        Value::String(phone) if field == "phone" => *phone = mask_phone(phone),
        Value::String(email) if field == "email" => *email = mask_email(email),
        Value::Array(items) => items.iter_mut().for_each(|item| mask(field, item)),
        Value::Object(fields) => fields.iter_mut().for_each(|(field, value)| mask(field, value)),
        _ => {}
    }
}
