//! Everybody whom a case names, as far as we know their names: none of them may stand
//! in what is published of it (journey §7).

use crate::app::App;
use crate::dossier::Dossier;
use crate::error::AppError;
use crate::registers::Noun;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::catalogue::Respondent;
use homeward_domain::privacy;
use homeward_store::{Db, people, registers as records};
use serde_json::Value;
use std::collections::BTreeSet;

/// The names of who complains, acts for them or was involved, of staff who did
/// something in the case, of whom its booking names and of its suppliers.
pub(crate) async fn in_case(app: &App, dossier: &Dossier) -> Result<Vec<String>, AppError> {
    let dossier = dossier.clone();
    app.store().read(move |db| Ok(read(db, &dossier)?.into_iter().collect())).await
}

fn read(db: &Db, dossier: &Dossier) -> Result<BTreeSet<String>, AppError> {
    let matter = dossier.matter();
    let mut names: BTreeSet<String> = matter.persons.iter().map(|person| person.name.clone()).collect();
    let told = matter.earlier.iter().chain([&matter.particulars]);
    let involved = told.clone().filter_map(|particulars| particulars.persons_involved.as_deref());
    names.extend(involved.flat_map(privacy::listed));
    let staff = staff(dossier);
    let known = people::all_staff(db)?.into_iter().filter(|one| staff.contains(&one.id));
    names.extend(known.map(|one| one.name));
    let mut suppliers = asked(dossier);
    for reference in told.filter_map(|particulars| particulars.booking_reference.as_deref()) {
        let Some(booking) = records::find(db, Noun::Bookings.as_str(), reference)? else { continue };
        let booking = body(&booking);
        names.extend(texts(&booking, &["guide", "contact_name"]));
        names.extend(each(&booking, "travellers", "name"));
        suppliers.extend(each(&booking, "items", "supplier"));
    }
    for reference in suppliers {
        let Some(supplier) = records::find(db, Noun::Suppliers.as_str(), &reference)? else { continue };
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
        Fact::CaseAssigned(assigned) => assigned.owner,
        _ => None,
    });
    acting.chain(owning).collect()
}

/// Suppliers who were asked, by their references.
fn asked(dossier: &Dossier) -> BTreeSet<String> {
    let asked = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
        Fact::QuestionAsked(asked) if asked.respondent == Respondent::Supplier => Some(asked.to.clone()),
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
