//! The times at which a case was told of a person, or of its matter.

use crate::model::dossier::{Dossier, Entry};
use crate::model::matter::{extracts, living};
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ComplainantFact, IntakeFact, PersonOfCase};
use homeward_domain::record::ContentRef;

/// A time at which somebody was told of.
pub(crate) struct Telling<'a> {
    /// The entry that told it.
    pub told: &'a Entry,
    /// The entry in which what is left of it lies.
    pub lies: &'a Entry,
    /// What is left of it.
    pub reference: ContentRef,
}

/// Each time at which a person of a case was told of, in order.
pub(crate) fn tellings(dossier: &Dossier, whose: PersonOfCase) -> Vec<Telling<'_>> {
    let mut joined = 0;
    let find = |entry: &Entry| match (&entry.event.fact, whose) {
        (Fact::Intake(IntakeFact::CaseReceived(f)), PersonOfCase::Complainant(place)) => {
            joined = i64::try_from(f.complainants.len()).unwrap_or(0);
            nth(&f.complainants, place).and_then(|one| one.person)
        }
        (Fact::Intake(IntakeFact::MatterAdded(f)), PersonOfCase::Complainant(place)) => {
            let of_joined = nth(&f.joined, place - joined).and_then(|one| one.person);
            joined += i64::try_from(f.joined.len()).unwrap_or(0);
            let told = f.of_complainant.as_ref().filter(|told| told.complainant == place);
            told.and_then(|told| told.person).or(of_joined)
        }
        (Fact::Complainants(ComplainantFact::RepresentativeNamed(f)), PersonOfCase::Representative(number))
            if f.representative == number =>
        {
            Some(f.person)
        }
        _ => None,
    };
    located(dossier, find)
}

/// Each time at which booking, place and persons of a case were told of, in order.
pub(crate) fn tellings_of_matter(dossier: &Dossier) -> Vec<Telling<'_>> {
    located(dossier, |entry| match &entry.event.fact {
        Fact::Intake(IntakeFact::CaseReceived(f)) => f.particulars,
        Fact::Intake(IntakeFact::MatterAdded(f)) => f.particulars,
        _ => None,
    })
}

fn located(dossier: &Dossier, mut find: impl FnMut(&Entry) -> Option<ContentRef>) -> Vec<Telling<'_>> {
    let extracts = extracts(dossier.entries.iter().map(|entry| &entry.event));
    let mut all = Vec::new();
    for told in &dossier.entries {
        let Some(reference) = find(told) else { continue };
        let (seq, reference) = living(&extracts, told.event.seq, reference);
        all.extend(dossier.entry(seq).map(|lies| Telling { told, lies, reference }));
    }
    all
}

/// The one at a place, from 1.
pub(crate) fn nth<T>(all: &[T], place: i64) -> Option<&T> {
    usize::try_from(place - 1).ok().and_then(|place| all.get(place))
}
