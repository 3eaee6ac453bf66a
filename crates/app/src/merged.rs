//! Where the matter of a merged case goes on, and how what is said to it comes there:
//! the words stand in the case that goes on, a pointer to them in this one (journey §4).

use crate::app::App;
use crate::dossier::Dossier;
use crate::error::{AppError, FieldError};
use crate::execute::{self, Order};
use crate::intake::Person;
use crate::{read, rules};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{ConnectionCommand, ConversationCommand, FileCommand};
use homeward_domain::case::event::{ConversationFact, CorrectionFact, PassedOn};
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::who::REPRESENTATIVE;
use homeward_domain::case::who::Via;
use homeward_domain::case::{CaseStatus, Command, Event, Fact, Rejection};
use homeward_domain::contact::phone_digits;
use homeward_domain::number::CaseNumber;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, CaseRow, Claimed, Sight};
use homeward_store::{Db, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// As rows spell it.
const MERGED: &str = "merged";
/// How many merges one after the other are followed: far more than there ever are.
const CHAIN_MAX: usize = 100;

/// The case in which the matter of another one goes on, whoever may see it; `None`
/// where it goes its own way.
pub(crate) fn survivor(db: &Db, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
    let mut last = None;
    let mut row = cases::find(db, id, &Sight::All)?;
    for _ in 0..CHAIN_MAX {
        let Some(merged) = row.as_ref().filter(|row| row.state == MERGED) else { break };
        let (case, _) = execute::load(db, merged.case, Seq::MAX)?;
        let CaseStatus::Merged { into, .. } = case.status else { break };
        row = cases::find(db, into.serial(), &Sight::All)?;
        last.clone_from(&row);
    }
    Ok(last)
}

/// The case to which a command belongs that is said to a merged one.
pub(crate) fn goes_on(db: &Db, id: CaseId, command: &Command) -> Result<Option<CaseId>, StoreError> {
    if !command.is_said_to_the_matter() {
        return Ok(None);
    }
    Ok(survivor(db, id)?.map(|row| row.case))
}

/// Claims a case that a caller may see and the one in which it goes on, that with the
/// lower number first. Where it was merged or parted in between, all of it is done again.
pub(crate) fn claim(
    db: &Db,
    id: CaseId,
    goes_on: Option<CaseId>,
    sight: &Sight,
) -> Result<(Option<Claimed>, Option<Claimed>), StoreError> {
    let other = |id: CaseId| cases::claim(db, id, &Sight::All);
    let (row, other) = match goes_on {
        None => (cases::claim(db, id, sight)?, None),
        Some(into) if into < id => {
            let into = other(into)?;
            (cases::claim(db, id, sight)?, into)
        }
        Some(into) => (cases::claim(db, id, sight)?, other(into)?),
    };
    let still = goes_on.is_none() || survivor(db, id)?.map(|row| row.case) == goes_on;
    if still { Ok((row, other)) } else { Err(StoreError::Conflict("the case was parted again".into())) }
}

/// Puts what is said to a merged case on the record of the one that goes on, and notes
/// in this one where it stands; gives the row of this one.
pub(crate) fn pass_on(
    db: &Db,
    app: &App,
    (row, other): (Claimed, Claimed),
    actor: Actor,
    order: &Order,
) -> Result<Claimed, AppError> {
    let number = CaseNumber::parse(&row.number).ok_or(AppError::NotFound)?;
    let into = CaseNumber::parse(&other.number).ok_or(AppError::NotFound)?;
    let complainant = match actor {
        Actor::Complainant(place) => place,
        _ => order.command.said_by().unwrap_or(REPRESENTATIVE),
    };
    if let Command::Conversation(ConversationCommand::RecordMessage(words)) = &order.command
        && words.complainants.len() > 1
    {
        // What comes by this way is of one of those who complained here.
        return Err(AppError::Invalid(vec![FieldError::new("complainants", "one_of_merged")]));
    }
    let via = Via { case: number, complainant };
    let mut theirs = Order { via: Some(via), ..order.clone() };
    if let Command::Files(FileCommand::AttachFiles { about, .. }) = &mut theirs.command {
        // The entry that was named is one of the merged case.
        *about = None;
    }
    let step = execute::step(db, app, other, actor, &theirs)?;
    let entries = step.events.iter().filter(|event| event.fact.via() == Some(via)).map(|event| event.seq).collect();
    rules::follow(db, app, step)?;
    let noted = Order::new(Command::Connections(ConnectionCommand::PassOn(PassedOn { into, entries })), Vec::new());
    execute::carry_out(db, app, row, actor, &noted)
}

/// The same refusal with the case that goes on at the end of all merges.
pub(crate) fn naming_the_last(db: &Db, error: AppError) -> AppError {
    let AppError::Rejected(Rejection::Connections(ConnectionRejection::GoesOn { into })) = error else { return error };
    let last = survivor(db, into.serial()).ok().flatten().and_then(|row| CaseNumber::parse(&row.number));
    Rejection::Connections(ConnectionRejection::GoesOn { into: last.unwrap_or(into) }).into()
}

/// Who of one case is who of another, by telephone number or address: those who complain
/// in the first, in order.
pub(crate) fn same_persons(db: &Db, of: CaseId, other: CaseId) -> Result<Vec<Option<i64>>, AppError> {
    let persons = |id: CaseId| -> Result<Vec<Option<Person>>, AppError> {
        let row = cases::find(db, id, &Sight::All)?.ok_or(AppError::NotFound)?;
        Ok(read::dossier_of(db, row)?.complainants().into_iter().map(|told| told.person).collect())
    };
    let others = persons(other)?;
    let place = |person: &Option<Person>| {
        let same = |one: &Option<Person>| matches!((person, one), (Some(a), Some(b)) if is_same(a, b));
        others.iter().position(same).and_then(|place| i64::try_from(place + 1).ok())
    };
    Ok(persons(of)?.iter().map(place).collect())
}

fn is_same(one: &Person, other: &Person) -> bool {
    let phones = one.phone.as_deref().zip(other.phone.as_deref());
    let emails = one.email.as_deref().zip(other.email.as_deref());
    phones.is_some_and(|(a, b)| phone_digits(a) == phone_digits(b))
        || emails.is_some_and(|(a, b)| a.eq_ignore_ascii_case(b))
}

/// Where it stands what was said to a case while it was merged.
pub(crate) fn told_elsewhere(db: &Db, id: CaseId) -> Result<BTreeMap<CaseId, Vec<Seq>>, AppError> {
    let mut told: BTreeMap<CaseId, Vec<Seq>> = BTreeMap::new();
    if cases::find(db, id, &Sight::All)?.is_none() {
        return Ok(told);
    }
    let (case, _) = execute::load(db, id, Seq::MAX)?;
    for (into, entry) in case.connections.passed_on {
        told.entry(into.serial()).or_default().push(entry);
    }
    Ok(told)
}

/// Claims those of these cases that have a lower number than the one to be claimed.
pub(crate) fn claim_before(db: &Db, id: CaseId) -> Result<(), AppError> {
    for other in told_elsewhere(db, id)?.into_keys().filter(|other| *other < id) {
        cases::claim(db, other, &Sight::All)?;
    }
    Ok(())
}

/// Entries with those that translate or correct them.
pub(crate) fn with_renderings<'a>(events: impl IntoIterator<Item = &'a Event>, mut entries: Vec<Seq>) -> Vec<Seq> {
    for event in events {
        let of = match &event.fact {
            Fact::Conversation(ConversationFact::TranslationAdded(f)) => f.of,
            Fact::Corrections(CorrectionFact::EntryCorrected(f)) => f.corrects,
            _ => continue,
        };
        if entries.contains(&of) {
            entries.push(event.seq);
        }
    }
    entries
}

/// The entries of a record whose words came by way of a case that is under restriction,
/// with those that translate or correct them. The record itself is asked: rows may be
/// made anew.
pub(crate) fn behind_restriction(db: &Db, events: &[Event]) -> Result<Vec<Seq>, StoreError> {
    let ways: BTreeSet<CaseId> = events.iter().filter_map(|event| Some(event.fact.via()?.case.serial())).collect();
    let mut closed = BTreeSet::new();
    for way in ways {
        if execute::load(db, way, Seq::MAX)?.0.privacy.restriction.is_some() {
            closed.insert(way);
        }
    }
    let by_way = |event: &&Event| event.fact.via().is_some_and(|via| closed.contains(&via.case.serial()));
    let entries = events.iter().filter(by_way).map(|event| event.seq).collect();
    Ok(with_renderings(events, entries))
}

/// Brings the index of the cases up to date in which something stands that was said to
/// one while it was merged, which came under restriction or came out of it.
pub(crate) fn reindex_elsewhere(db: &Db, id: CaseId) -> Result<(), AppError> {
    for other in told_elsewhere(db, id)?.into_keys() {
        if let Some(row) = cases::claim(db, other, &Sight::All)? {
            execute::reindex(db, row)?;
        }
    }
    Ok(())
}

/// The same, all in one list.
pub(crate) fn all_beside(db: &Db, dossier: &Dossier) -> Result<Vec<Dossier>, AppError> {
    let (mut records, now) = beside(db, dossier)?;
    records.extend(now);
    Ok(records)
}

/// The records in which something stands that was said to a case while it was merged,
/// and that of the case that goes on now, last.
pub(crate) fn beside(db: &Db, dossier: &Dossier) -> Result<(Vec<Dossier>, Option<Dossier>), AppError> {
    let now = survivor(db, dossier.view.row.case)?;
    let passed = dossier.case().map(|case| case.connections.passed_on).unwrap_or_default();
    let mut before: Vec<CaseId> = passed.iter().map(|(into, _)| into.serial()).collect();
    before.sort_unstable();
    before.dedup();
    let mut records = Vec::new();
    for id in before.into_iter().filter(|id| now.as_ref().is_none_or(|row| row.case != *id)) {
        if let Some(row) = cases::find(db, id, &Sight::All)? {
            records.push(read::dossier_of(db, row)?);
        }
    }
    Ok((records, now.map(|row| read::dossier_of(db, row)).transpose()?))
}
