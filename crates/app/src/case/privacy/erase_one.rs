//! An erasure that one of several who complain has asked for: their data and words go,
//! and nobody else's. The last of a group whose data are kept takes along what is of all.

use crate::ground::error::{AppError, FieldError};
use crate::model::dossier::Dossier;
use crate::privacy::journal::{Deed, OneOfGroup};
use homeward_domain::Seq;
use homeward_domain::case::event::Event;
use homeward_domain::case::page::{self, Reader};
use homeward_domain::case::privacy::of_one::{OfOne, bodies_of};
use homeward_domain::case::rejection::ComplainantRejection;
use homeward_domain::case::who::Via;
use homeward_domain::case::{Rejection, decide};
use homeward_domain::catalogue::ErasureGround;
use homeward_domain::number::CaseNumber;

/// Whose data an erasure on a ground is about; nobody where it is the whole case. `told`
/// is who was named: where a person asks, one of several has to be.
pub(super) fn whose(dossier: &Dossier, ground: ErasureGround, told: Option<i64>) -> Result<Option<i64>, AppError> {
    let case = dossier.case().ok_or(AppError::NotFound)?;
    let count = i64::try_from(case.complainants.stances.len()).unwrap_or(i64::MAX);
    let invalid = |code| Err(AppError::Invalid(vec![FieldError::new("complainant", code)]));
    match told {
        None if count > 1 && decide::is_asked_by_person(ground) => invalid("required"),
        Some(_) if !decide::is_asked_by_person(ground) => invalid("ground_of_whole_case"),
        Some(place) if place > count => {
            Err(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }).into())
        }
        Some(place) if count > 1 && case.complainants.keeps_others(place) => Ok(Some(place)),
        _ => Ok(None),
    }
}

/// What is kept of one of those who complain.
pub(super) fn of_one(dossier: &Dossier, complainant: i64) -> Option<OfOne> {
    let case = dossier.case()?;
    let events = dossier.entries.iter().map(|entry| &entry.event);
    Some(OfOne { complainant, bodies: bodies_of(events, &case, complainant) })
}

/// What the journal says of an erasure.
pub(super) fn deed(dossier: &Dossier, ground: ErasureGround, complainant: Option<i64>) -> Deed {
    let case = dossier.view.row.case;
    match complainant.and_then(|place| named(dossier, place)) {
        Some(one) => Deed::ErasedOne(case, ground, one),
        None => Deed::Erased(case, ground),
    }
}

fn named(dossier: &Dossier, place: i64) -> Option<OneOfGroup> {
    let joined = page::joined(dossier.entries.iter().map(|entry| &entry.event), place);
    Some(OneOfGroup { place, joined: dossier.entry(joined)?.stored.hash })
}

/// Refuses to do it again where somebody else stands in the place of the one: a case goes
/// on otherwise after a restore.
pub(super) fn must_be_the_same(dossier: &Dossier, one: OneOfGroup) -> Result<(), AppError> {
    if named(dossier, one.place) == Some(one) { Ok(()) } else { Err(Rejection::NothingToChange.into()) }
}

/// Those entries of another case, which were said to a merged one, that were said by one.
pub(super) fn said_by(merged: &str, there: &Dossier, entries: &[Seq], complainant: i64) -> Vec<Seq> {
    let Some(case) = CaseNumber::parse(merged) else { return Vec::new() };
    let via = Via { case, complainant };
    let is_theirs = |event: &Event| {
        let has_said = !page::own_words(&event.fact, event.actor, complainant).is_empty();
        event.fact.via() == Some(via) && (has_said || page::has_sent(event, Reader::ByWay(via)))
    };
    let theirs = there.entries.iter().map(|entry| &entry.event).filter(|event| is_theirs(event));
    theirs.map(|event| event.seq).filter(|seq| entries.contains(seq)).collect()
}
