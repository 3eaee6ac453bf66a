//! Looks at the contact points of travellers: to whom they are open, the key for
//! everybody else, and the log of both (trust, "Privacy"). The log holds numbers, so
//! that nothing of it has to go when a customer is erased.

use crate::app::App;
use crate::caller::{Caller, Scope};
use crate::dossier::Dossier;
use crate::error::AppError;
use crate::form;
use crate::intake::Person;
use crate::read;
use crate::registers::{self, BOOKINGS, CUSTOMERS, Noun};
use crate::secrets::Secrets;
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::ConversationFact;
use homeward_domain::looks::{Reader, Reason, Relation, relation};
use homeward_domain::time::{Span, Timestamp};
use homeward_store::looks as rows;
pub use homeward_store::looks::Look;
use homeward_store::{Db, Lane, cases, people, registers as records};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// The most entries of a page of the log.
pub const LIMIT_MAX: i64 = 200;
/// Looks by a relation within this time count as one.
const BY_RELATION: Span = Span::hours(1);
/// Those of a program within this time: it reads what it keeps again and again.
const BY_PROGRAM: Span = Span::hours(24);
/// What the log says of a program that may see contact points in full.
pub(crate) const PROGRAM: &str = "contacts_read";
/// What the log says of a download of the original of a picture, before its number.
const ORIGINAL: &str = "original";
/// Customers of one telephone number or address that are named in the log.
const OF_POINT_MAX: i64 = 5;

/// What was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// The case by which; 0 for none.
    pub case: CaseId,
    /// Whose, by the numbers of their records; none where nobody of them is known.
    pub customers: Vec<i64>,
    /// The booking by which; 0 for none.
    pub booking: i64,
}

impl At {
    /// What the log says of a look at it.
    pub(crate) fn looks(&self, actor: Actor, why: &str, slot: i64, at: Timestamp) -> Vec<Look> {
        let customers = if self.customers.is_empty() { &[0][..] } else { &self.customers };
        let (case, booking) = (self.case, self.booking);
        let look = |customer: &i64| Look {
            actor: actor.to_string(),
            case,
            customer: *customer,
            booking,
            why: why.to_owned(),
            slot,
            at: at.0,
        };
        customers.iter().map(look).collect()
    }

    /// Those by a relation that are not in the log yet.
    pub(crate) fn by_relation(
        &self,
        db: &Db,
        actor: Actor,
        relation: Relation,
        now: Timestamp,
    ) -> Result<Vec<Look>, AppError> {
        Ok(rows::new_of(db, self.looks(actor, relation.as_str(), now.0 / BY_RELATION.0, now))?)
    }

    /// Those of a program by its scope that are not in the log yet.
    pub(crate) fn by_program(&self, db: &Db, actor: Actor, now: Timestamp) -> Result<Vec<Look>, AppError> {
        Ok(rows::new_of(db, self.looks(actor, PROGRAM, now.0 / BY_PROGRAM.0, now))?)
    }
}

/// Contact points of one person in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// Their name; nothing of one who gave none.
    pub name: String,
    /// The fields that hold something, in the order of a form: `phone`, `email`, `address`.
    pub told: Vec<(&'static str, String)>,
}

impl Points {
    fn of(person: &Person) -> Self {
        let told = [("phone", &person.phone), ("email", &person.email), ("address", &person.address)];
        let told = told.into_iter().filter_map(|(field, value)| Some((field, value.clone()?)));
        Self { name: person.name.clone(), told: told.collect() }
    }
}

/// By which relation the contact points of a case are open to a member of staff;
/// `None` where they are masked.
pub(crate) fn of_case(db: &Db, caller: &Caller, dossier: &Dossier) -> Result<Option<Relation>, AppError> {
    let (Actor::Staff(staff), Some(case)) = (caller.actor, dossier.case()) else { return Ok(None) };
    let leads = leads(caller, case.team.unit.as_deref().unwrap_or_default());
    let reader = Reader { staff, leads, mentioned: is_mentioned(db, staff, dossier)? };
    Ok(relation(reader, &case, dossier.standing().map(|entry| &entry.event)))
}

/// Whether somebody leads a unit; an empty one stands for the whole company.
pub(crate) fn leads(caller: &Caller, unit: &str) -> bool {
    caller.may(Scope::ExtensionsWrite) && caller.reaches(unit)
}

/// Whether a colleague has named them in a note.
fn is_mentioned(db: &Db, staff: i64, dossier: &Dossier) -> Result<bool, AppError> {
    let notes = dossier.standing().filter(|entry| entry.event.actor != Actor::Staff(staff));
    let words = notes.filter_map(|entry| match &entry.event.fact {
        Fact::Conversation(ConversationFact::NoteAdded(note)) => entry.words(note.words),
        _ => None,
    });
    let mut naming = words.filter(|words| words.contains('@')).peekable();
    if naming.peek().is_none() {
        return Ok(false);
    }
    let Some(reader) = people::staff(db, staff)? else { return Ok(false) };
    let name = format!("@{}", reader.name);
    Ok(naming.any(|words| words.contains(&name)))
}

/// Who of a case has contact points: everybody who complains, and who acts for them.
fn persons(dossier: &Dossier) -> Vec<Person> {
    let matter = dossier.matter();
    let complaining = matter.complainants.into_iter().filter_map(|told| told.person);
    complaining.chain(matter.representatives.into_iter().filter_map(|acting| acting.person)).collect()
}

/// What a look at the contact points of a case is a look at; `None` where it has none.
pub(crate) fn at_case(db: &Db, secrets: &Secrets, dossier: &Dossier) -> Result<Option<At>, AppError> {
    let persons = persons(dossier);
    if persons.iter().all(|person| Points::of(person).told.is_empty()) {
        return Ok(None);
    }
    let mut customers = BTreeSet::new();
    for person in &persons {
        let points = [("phone", person.phone.as_deref()), ("email", person.email.as_deref())];
        customers.extend(known_by(db, secrets, points)?.into_iter().map(|record| record.id));
    }
    Ok(Some(At { case: dossier.view.row.case, customers: customers.into_iter().collect(), booking: 0 }))
}

/// Customers who have one of these contact points.
fn known_by<'a>(
    db: &Db,
    secrets: &Secrets,
    points: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> Result<Vec<records::Record>, AppError> {
    let mut found = Vec::new();
    for (field, value) in points {
        let keys = value.map(|value| registers::key_of(secrets, field, value)).unwrap_or_default();
        if !keys.is_empty() {
            found.extend(records::list(db, CUSTOMERS.name, &keys, None, 0, OF_POINT_MAX)?);
        }
    }
    Ok(found)
}

/// The reference of the customer who complains, as far as their file is the reader's.
pub(crate) fn customer_of(
    db: &Db,
    secrets: &Secrets,
    caller: &Caller,
    dossier: &Dossier,
) -> Result<Option<String>, AppError> {
    let Some(person) = dossier.person() else { return Ok(None) };
    let points = [("phone", person.phone.as_deref()), ("email", person.email.as_deref())];
    for record in known_by(db, secrets, points)? {
        let view = registers::view(record)?;
        if registers::is_theirs(db, secrets, caller, &CUSTOMERS, &view)? {
            return Ok(Some(view.reference));
        }
    }
    Ok(None)
}

/// By which relation the contact points of a record are open to a member of staff:
/// they lead its unit, or own an open case of the customer or about the booking.
pub(crate) fn of_record(
    db: &Db,
    caller: &Caller,
    noun: Noun,
    view: &registers::View,
) -> Result<Option<Relation>, AppError> {
    let Actor::Staff(staff) = caller.actor else { return Ok(None) };
    let text = |field: &str| view.body.get(field).and_then(Value::as_str);
    if leads(caller, text("unit").unwrap_or_default()) {
        return Ok(Some(Relation::Lead));
    }
    let points = if noun == &BOOKINGS {
        vec![view.reference.clone()]
    } else {
        ["phone", "email"].into_iter().filter_map(text).map(str::to_owned).collect()
    };
    let theirs = read::with_contact(db, &caller.sight, &points, None)?;
    let owns = theirs.iter().any(|case| case.row.is_open && case.row.owner == staff);
    Ok(owns.then_some(Relation::Owner))
}

/// What a look at the contact points of a record is a look at; `None` where it has
/// none, or is of a trade.
pub(crate) fn at_record(db: &Db, noun: Noun, view: &registers::View) -> Result<Option<At>, AppError> {
    if !registers::has_contacts(noun, view) {
        return Ok(None);
    }
    if noun == &CUSTOMERS {
        return Ok(Some(At { customers: vec![view.id], ..At::default() }));
    }
    let customer = view.body.get("customer").and_then(Value::as_str);
    let customer = customer.map(|reference| records::find(db, CUSTOMERS.name, reference)).transpose()?;
    let customers = customer.flatten().map(|record| record.id).into_iter().collect();
    Ok(Some(At { customers, booking: view.id, ..At::default() }))
}

/// Notes that a program was shown a case in full, where its scopes show contact points.
pub async fn shown_to_program(app: &App, caller: &Caller, dossier: &Dossier) -> Result<(), AppError> {
    if !caller.may(Scope::ContactsRead) {
        return Ok(());
    }
    let (secrets, actor, now, dossier) = (app.secrets().clone(), caller.actor, app.clock().now(), dossier.clone());
    let looks = app.store().read(move |db| {
        let at = at_case(db, &secrets, &dossier)?;
        Ok::<_, AppError>(at.map(|at| at.by_program(db, actor, now)).transpose()?.unwrap_or_default())
    });
    let looks = looks.await?;
    note(app, looks).await;
    Ok(())
}

/// Notes that a program was shown records in full, where its scopes show contact points.
pub async fn records_shown_to_program(
    app: &App,
    caller: &Caller,
    noun: Noun,
    views: &[registers::View],
) -> Result<(), AppError> {
    if !caller.may(Scope::ContactsRead) || !registers::hides(noun) {
        return Ok(());
    }
    let (actor, now, views) = (caller.actor, app.clock().now(), views.to_vec());
    let looks = app.store().read(move |db| {
        let mut looks = Vec::new();
        for view in &views {
            if let Some(at) = at_record(db, noun, view)? {
                looks.extend(at.by_program(db, actor, now)?);
            }
        }
        Ok::<_, AppError>(looks)
    });
    let looks = looks.await?;
    note(app, looks).await;
    Ok(())
}

/// Puts looks into the log that were open to their reader. The page is shown even
/// where that fails: whoever has to call a traveller calls them.
pub(crate) async fn note(app: &App, looks: Vec<Look>) {
    if looks.is_empty() {
        return;
    }
    let noted = app.store().write(Lane::Acts, move |db| rows::add(db, &looks)).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a look at contact points could not be noted");
    }
}

/// Puts looks into the log. What cannot be logged is not shown.
pub(crate) async fn must_note(app: &App, looks: Vec<Look>) -> Result<(), AppError> {
    app.store().write(Lane::Acts, move |db| Ok(rows::add(db, &looks)?)).await
}

/// Puts into the log that somebody is given the original of a picture. What cannot be
/// logged is not given.
pub(crate) async fn at_original(app: &App, caller: &Caller, dossier: &Dossier, file: i64) -> Result<(), AppError> {
    at_file(app, caller, dossier, format!("{ORIGINAL}:{file}"), false).await
}

/// Puts a look at a file into the log; looks of an hour count as one where that is told.
pub(crate) async fn at_file(
    app: &App,
    caller: &Caller,
    dossier: &Dossier,
    why: String,
    hourly: bool,
) -> Result<(), AppError> {
    let (secrets, actor, now, dossier) = (app.secrets().clone(), caller.actor, app.clock().now(), dossier.clone());
    let slot = if hourly { now.0 / BY_RELATION.0 } else { now.0 };
    let looks = app.store().read(move |db| {
        let nobody = At { case: dossier.view.row.case, ..At::default() };
        let at = at_case(db, &secrets, &dossier)?.unwrap_or(nobody);
        Ok::<_, AppError>(rows::new_of(db, at.looks(actor, &why, slot, now))?)
    });
    let looks = looks.await?;
    if looks.is_empty() {
        return Ok(());
    }
    app.store().write(Lane::Acts, move |db| Ok(rows::add(db, &looks)?)).await
}

/// The number of the file, where a look was the download of an original.
pub fn original(why: &str) -> Option<&str> {
    why.strip_prefix(ORIGINAL)?.strip_prefix(':')
}

pub(crate) fn reason(body: &Value) -> Result<Reason, AppError> {
    form::read(body, |fields| fields.required("reason", fields.spelled("reason", Reason::parse, Reason::SPELLINGS)))
}

/// Whether a case has contact points that are masked to somebody who may see it.
pub async fn masked_to(app: &App, caller: &Caller, number: String) -> Result<bool, AppError> {
    let dossier = read::dossier(app, caller, number, 0).await?;
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    app.store()
        .read(move |db| Ok(at_case(db, &secrets, &dossier)?.is_some() && of_case(db, &caller, &dossier)?.is_none()))
        .await
}

/// Shows the contact points of a case to whom they are not open, for a reason. What
/// cannot be logged is not shown. Body: `reason`.
pub async fn at_case_for(app: &App, caller: &Caller, number: String, body: &Value) -> Result<Vec<Points>, AppError> {
    caller.must(Scope::ContactsRead)?;
    let (id, body) = (read::id_of(&number)?, body.clone());
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let dossier = read::dossier_for(db, read::visible(db, id, &number, &caller, now)?, &caller, now)?;
            let reason = reason(&body)?;
            if let Some(at) = at_case(db, &secrets, &dossier)? {
                rows::add(db, &at.looks(caller.actor, reason.as_str(), now.0, now))?;
            }
            let points = persons(&dossier).iter().map(Points::of).collect::<Vec<_>>();
            Ok(points.into_iter().filter(|points| !points.told.is_empty()).collect())
        })
        .await
}

/// Shows the contact points of a customer or booking to whom they are not open, for a
/// reason. Body: `reason`.
pub async fn at_record_for(
    app: &App,
    caller: &Caller,
    noun: Noun,
    reference: String,
    body: &Value,
) -> Result<Vec<Points>, AppError> {
    caller.must(noun.reading)?;
    caller.must(Scope::ContactsRead)?;
    let body = body.clone();
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    app.store()
        .write(Lane::Acts, move |db| {
            let view = registers::theirs(db, &secrets, &caller, noun, &reference, now)?;
            let reason = reason(&body)?;
            if let Some(at) = at_record(db, noun, &view)? {
                rows::add(db, &at.looks(caller.actor, reason.as_str(), now.0, now))?;
            }
            Ok(registers::points(noun, &view))
        })
        .await
}

/// A page of the log with what its numbers stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The newest first.
    pub looks: Vec<Look>,
    /// Numbers of the cases, as far as the reader may see them.
    pub cases: HashMap<CaseId, String>,
    /// References of customers and bookings that are still in the register.
    pub records: HashMap<i64, String>,
}

/// Who looked at the contact points of a customer, before a look where one is told.
pub async fn of_customer_log(
    app: &App,
    caller: &Caller,
    reference: String,
    before: Option<Look>,
    limit: i64,
) -> Result<Log, AppError> {
    caller.must(Scope::LogRead)?;
    let (secrets, caller) = (app.secrets().clone(), caller.clone());
    app.store()
        .read(move |db| {
            // The log names nobody, so a restriction does not close it.
            let view = registers::in_reach(db, &secrets, &caller, &CUSTOMERS, &reference)?;
            told(db, &caller, rows::before(db, rows::Of::Customer(view.id), before.as_ref(), limit)?)
        })
        .await
}

/// Who looked at the contact points of a case, before a look where one is told.
pub async fn of_case_log(
    app: &App,
    caller: &Caller,
    number: String,
    before: Option<Look>,
    limit: i64,
) -> Result<Log, AppError> {
    caller.must(Scope::LogRead)?;
    let (id, caller) = (read::id_of(&number)?, caller.clone());
    app.store()
        .read(move |db| {
            read::in_sight(db, id, &number, &caller.sight)?;
            told(db, &caller, rows::before(db, rows::Of::Case(id), before.as_ref(), limit)?)
        })
        .await
}

fn told(db: &Db, caller: &Caller, looks: Vec<Look>) -> Result<Log, AppError> {
    let mut log = Log::default();
    for case in looks.iter().map(|look| look.case).filter(|case| *case != 0).collect::<BTreeSet<_>>() {
        if let Some(row) = cases::find(db, case, &caller.sight)? {
            log.cases.insert(case, row.number);
        }
    }
    let of_noun = |noun: Noun, pick: fn(&Look) -> i64, log: &mut Log| {
        for id in looks.iter().map(pick).filter(|id| *id != 0).collect::<BTreeSet<_>>() {
            if let Some(reference) = records::reference(db, noun.name, id)? {
                log.records.insert(id, reference);
            }
        }
        Ok::<_, AppError>(())
    };
    of_noun(&CUSTOMERS, |look| look.customer, &mut log)?;
    of_noun(&BOOKINGS, |look| look.booking, &mut log)?;
    log.looks = looks;
    Ok(log)
}

/// A look as it is written in addresses.
pub fn written_place(look: &Look) -> String {
    let Look { at, actor, case, customer, booking, why, slot } = look;
    format!("{at}.{actor}.{case}.{customer}.{booking}.{why}.{slot}")
}

/// Reads what [`written_place`] wrote.
pub fn read_place(written: &str) -> Option<Look> {
    let parts: Vec<&str> = written.split('.').collect();
    let [at, actor, case, customer, booking, why, slot] = parts[..] else { return None };
    let is_word = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '_'));
    (is_word(actor) && is_word(why)).then_some(())?;
    let (at, slot) = (at.parse().ok()?, slot.parse().ok()?);
    let (case, customer, booking) = (case.parse().ok()?, customer.parse().ok()?, booking.parse().ok()?);
    Some(Look { actor: actor.to_owned(), case, customer, booking, why: why.to_owned(), slot, at })
}
