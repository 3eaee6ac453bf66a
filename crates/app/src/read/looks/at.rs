//! What is looked at, to whom it is open by their relation, and how a look is noted.

use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::ground::secrets::Secrets;
use crate::model::dossier::Dossier;
use crate::model::matter::{Person, Points};
use crate::registers::{self, CUSTOMERS, Noun};
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::Fact;
use homeward_domain::case::event::ConversationFact;
use homeward_domain::looks::{Reader, Relation, relation};
use homeward_domain::time::{Span, Timestamp};
use homeward_store::looks as rows;
pub use homeward_store::looks::Look;
use homeward_store::{Db, Lane, people, registers as records};
use serde_json::Value;
use std::collections::BTreeSet;

/// Looks by a relation within this time count as one.
const BY_RELATION: Span = Span::hours(1);
/// Those of a program within this time: it reads what it keeps again and again.
const BY_PROGRAM: Span = Span::hours(24);
/// What the log says of a program that may see contact points in full.
pub(crate) const PROGRAM: &str = "contacts_read";
/// What the log says of a download of the original of a picture, before its number.
pub(super) const ORIGINAL: &str = "original";
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
pub(super) fn persons(dossier: &Dossier) -> Vec<Person> {
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
