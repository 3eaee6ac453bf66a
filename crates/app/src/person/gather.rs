//! Finds everything that is kept of a person, in one look at the database.

use super::Copy;
use super::data::{Booking, Change, Covers, Customer, Look, PersonData, Protection};
use super::theirs;
use super::who::{Subject, person_of, persons};
use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use crate::model::dossier::Dossier;
use crate::read::{self, beside, quiet};
use crate::registers::{self, BOOKINGS, CUSTOMERS, View, company};
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::{FileFact, PersonOfCase, PrivacyFact};
use homeward_domain::catalogue::GivingGround;
use homeward_domain::time::Timestamp;
use homeward_store::cases::{Filter, Page, Sight, Sort};
use homeward_store::looks::{self, Of};
use homeward_store::registers as rows;
use homeward_store::{Db, cases, search};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The most cases that one contact point or booking is looked up in; the search itself
/// goes no further.
const CASES_MAX: usize = 1_000;
/// The fewest digits of a telephone number that is looked for in words.
const PHONE_DIGITS_MIN: usize = 8;
/// Rows that are read in one piece.
const PIECE: i64 = 200;

/// All that is kept of a person, as far as the caller sees it.
pub(super) async fn everything(
    app: &App,
    caller: &Caller,
    subject: Subject,
    ground: GivingGround,
) -> Result<Copy, AppError> {
    let (secrets, sight, now) = (app.secrets().clone(), caller.sight.clone(), app.clock().now());
    let covers = if sight == Sight::All && caller.units().is_none() { Covers::Company } else { Covers::Units };
    let caller = caller.clone();
    let gathered = app.store().read(move |db| {
        let mut copy = begin(&subject, ground, covers, now);
        let customers = customers(db, &secrets, &caller, &subject)?;
        let mut known = subject.clone();
        for view in &customers {
            known.join(view);
        }
        let bookings = bookings(db, &secrets, &caller, &known, &customers)?;
        let references: Vec<String> = bookings.iter().map(|view| view.reference.clone()).collect();
        let mut numbers = BTreeMap::new();
        let mut newest = i64::MIN;
        for case in candidates(db, &sight, &known, &references)? {
            let Some(row) = cases::find(db, case, &sight)? else { continue };
            let dossier = read::dossier_of(db, row)?;
            let beside = beside::all_beside(db, &dossier)?;
            add_case(&mut copy, &mut numbers, &known, &references, (&dossier, &beside));
            let row = &dossier.view.row;
            if numbers.contains_key(&row.case)
                && newest < row.received_at
                && let Some(zone) = quiet::zone_in(db, &dossier, now)?
            {
                (newest, copy.zone) = (row.received_at, Some(zone));
            }
        }
        for view in &customers {
            copy.data.customers.push(customer(db, view)?);
        }
        copy.data.bookings = bookings.iter().map(|view| booking(view, &known)).collect();
        let of = customers.iter().map(|view| Of::Customer(view.id));
        let of = of.chain(numbers.keys().map(|case| Of::Case(*case)));
        add_looks(db, &mut copy.data, of, &numbers)?;
        Ok::<_, AppError>(copy)
    });
    finish(app, gathered.await?).await
}

/// What one case holds of a person.
pub(super) async fn of_one_case(
    app: &App,
    dossier: &Dossier,
    whose: PersonOfCase,
    ground: GivingGround,
) -> Result<Copy, AppError> {
    let subject = Subject::of_case(dossier, whose);
    let mut copy = begin(&subject, ground, Covers::Case, app.clock().now());
    copy.zone = quiet::zone_of(app, dossier).await?;
    let row = &dossier.view.row;
    let numbers = BTreeMap::from([(row.case, row.number.clone())]);
    let of = dossier.clone();
    let beside = app.store().read(move |db| beside::all_beside(db, &of)).await?;
    add_part(&mut copy, dossier, &beside, whose);
    let case = row.case;
    let looked = app.store().read(move |db| {
        let mut copy = Copy {
            data: copy.data.clone(),
            files: copy.files.clone(),
            papers: copy.papers.clone(),
            zone: copy.zone.clone(),
        };
        add_looks(db, &mut copy.data, [Of::Case(case)].into_iter(), &numbers)?;
        Ok::<_, AppError>(copy)
    });
    finish(app, looked.await?).await
}

fn begin(subject: &Subject, ground: GivingGround, covers: Covers, now: Timestamp) -> Copy {
    let mut data = PersonData::begin(ground, now.to_rfc3339(), covers, subject.name.clone());
    data.language.clone_from(&subject.language);
    Copy { data, files: Vec::new(), papers: Vec::new(), zone: None }
}

/// Names the company, and leaves out the paths of files that are lost.
async fn finish(app: &App, mut copy: Copy) -> Result<Copy, AppError> {
    copy.data.company = company::find(app).await?.map(|unit| unit.name);
    let mut lost = BTreeSet::new();
    for (key, path) in &copy.files {
        if !app.files().has(key).await? {
            lost.insert(path.clone());
        }
    }
    copy.files.retain(|(_, path)| !lost.contains(path));
    for file in copy.data.cases.iter_mut().flat_map(|case| &mut case.files) {
        file.path = file.path.take().filter(|path| !lost.contains(path));
    }
    Ok(copy)
}

/// Their records: the one that was asked for, and those of the same person.
fn customers(db: &Db, secrets: &Secrets, caller: &Caller, subject: &Subject) -> Result<Vec<View>, AppError> {
    let mut found: Vec<View> = subject.customer.clone().into_iter().collect();
    for key in keys(secrets, subject) {
        for view in registers::all_with_key(db, &CUSTOMERS, &key)? {
            let text = |field: &str| view.body.get(field).and_then(Value::as_str);
            let is_them = subject.may_be_called(&view.name) && subject.has_point(text("phone"), text("email"));
            let is_new = found.iter().all(|known| known.id != view.id);
            if is_them && is_new && registers::is_theirs(db, secrets, caller, &CUSTOMERS, &view)? {
                found.push(view);
            }
        }
    }
    Ok(found)
}

fn keys(secrets: &Secrets, subject: &Subject) -> Vec<String> {
    let phones = subject.phones.iter().flat_map(|phone| registers::key_of(secrets, "phone", phone));
    phones.chain(subject.emails.iter().flat_map(|email| registers::key_of(secrets, "email", email))).collect()
}

/// Bookings of their records, and those whose contact they are.
fn bookings(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    subject: &Subject,
    customers: &[View],
) -> Result<Vec<View>, AppError> {
    let own = customers.iter().flat_map(|view| registers::key_of(secrets, "customer", &view.reference));
    let own: BTreeSet<String> = own.collect();
    let mut found: Vec<View> = Vec::new();
    for key in own.iter().cloned().chain(keys(secrets, subject)) {
        for view in registers::all_with_key(db, &BOOKINGS, &key)? {
            let is_them = own.contains(&key) || is_contact(&view.body, "contact_name", subject);
            let is_new = found.iter().all(|known| known.id != view.id);
            if is_them && is_new && registers::is_theirs(db, secrets, caller, &BOOKINGS, &view)? {
                found.push(view);
            }
        }
    }
    Ok(found)
}

/// Whether the name and contact points of a booking, or of one who travels, are theirs.
fn is_contact(fields: &Map<String, Value>, name: &str, subject: &Subject) -> bool {
    let text = |field: &str| fields.get(field).and_then(Value::as_str);
    let called = text(name).unwrap_or_default();
    subject.is_called(called) || subject.may_be_called(called) && subject.has_point(text("phone"), text("email"))
}

/// Cases that may be about them: those found by a contact point or booking, and every
/// one under restriction, which no index holds.
fn candidates(db: &Db, sight: &Sight, subject: &Subject, bookings: &[String]) -> Result<BTreeSet<CaseId>, AppError> {
    let mut found: BTreeSet<CaseId> = subject.of_case.iter().map(|(case, _)| *case).collect();
    for words in subject.phones.iter().chain(&subject.emails).chain(bookings) {
        found.extend(search::newest(db, sight, words, CASES_MAX)?);
    }
    let filter = Filter { restricted: true, ..Filter::default() };
    let mut after = None;
    loop {
        let page = Page { sort: Sort::Created, descending: false, after, limit: PIECE };
        let rows = cases::list(db, sight, &filter, page)?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = Some((page.sort.value(last), last.case));
        found.extend(rows.iter().map(|row| row.case));
    }
}

/// Adds what a case holds of them, in each part that they have in it.
fn add_case(
    copy: &mut Copy,
    numbers: &mut BTreeMap<CaseId, String>,
    subject: &Subject,
    bookings: &[String],
    (dossier, beside): (&Dossier, &[Dossier]),
) {
    let row = &dossier.view.row;
    let booking = dossier.particulars().booking_reference;
    let names_booking = booking.is_some_and(|booking| bookings.contains(&booking));
    let is_theirs = |whose: PersonOfCase| {
        let was_asked_for = subject.of_case == Some((row.case, whose));
        let (person, _) = person_of(dossier, whose);
        let of_booking = |name: &str| names_booking && subject.is_called(name);
        was_asked_for || person.is_some_and(|person| subject.is(&person) || of_booking(&person.name))
    };
    let parts: Vec<PersonOfCase> = persons(dossier).into_iter().map(|(whose, _)| whose).collect();
    let parts: Vec<PersonOfCase> = parts.into_iter().filter(|whose| is_theirs(*whose)).collect();
    for whose in &parts {
        add_part(copy, dossier, beside, *whose);
    }
    if !parts.is_empty() {
        numbers.insert(row.case, row.number.clone());
    } else if is_named(dossier, subject) {
        copy.data.cases.push(theirs::named(dossier));
    }
}

fn add_part(copy: &mut Copy, dossier: &Dossier, beside: &[Dossier], whose: PersonOfCase) {
    let (case, files) = theirs::of(dossier, beside, whose);
    copy.data.cases.push(case);
    for dossier in std::iter::once(dossier).chain(beside) {
        let papers = papers(dossier, &files);
        if !papers.is_empty() {
            copy.papers.push((dossier.clone(), papers));
        }
    }
    copy.files.extend(files);
}

/// Which identity papers of a case are among files, by their keys.
fn papers(dossier: &Dossier, files: &[(String, String)]) -> Vec<i64> {
    let goes_out = |key: &str| files.iter().any(|(other, _)| other == key);
    let papers = dossier.entries.iter().filter_map(|entry| {
        let Fact::Files(FileFact::FileAttached(file)) = &entry.event.fact else { return None };
        let is_one = dossier.is_paper(file.file) && goes_out(&entry.file_details()?.key);
        is_one.then_some(file.file)
    });
    papers.collect()
}

/// Whether others told of them as a person involved, by a contact point.
fn is_named(dossier: &Dossier, subject: &Subject) -> bool {
    let Some(told) = dossier.particulars().persons_involved else { return false };
    let digits: String = told.chars().filter(char::is_ascii_digit).collect();
    let told = told.to_lowercase();
    // A short number could stand in any other.
    subject.phones.iter().any(|phone| phone.len() >= PHONE_DIGITS_MIN && digits.contains(phone))
        || subject.emails.iter().any(|email| told.contains(email))
}

fn customer(db: &Db, view: &View) -> Result<Customer, AppError> {
    let change = |change: rows::Change| Change {
        at: Timestamp(change.recorded_at).to_rfc3339(),
        what: change.verb,
        about: change.fields,
    };
    let restriction = view.restriction.as_ref().map(|put| Protection {
        at: put.since.to_rfc3339(),
        kind: "restricted".to_owned(),
        ground: Some(put.ground.as_str()),
        text: Some(put.text.clone()).filter(|text| !text.is_empty()),
        until: None,
    });
    Ok(Customer {
        reference: view.reference.clone(),
        name: view.name.clone(),
        fields: view.body.clone(),
        updated_at: Timestamp(view.updated_at).to_rfc3339(),
        restriction,
        changes: rows::changes(db, CUSTOMERS.name, view.id)?.into_iter().map(change).collect(),
    })
}

/// A booking without what it says of others: other travellers, the contact where that
/// is somebody else, the guide.
fn booking(view: &View, subject: &Subject) -> Booking {
    let mut fields = view.body.clone();
    if !is_contact(&fields, "contact_name", subject) {
        for field in ["contact_name", "phone", "email"] {
            fields.remove(field);
        }
    }
    fields.remove("guide");
    if let Some(Value::Array(travellers)) = fields.get_mut("travellers") {
        travellers.retain(|one| one.as_object().is_some_and(|one| is_contact(one, "name", subject)));
    }
    Booking { reference: view.reference.clone(), name: view.name.clone(), fields }
}

/// Adds when contact points were shown, the newest first; each look once.
fn add_looks(
    db: &Db,
    data: &mut PersonData,
    of: impl Iterator<Item = Of>,
    numbers: &BTreeMap<CaseId, String>,
) -> Result<(), AppError> {
    let mut found = BTreeSet::new();
    for of in of {
        let mut before: Option<looks::Look> = None;
        loop {
            let page = looks::before(db, of, before.as_ref(), PIECE)?;
            let Some(last) = page.last() else { break };
            before = Some(last.clone());
            found.extend(page.into_iter().map(|look| (look.at, look.actor, look.case, look.why)));
        }
    }
    for case in numbers.keys() {
        let (_, events) = crate::model::replay::load(db, *case, i64::MAX)?;
        let opened = events.iter().filter(|event| matches!(event.fact, Fact::Privacy(PrivacyFact::RestrictedSeen(_))));
        let seen = "restricted_seen";
        found.extend(opened.map(|event| (event.recorded_at.0, event.actor.to_string(), *case, seen.to_owned())));
    }
    let look = |(at, actor, case, why): (i64, String, CaseId, String)| Look {
        at: Timestamp(at).to_rfc3339(),
        by: if matches!(Actor::parse(&actor), Some(Actor::Staff(_))) { "staff" } else { "program" },
        case: numbers.get(&case).cloned(),
        why,
    };
    data.looks = found.into_iter().rev().map(look).collect();
    Ok(())
}
