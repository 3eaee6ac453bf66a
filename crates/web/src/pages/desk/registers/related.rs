//! What belongs to a record: its parts, the records that name it, and the cases
//! about it.

use super::super::editor::{Related, RelatedLine};
use super::super::visit::Visit;
use super::{reference_in, register_of};
use crate::pages::frame::PageError;
use crate::pages::words::{money, name};
use homeward_app::registers::{self, Noun, View};
use homeward_app::view::CaseView;
use homeward_app::{Scope, read};
use serde_json::Value;

/// The most records of a kind that are named.
const NAMED_MAX: i64 = 20;

/// What is shown beside a record, without what the reader may not see; `open` is the
/// record as far as it is open to them.
pub async fn of(visit: &Visit, noun: Noun, view: &View, open: &View) -> Result<Vec<Related>, PageError> {
    let mut all = match noun {
        Noun::Units | Noun::Phrases => Vec::new(),
        Noun::Customers => {
            let points = ["phone", "email"].into_iter().filter_map(|field| reference_in(view, field)).collect();
            vec![cases(visit, points).await?, that_name(visit, Noun::Bookings, "customer", view).await?]
        }
        Noun::Bookings => {
            let mut all = vec![sold(visit, view), travellers(visit, open), items(visit, view)];
            all.push(named(visit, view).await?);
            all.push(cases(visit, vec![view.reference.clone()]).await?);
            all
        }
        Noun::Products => {
            vec![named(visit, view).await?, that_name(visit, Noun::Bookings, "product", view).await?]
        }
        Noun::Suppliers => vec![that_name(visit, Noun::Products, "supplier", view).await?],
    };
    all.retain(|related| !related.lines.is_empty());
    Ok(all)
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
    let register = register_of(noun);
    if !visit.may(noun.reading()) {
        return Ok(section(visit, register.title, Vec::new()));
    }
    let wanted = [(field.to_owned(), view.reference.clone())];
    let found =
        registers::list(visit.app(), visit.caller(), noun, &wanted, 0, NAMED_MAX).await.map_err(|e| visit.failed(e))?.0;
    Ok(section(visit, register.title, found.iter().map(|other| line_of(noun, other)).collect()))
}

/// The records that this one names.
async fn named(visit: &Visit, view: &View) -> Result<Related, PageError> {
    let mut lines = Vec::new();
    for (field, noun) in [("customer", Noun::Customers), ("product", Noun::Products), ("supplier", Noun::Suppliers)] {
        let Some(reference) = reference_in(view, field).filter(|_| visit.may(noun.reading())) else { continue };
        if let Ok(other) = registers::find(visit.app(), visit.caller(), noun, reference).await {
            lines.push(line_of(noun, &other));
        }
    }
    Ok(section(visit, "register-named", lines))
}

fn line_of(noun: Noun, other: &View) -> RelatedLine {
    let about = ["departure_on", "destination", "trade"].into_iter().find_map(|field| reference_in(other, field));
    RelatedLine {
        href: Some(format!("{}/{}", register_of(noun).list, other.reference)),
        label: other.name.clone(),
        about: if noun == Noun::Bookings { about.unwrap_or_default() } else { other.reference.clone() },
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
