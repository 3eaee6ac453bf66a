//! The case in which the matter of a merged one goes on, and what came to a case by way
//! of another (journey §4).

use crate::ground::error::AppError;
use crate::model::replay::load;
use homeward_domain::case::event::{ConversationFact, CorrectionFact};
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::{CaseStatus, Command, Event, Fact, Rejection};
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
        let (case, _) = load(db, merged.case, Seq::MAX)?;
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

/// The same refusal with the case that goes on at the end of all merges.
pub(crate) fn naming_the_last(db: &Db, error: AppError) -> AppError {
    let AppError::Rejected(Rejection::Connections(ConnectionRejection::GoesOn { into })) = error else { return error };
    let last = survivor(db, into.serial()).ok().flatten().and_then(|row| CaseNumber::parse(&row.number));
    Rejection::Connections(ConnectionRejection::GoesOn { into: last.unwrap_or(into) }).into()
}

/// Where it stands what was said to a case while it was merged.
pub(crate) fn told_elsewhere(db: &Db, id: CaseId) -> Result<BTreeMap<CaseId, Vec<Seq>>, AppError> {
    let mut told: BTreeMap<CaseId, Vec<Seq>> = BTreeMap::new();
    if cases::find(db, id, &Sight::All)?.is_none() {
        return Ok(told);
    }
    let (case, _) = load(db, id, Seq::MAX)?;
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
        if load(db, way, Seq::MAX)?.0.privacy.restriction.is_some() {
            closed.insert(way);
        }
    }
    let by_way = |event: &&Event| event.fact.via().is_some_and(|via| closed.contains(&via.case.serial()));
    let entries = events.iter().filter(by_way).map(|event| event.seq).collect();
    Ok(with_renderings(events, entries))
}
