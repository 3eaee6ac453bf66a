//! Plain records: units, customers, bookings, suppliers, products, phrases. Each change
//! leaves an entry in the audit.

mod bookings;
pub mod company;
mod customers;
pub(crate) mod erasure;
pub(crate) mod form;
mod mask;
mod phrases;
mod products;
mod register;
pub(crate) mod restriction;
mod scope;
mod suppliers;
pub(crate) mod unit_tree;
mod units;

pub use bookings::{BOOKINGS, CONTRACTED_BY};
pub use customers::CUSTOMERS;
pub use phrases::PHRASES;
pub use products::PRODUCTS;
pub use register::{Noun, Register};
pub use suppliers::SUPPLIERS;
pub use units::UNITS;

pub use erasure::Erasure;
pub use form::Sent;
pub use homeward_store::registers::Change;
pub(crate) use mask::{has_contacts, points};
pub use mask::{hides, shown};
pub use restriction::{Restriction, is_restricted, restricted_customer, see};
pub(crate) use restriction::{behind, note_given, unless_restricted};

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Field, Takes, may};
use crate::ground::secrets::Secrets;
use homeward_domain::actor::Actor;
use homeward_domain::contact::phone_digits;
use homeward_domain::time::Timestamp;
use homeward_store::registers::{self as rows, Record};
use homeward_store::{Db, Lane, search};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Every register, in the order in which the desk shows them.
pub static ALL: [Noun; 6] = [&UNITS, &PHRASES, &CUSTOMERS, &BOOKINGS, &PRODUCTS, &SUPPLIERS];

/// The register of a name; none where there is no such register.
pub fn named(name: &str) -> Option<Noun> {
    ALL.into_iter().find(|noun| noun.name == name)
}

/// Kinds of supplier, and of what is sold.
pub const TRADES: &[&str] = &[
    "tour",
    "hotel",
    "flight",
    "train",
    "coach",
    "transfer",
    "ticket",
    "meal",
    "guide",
    "ground_operator",
    "platform",
    "insurance",
    "visa",
    "goods",
    "other",
];

/// The field of records that may be kept by unit.
const KEPT_FOR: Field =
    may(scope::UNIT, Takes::Unit, "The unit that it is kept for, by its reference; none for the whole company.");

/// A record as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its other fields.
    pub body: Map<String, Value>,
    /// Counts its changes, from 1.
    pub version: i64,
    /// When it was last changed, in microseconds of UTC.
    pub updated_at: i64,
    /// Why nobody sees it but who must.
    pub restriction: Option<Restriction>,
    /// That its personal data were erased.
    pub erasure: Option<Erasure>,
    pub(crate) id: i64,
}

/// What became of a record that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It is new.
    Made,
    /// It has changed.
    Changed,
    /// It was like that already.
    Same,
}

/// How a record may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Only as a new one.
    Make,
    /// Only as a change; with the version that was read, where it is told.
    Change(Option<i64>),
    /// Either, as an import does.
    Put,
}

/// Reads a record from the body of a request.
pub fn parse(noun: Noun, body: &Value) -> Result<Sent, AppError> {
    crate::ground::form::read(body, |fields| form::read(fields, noun))
}

/// Reads a record from a row of a file.
pub(crate) fn parse_row(noun: Noun, row: &Value) -> Result<Sent, AppError> {
    crate::ground::form::read_row(row, |fields| form::read(fields, noun))
}

/// Writes a record and its audit in one transaction. What somebody of a unit adds is
/// of their unit unless it says otherwise.
pub async fn write(
    app: &App,
    lane: Lane,
    caller: &Caller,
    noun: Noun,
    mut sent: Sent,
    how: How,
) -> Result<(View, Written), AppError> {
    if how == How::Make
        && noun.kept_by_unit.is_some()
        && !sent.body.contains_key(scope::UNIT)
        && let Some(unit) = caller.units().and_then(<[String]>::first)
    {
        sent.body.insert(scope::UNIT.into(), unit.clone().into());
    }
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .write(lane, move |db| {
            let old = may_be_written(db, &secrets, &caller, noun, &sent)?;
            if let Some(old) = &old {
                restriction::must_be_open(db, &caller, noun, old, now)?;
            }
            let mut sent = sent.clone();
            if let Some(old) = old.filter(|_| hides(noun)) {
                // Whoever was shown masks sends them back; nobody has one for a number.
                mask::restore(&mut sent.body, &old.body);
                let misplaced = mask::misplaced(noun, &sent.body, &old);
                if !misplaced.is_empty() {
                    let wrong = misplaced.into_iter().map(|path| FieldError::new(path, "masked"));
                    return Err(AppError::Invalid(wrong.collect()));
                }
            }
            put(db, noun, &sent, &keys(&secrets, noun, &sent), caller.actor, now.0, how)
        })
        .await
}

/// Refuses what is not the caller's, before and after; gives what stands there.
fn may_be_written(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    noun: Noun,
    sent: &Sent,
) -> Result<Option<View>, AppError> {
    let old = find_in(db, noun, &sent.reference)?;
    if noun == &UNITS {
        scope::only_the_company(&sent.body)?;
        scope::check_unit(caller, old.as_ref(), &sent.body)?;
        return Ok(old);
    }
    refuse_unseen(db, secrets, caller, old.as_ref(), sent)?;
    let own = scope::of(db, secrets, caller, noun)?;
    if old.as_ref().is_some_and(|old| !scope::holds(own.as_deref(), scope::text(old, scope::UNIT))) {
        return Err(AppError::NotFound);
    }
    if !scope::holds(own.as_deref(), sent.body.get(scope::UNIT).and_then(Value::as_str)) {
        return Err(AppError::Invalid(vec![FieldError::new(scope::UNIT, "not_your_unit")]));
    }
    Ok(old)
}

/// Whether a record could be written now; stores nothing.
pub(crate) async fn check(app: &App, noun: Noun, sent: Sent) -> Result<Written, AppError> {
    let look = move |db: &Db| {
        refuse_unknown(db, &sent)?;
        let found = rows::find(db, noun.name, &sent.reference)?.map(view).transpose()?;
        Ok(match found {
            None => Written::Made,
            Some(old) if (&old.name, &old.body) == (&sent.name, &sent.body) => Written::Same,
            Some(_) => Written::Changed,
        })
    };
    app.store().read(look).await
}

/// A record by its reference, as far as it is the caller's.
pub async fn find(app: &App, caller: &Caller, noun: Noun, reference: String) -> Result<View, AppError> {
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store().read(move |db| theirs(db, &secrets, &caller, noun, &reference, now)).await
}

/// A record that is the caller's, and that they may see now.
pub(crate) fn theirs(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    noun: Noun,
    reference: &str,
    now: Timestamp,
) -> Result<View, AppError> {
    let found = in_reach(db, secrets, caller, noun, reference)?;
    restriction::must_be_open(db, caller, noun, &found, now)?;
    Ok(found)
}

/// A record that is the caller's, whoever may see it now.
pub(crate) fn in_reach(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    noun: Noun,
    reference: &str,
) -> Result<View, AppError> {
    let found = find_in(db, noun, reference)?.ok_or(AppError::NotFound)?;
    if is_theirs(db, secrets, caller, noun, &found)? { Ok(found) } else { Err(AppError::NotFound) }
}

/// Whether a record is the caller's, where the company keeps them by unit.
pub(crate) fn is_theirs(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    noun: Noun,
    view: &View,
) -> Result<bool, AppError> {
    Ok(scope::holds(scope::of(db, secrets, caller, noun)?.as_deref(), scope::text(view, scope::UNIT)))
}

/// A record by its reference, inside a transaction.
pub(crate) fn find_in(db: &Db, noun: Noun, reference: &str) -> Result<Option<View>, AppError> {
    rows::find(db, noun.name, reference)?.map(view).transpose()
}

/// Records that hold all of these: a field with its value, or `q` with words of
/// the name, as far as they are the caller's. Gives with each page the place after
/// which the list goes on.
pub async fn list(
    app: &App,
    caller: &Caller,
    noun: Noun,
    wanted: &[(String, String)],
    after: i64,
    limit: i64,
) -> Result<(Vec<View>, Option<i64>), AppError> {
    let wanted = wanted.iter().flat_map(|(field, value)| match field.as_str() {
        "q" => asked_words(value).into_iter().map(|word| app.secrets().external_key("q", &word)).collect(),
        _ => key_of(app.secrets(), field, value),
    });
    let keys: Vec<String> = wanted.collect();
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    let found = app.store().read(move |db| {
        let own = scope::of(db, &secrets, &caller, noun)?.map(|units| scope::keys(&secrets, &units));
        let found = rows::list(db, noun.name, &keys, own.as_deref(), after, limit + 1)?;
        let mut views = found.into_iter().map(view).collect::<Result<Vec<_>, _>>()?;
        let more = i64::try_from(views.len()).is_ok_and(|count| count > limit);
        views.truncate(usize::try_from(limit).unwrap_or(0));
        // Also a page of which nothing may be seen says where the list goes on.
        let next = views.last().filter(|_| more).map(|record| record.id);
        Ok::<_, AppError>((restriction::without_restricted(db, noun, views)?, next))
    });
    found.await
}

/// Every record that has a key, those under restriction among them: for whom it is
/// about, and shown to nobody else.
pub(crate) fn all_with_key(db: &Db, noun: Noun, key: &str) -> Result<Vec<View>, AppError> {
    rows::all_with_key(db, noun.name, key)?.into_iter().map(view).collect()
}

/// The first records of a noun, inside a transaction.
pub(crate) fn first_in(db: &Db, noun: Noun, limit: i64) -> Result<Vec<View>, AppError> {
    rows::list(db, noun.name, &[], None, 0, limit)?.into_iter().map(view).collect()
}

/// By which fields records of a noun are looked up.
pub fn lookups(noun: Noun) -> Vec<&'static str> {
    let looked_up = |takes: Takes| {
        matches!(takes, Takes::Phone | Takes::Email(_) | Takes::Reference(_) | Takes::Unit | Takes::One(..))
    };
    let own = noun.fields.iter().filter(|field| looked_up(field.takes)).map(|field| field.name);
    ["q"].into_iter().chain(own).collect()
}

/// The changes of a record that is the caller's, in order.
pub async fn changes(app: &App, caller: &Caller, noun: Noun, reference: String) -> Result<Vec<Change>, AppError> {
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .read(move |db| {
            let record = theirs(db, &secrets, &caller, noun, &reference, now)?;
            Ok(rows::changes(db, noun.name, record.id)?)
        })
        .await
}

fn put(
    db: &Db,
    noun: Noun,
    sent: &Sent,
    keys: &[String],
    actor: Actor,
    now: i64,
    how: How,
) -> Result<(View, Written), AppError> {
    refuse_unknown(db, sent)?;
    let body = Value::Object(sent.body.clone()).to_string();
    let old = find_in(db, noun, &sent.reference)?;
    if let Some(erasure) = old.as_ref().and_then(|old| old.erasure.as_ref()) {
        // What another system still has must not come back with its next import.
        return Err(AppError::Invalid(vec![erasure.refuses()]));
    }
    let record = |id| Record {
        id,
        reference: sent.reference.clone(),
        name: sent.name.clone(),
        body: body.clone(),
        version: 1,
        updated_at: now,
        restriction: String::new(),
        erasure: String::new(),
    };
    let note = |id: i64, verb: &str, fields: String| {
        let says = noun.is_setting.then(|| json!({ "name": sent.name, "body": sent.body }).to_string());
        let change = Change { recorded_at: now, actor: actor.to_string(), verb: verb.into(), fields, says };
        rows::note(db, noun.name, id, &change)
    };
    let written = match (old, how) {
        (Some(_), How::Make) => {
            return Err(AppError::Invalid(vec![FieldError::new("reference", "reference_taken")]));
        }
        (None, How::Change(_)) => return Err(AppError::NotFound),
        (Some(old), How::Change(Some(version))) if version != old.version => return Err(AppError::Stale(old.version)),
        (Some(old), _) => {
            let changed = changed(&old, sent);
            if changed.is_empty() {
                return Ok((old, Written::Same));
            }
            rows::replace(db, noun.name, &record(old.id), keys, now)?;
            note(old.id, "changed", changed.join(" "))?;
            Written::Changed
        }
        (None, _) => {
            let id = rows::add(db, noun.name, &record(0), keys, now)?;
            let fields: Vec<&str> = sent.body.keys().map(String::as_str).collect();
            note(id, "made", fields.join(" "))?;
            Written::Made
        }
    };
    Ok((find_in(db, noun, &sent.reference)?.ok_or(AppError::NotFound)?, written))
}

/// Names of the fields that differ.
fn changed(old: &View, sent: &Sent) -> Vec<String> {
    let names: BTreeSet<&String> = old.body.keys().chain(sent.body.keys()).collect();
    let fields = names.into_iter().filter(|name| old.body.get(*name) != sent.body.get(*name));
    let name = (old.name != sent.name).then(|| "name".to_owned());
    name.into_iter().chain(fields.cloned()).collect()
}

/// Whatever a record names must be there.
fn refuse_unknown(db: &Db, sent: &Sent) -> Result<(), AppError> {
    let mut unknown = Vec::new();
    for (field, noun, reference) in &sent.names {
        if rows::find(db, noun.name, reference)?.is_none() {
            unknown.push(form::unknown(field, noun));
        }
    }
    if unknown.is_empty() { Ok(()) } else { Err(AppError::Invalid(unknown)) }
}

/// Whatever somebody of a unit names must be theirs, as if nothing else were there: what
/// names a record of others may bind it, and would tell that it exists. What stood in the
/// same field before may stay.
fn refuse_unseen(db: &Db, secrets: &Secrets, caller: &Caller, old: Option<&View>, sent: &Sent) -> Result<(), AppError> {
    if caller.units().is_none() {
        return Ok(());
    }
    let mut unseen = Vec::new();
    for (field, noun, reference) in &sent.names {
        let stood = old.is_some_and(|old| scope::names(&old.body, field, reference));
        let found = find_in(db, noun, reference)?;
        let is_seen = found.map(|named| is_theirs(db, secrets, caller, noun, &named)).transpose()?;
        if !stood && is_seen != Some(true) {
            unseen.push(form::unknown(field, noun));
        }
    }
    if unseen.is_empty() { Ok(()) } else { Err(AppError::Invalid(unseen)) }
}

/// What a record is looked up by.
pub(crate) fn keys(secrets: &Secrets, noun: Noun, sent: &Sent) -> Vec<String> {
    let mut keys: BTreeSet<String> = key_of(secrets, "q", &sent.name).into_iter().collect();
    for field in lookups(noun) {
        let value = sent.body.get(field).and_then(Value::as_str);
        keys.extend(value.into_iter().flat_map(|value| key_of(secrets, field, value)));
    }
    keys.into_iter().collect()
}

/// The key by which records are found that have a value in a field.
pub(crate) fn lookup_key(app: &App, field: &str, value: &str) -> String {
    key_of(app.secrets(), field, value).into_iter().next().unwrap_or_default()
}

pub(crate) fn key_of(secrets: &Secrets, field: &str, value: &str) -> Vec<String> {
    let hashed = |value: &str| secrets.external_key(field, value);
    match field {
        "q" => search::words([value]).split(' ').filter(|word| !word.is_empty()).map(hashed).collect(),
        "phone" => vec![hashed(&phone_digits(value))],
        "email" => vec![hashed(&value.to_lowercase())],
        _ => vec![hashed(value)],
    }
}

/// The words of a name that is looked for. Its last Chinese character alone
/// says nothing that the pair before has not said.
fn asked_words(text: &str) -> Vec<String> {
    let words = search::words([text]);
    let all: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let has_longer = all.iter().any(|word| word.chars().count() > 1);
    let telling = all.into_iter().filter(|word| !has_longer || word.chars().count() > 1);
    telling.map(str::to_owned).collect()
}

pub(crate) fn view(record: Record) -> Result<View, AppError> {
    let body = serde_json::from_str(&record.body).map_err(homeward_store::StoreError::corrupt)?;
    let restriction = Restriction::read(&record.restriction)?;
    let erasure = Erasure::read(&record.erasure)?;
    let Record { id, reference, name, version, updated_at, .. } = record;
    Ok(View { reference, name, body, version, updated_at, restriction, erasure, id })
}
