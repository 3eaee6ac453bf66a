//! What belongs to a record: its parts, the records that name it, and the cases
//! about it.

use super::super::editor::{Related, RelatedLine};
use super::super::visit::Visit;
use super::{list_of, reference_in, title_of};
use crate::frame::PageError;
use crate::wording::{money, name};
use homeward_app::field::Takes;
use homeward_app::registers::{self, BOOKINGS, CUSTOMERS, Noun, View};
use homeward_app::view::CaseView;
use homeward_app::{Scope, read};
use serde_json::Value;

/// The most records of a kind that are named.
const NAMED_MAX: i64 = 20;

/// What is shown beside a record, without what the reader may not see; `open` is the
/// record as far as it is open to them.
pub async fn of(visit: &Visit, noun: Noun, view: &View, open: &View) -> Result<Vec<Related>, PageError> {
    let mut all = Vec::new();
    if noun == &BOOKINGS {
        all.extend([sold(visit, view), travellers(visit, open), items(visit, view)]);
    }
    all.push(named(visit, noun, view).await?);
    if let Some(points) = points_of(noun, view) {
        all.push(cases(visit, points).await?);
    }
    for (other, field) in naming(noun) {
        all.push(that_name(visit, other, field, view).await?);
    }
    all.retain(|related| !related.lines.is_empty());
    Ok(all)
}

/// What cases about it are found by, where there are any.
fn points_of(noun: Noun, view: &View) -> Option<Vec<String>> {
    if noun == &CUSTOMERS {
        return Some(["phone", "email"].into_iter().filter_map(|field| reference_in(view, field)).collect());
    }
    (noun == &BOOKINGS).then(|| vec![view.reference.clone()])
}

/// The records that a register names in fields of its own: in which, and whose.
fn names(noun: Noun) -> impl Iterator<Item = (&'static str, Noun)> {
    noun.fields.iter().filter_map(|field| match field.takes {
        Takes::Reference(other) => Some((field.name, registers::named(other)?)),
        _ => None,
    })
}

/// The registers that name one of these, and in which field.
fn naming(noun: Noun) -> impl Iterator<Item = (Noun, &'static str)> {
    let of_register =
        move |other: Noun| names(other).filter(move |(_, named)| *named == noun).map(move |(field, _)| (other, field));
    registers::ALL.into_iter().flat_map(of_register)
}

fn section(visit: &Visit, title: &str, lines: Vec<RelatedLine>) -> Related {
    Related { title: visit.say(title, &[]), lines }
}

/// The newest cases that have one of these words.
async fn cases(visit: &Visit, points: Vec<String>) -> Result<Related, PageError> {
    if !visit.may(Scope::CasesRead) || points.is_empty() {
        return Ok(section(visit, "register-cases", Vec::new()));
    }
    let found = read::of_contact(visit.app(), &visit.signed_in.caller, points).await;
    let line = |view: &CaseView| RelatedLine {
        href: Some(format!("/desk/cases/{}", view.row.number)),
        label: view.row.number.clone(),
        about: format!(
            "{} · {}",
            name(visit.language, "state", &view.row.state),
            view.row.gist.clone().unwrap_or_else(|| visit.say("erased", &[]))
        ),
    };
    Ok(section(visit, "register-cases", found.map_err(|e| visit.failed(e))?.iter().map(line).collect()))
}

/// Records of a kind that name this one in a field.
async fn that_name(visit: &Visit, noun: Noun, field: &str, view: &View) -> Result<Related, PageError> {
    if !visit.may(noun.reading) {
        return Ok(section(visit, title_of(noun), Vec::new()));
    }
    let wanted = [(field.to_owned(), view.reference.clone())];
    let found =
        registers::list(visit.app(), visit.caller(), noun, &wanted, 0, NAMED_MAX).await.map_err(|e| visit.failed(e))?.0;
    Ok(section(visit, title_of(noun), found.iter().map(|other| line_of(noun, other)).collect()))
}

/// The records that this one names.
async fn named(visit: &Visit, noun: Noun, view: &View) -> Result<Related, PageError> {
    let mut lines = Vec::new();
    for (field, noun) in names(noun) {
        let Some(reference) = reference_in(view, field).filter(|_| visit.may(noun.reading)) else { continue };
        if let Ok(other) = registers::find(visit.app(), visit.caller(), noun, reference).await {
            lines.push(line_of(noun, &other));
        }
    }
    Ok(section(visit, "register-named", lines))
}

fn line_of(noun: Noun, other: &View) -> RelatedLine {
    let about = ["departure_on", "destination", "trade"].into_iter().find_map(|field| reference_in(other, field));
    RelatedLine {
        href: Some(format!("{}/{}", list_of(noun), other.reference)),
        label: other.name.clone(),
        about: if noun == &BOOKINGS { about.unwrap_or_default() } else { other.reference.clone() },
    }
}

/// What a booking cost.
fn sold(visit: &Visit, view: &View) -> Related {
    let currency = reference_in(view, "currency").unwrap_or_else(|| "CNY".to_owned());
    let price = view.body.get("price_cents").and_then(Value::as_i64);
    let line = |cents| RelatedLine { href: None, label: money(visit.language, cents, &currency), about: String::new() };
    section(visit, "booking-price", price.map(line).into_iter().collect())
}

fn travellers(visit: &Visit, view: &View) -> Related {
    let line = |one: &Value| {
        let told = |field: &str| one.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
        RelatedLine { href: None, label: told("name"), about: told("phone") }
    };
    section(visit, "booking-travellers", listed(view, "travellers").map(line).collect())
}

fn items(visit: &Visit, view: &View) -> Related {
    let line = |one: &Value| {
        let told = |field: &str| one.get(field).and_then(Value::as_str).filter(|text| !text.is_empty());
        let trade = told("trade").map(|trade| visit.name("trade", trade));
        let by = told("contracted_by").map(|by| visit.name("contracted-by", by));
        let others =
            ["starts_on", "confirmation", "promised"].into_iter().filter_map(|field| told(field).map(str::to_owned));
        let about: Vec<String> = trade.into_iter().chain(by).chain(others).collect();
        RelatedLine { href: None, label: told("name").unwrap_or_default().to_owned(), about: about.join(" · ") }
    };
    section(visit, "booking-items", listed(view, "items").map(line).collect())
}

fn listed<'a>(view: &'a View, field: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    view.body.get(field).and_then(Value::as_array).into_iter().flatten()
}
