//! Everybody whom a case names, as far as we know their names, and the numbers by which it
//! is known: none of them may stand in what is published of it (journey §7).

use crate::app::App;
use crate::ground::error::AppError;
use crate::model::dossier::Dossier;
use crate::model::matter::Particulars;
use crate::registers::{BOOKINGS, SUPPLIERS};
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{InvestigationFact, TeamFact};
use homeward_domain::catalogue::Respondent;
use homeward_domain::privacy::{self, Found, Known, PersonalData};
use homeward_store::search::simplified;
use homeward_store::{Db, people, registers as records};
use serde_json::Value;
use std::collections::BTreeSet;

/// Everything personal in a text about whom these are known of, in whichever characters
/// either is written.
pub(crate) fn find(text: &str, known: &Known) -> Vec<Found> {
    privacy::find(text, known, simplified)
}

/// Whether a text names one of these people.
pub fn is_one_of(text: &str, names: Vec<String>) -> bool {
    let known = Known { names, numbers: Vec::new() };
    find(text, &known).iter().any(|found| found.what == PersonalData::Name)
}

/// The names of who complains, acts for them or was involved, of staff who did
/// something in the case, of whom its booking names and of its suppliers; the numbers of
/// the case, of those that go with it and of its bookings.
pub(crate) async fn in_case(app: &App, dossier: &Dossier) -> Result<Known, AppError> {
    let dossier = dossier.clone();
    let read = move |db: &Db| {
        let names = names(db, &dossier)?.into_iter().collect();
        Ok(Known { names, numbers: numbers(db, &dossier)?.into_iter().collect() })
    };
    app.store().read(read).await
}

fn numbers(db: &Db, dossier: &Dossier) -> Result<BTreeSet<String>, AppError> {
    let matter = dossier.matter();
    let connections = dossier.case().map(|case| case.connections).unwrap_or_default();
    let absorbed = connections.absorbed.iter().map(|absorbed| absorbed.other);
    let own = absorbed.chain(connections.parts).map(|number| number.to_string());
    let mut numbers: BTreeSet<String> = own.chain([dossier.view.row.number.clone()]).collect();
    for told in matter.earlier.iter().chain([&matter.particulars]) {
        numbers.extend([&told.booking_reference, &told.external_reference].into_iter().flatten().cloned());
        let Some(booking) = booking(db, told)? else { continue };
        numbers.extend(texts(&booking, &["group_code"]));
    }
    Ok(numbers)
}

/// The booking that was told of, where it is known.
fn booking(db: &Db, told: &Particulars) -> Result<Option<Value>, AppError> {
    let Some(reference) = told.booking_reference.as_deref() else { return Ok(None) };
    Ok(records::find(db, BOOKINGS.name, reference)?.map(|booking| body(&booking)))
}

fn names(db: &Db, dossier: &Dossier) -> Result<BTreeSet<String>, AppError> {
    let matter = dossier.matter();
    let mut names: BTreeSet<String> = matter.persons.iter().map(|person| person.name.clone()).collect();
    let told = matter.earlier.iter().chain([&matter.particulars]);
    let involved = told.clone().filter_map(|particulars| particulars.persons_involved.as_deref());
    names.extend(involved.flat_map(privacy::listed));
    let staff = staff(dossier);
    let known = people::all_staff(db)?.into_iter().filter(|one| staff.contains(&one.id));
    names.extend(known.map(|one| one.name));
    let mut suppliers = asked(dossier);
    for told in told {
        let Some(booking) = booking(db, told)? else { continue };
        names.extend(texts(&booking, &["guide", "contact_name"]));
        names.extend(each(&booking, "travellers", "name"));
        suppliers.extend(each(&booking, "items", "supplier"));
    }
    for reference in suppliers {
        let Some(supplier) = records::find(db, SUPPLIERS.name, &reference)? else { continue };
        names.extend(texts(&body(&supplier), &["contact_name"]));
        names.insert(supplier.name);
    }
    Ok(names)
}

/// Staff who own the case, owned it or did something in it.
fn staff(dossier: &Dossier) -> BTreeSet<i64> {
    let acting = dossier.entries.iter().filter_map(|entry| match entry.event.actor {
        Actor::Staff(staff) => Some(staff),
        _ => None,
    });
    let owning = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Team(TeamFact::CaseAssigned(assigned)) => assigned.owner,
        _ => None,
    });
    acting.chain(owning).collect()
}

/// Suppliers who were asked, by their references.
fn asked(dossier: &Dossier) -> BTreeSet<String> {
    let asked = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::Investigation(InvestigationFact::QuestionAsked(asked)) if asked.respondent == Respondent::Supplier => {
            Some(asked.to.clone())
        }
        _ => None,
    });
    asked.collect()
}

/// The fields of a record; none of one that does not read as such.
fn body(record: &records::Record) -> Value {
    serde_json::from_str(&record.body).unwrap_or_default()
}

fn texts(body: &Value, fields: &[&str]) -> Vec<String> {
    fields.iter().filter_map(|field| Some(body.get(*field)?.as_str()?.to_owned())).collect()
}

/// A field of each item of a list.
fn each(body: &Value, list: &str, field: &str) -> Vec<String> {
    let items = body.get(list).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| Some(item.get(field)?.as_str()?.to_owned())).collect()
}
