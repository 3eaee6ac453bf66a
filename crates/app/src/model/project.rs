//! From a case to its row in the lists and its words in the index.

use crate::model::dossier::Details;
use crate::model::matter::{Matter, Particulars, Person};
use crate::model::replay::load;
use crate::model::survivor;
use crate::model::view::clocks_json;
use homeward_domain::case::event::{ComplainantFact, FileFact, IntakeFact, PrivacyFact, ResponsibilityFact};
use homeward_domain::case::files::papers::papers;
use homeward_domain::case::{Case, Event, Fact};
use homeward_domain::catalogue::Grade;
use homeward_domain::contact::phone_digits;
use homeward_domain::number::CaseNumber;
use homeward_domain::promises::{ClockState, Subject};
use homeward_domain::record::{ContentRef, Hash};
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::cases::{self, CaseRow, Claimed};
use homeward_store::contents::Body;
use homeward_store::search;
use homeward_store::{Db, StoreError, contents};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// The most characters of a gist.
const GIST_CHARS_MAX: usize = 60;

/// The readable parts of a row; gone after an erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Readable {
    pub external_reference: Option<String>,
    pub person_name: Option<String>,
    pub gist: Option<String>,
}

impl Readable {
    /// From what came in.
    pub fn new(person: Option<&Person>, particulars: &Particulars, text: &str) -> Self {
        Self {
            external_reference: particulars.external_reference.clone(),
            person_name: person.map(|p| p.name.clone()),
            gist: Some(gist(text)),
        }
    }

    /// The same row with these texts.
    pub fn put_in(self, row: CaseRow) -> CaseRow {
        let Self { external_reference, person_name, gist } = self;
        CaseRow { external_reference, person_name, gist, ..row }
    }

    /// What a row holds now.
    pub fn of_row(row: &CaseRow) -> Self {
        Self {
            external_reference: row.external_reference.clone(),
            person_name: row.person_name.clone(),
            gist: row.gist.clone(),
        }
    }
}

/// The row of a case.
pub(crate) fn row(id: CaseId, case: &Case, head: Hash, source: String, readable: Readable) -> CaseRow {
    // What is under restriction is in no list and in no index.
    let readable = if case.privacy.restriction.is_some() { Readable::default() } else { readable };
    CaseRow {
        case: id,
        number: CaseNumber::new(id, case.created_at).to_string(),
        kind: case.triage.kind.as_str().into(),
        state: case.state().as_str().into(),
        is_open: case.is_at_work(),
        channel: case.intake.channel.as_str().into(),
        category: case.triage.category.as_ref().map(ToString::to_string).unwrap_or_default(),
        nature: case.triage.nature.as_str().into(),
        danger: case.triage.danger,
        grade_rank: case.triage.severity.as_ref().map_or(0, |severity| grade_rank(severity.grade)),
        owner: case.team.owner.unwrap_or(0),
        created_at: case.created_at.0,
        received_at: case.received_at.0,
        updated_at: case.updated_at.0,
        next_due_at: case.next_due_at().unwrap_or(Timestamp::LATEST).0,
        next_alarm_at: case.next_alarm_at().map(|at| at.0),
        seq: case.seq,
        head,
        clocks: clocks_json(case),
        source,
        external_key: case.intake.external_key.clone(),
        external_reference: readable.external_reference,
        person_name: readable.person_name,
        gist: readable.gist,
        ended_at: case.status.ended_at().map(|at| at.0),
        link_generation: case.complainants.link_generations.first().copied().unwrap_or(1),
        late: late(case),
        restricted: case.privacy.restriction.is_some(),
        unit: case.team.unit.clone().unwrap_or_default(),
    }
}

/// How many promises to the complainant are broken and still not met.
fn late(case: &Case) -> i64 {
    let is_late = |state: ClockState| matches!(state, ClockState::Breached { met_at: None });
    let count = case.clocks.iter().filter(|c| c.subject == Subject::Case && is_late(c.clock.state)).count();
    if case.is_at_work() { i64::try_from(count).unwrap_or(i64::MAX) } else { 0 }
}

/// The place of a grade in the order of lists, from 1; 0 stands for none.
fn grade_rank(grade: Grade) -> i64 {
    Grade::ALL.iter().zip(1..).find(|(one, _)| **one == grade).map_or(0, |(_, rank)| rank)
}

/// The first line of what happened, cut to a length that fits a row.
fn gist(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= GIST_CHARS_MAX {
        return line;
    }
    line.chars().take(GIST_CHARS_MAX - 1).chain(['…']).collect()
}

/// The words under which a new case is found, its number aside.
pub(crate) fn intake_words(persons: &[&Person], particulars: &Particulars, texts: &[&str]) -> String {
    let phones = persons.iter().filter_map(|p| p.phone.as_deref()).map(phone_digits);
    let initials = persons.iter().flat_map(|p| search::initials(&p.name));
    let made: Vec<String> = phones.chain(initials).collect();
    let of_persons = persons.iter().flat_map(|p| {
        [Some(p.name.as_str()), p.phone.as_deref(), p.email.as_deref(), p.company.as_deref()].into_iter().flatten()
    });
    let made = made.iter().map(String::as_str);
    search::words(texts.iter().copied().chain(of_persons).chain(particulars.texts()).chain(made))
}

/// The words of a case's number, which is known only in the transaction.
pub(crate) fn with_number(words: &str, number: &str) -> String {
    let mut all = search::words([number]);
    if !words.is_empty() {
        all.push(' ');
        all.push_str(words);
    }
    all
}

/// Row texts and words of a case as it is kept; nobody finds it by words that came by way
/// of a case under restriction.
pub(crate) fn found_now(db: &Db, id: CaseId, events: &[Event]) -> Result<(Readable, String), StoreError> {
    let mut bodies = contents::of_case(db, id)?;
    let withheld = survivor::behind_restriction(db, events)?;
    bodies.retain(|body| !withheld.contains(&body.seq));
    from_record(events, &bodies)
}

/// Row texts and words of a case from its events and what is left of its bodies.
pub(crate) fn from_record(events: &[Event], bodies: &[Body]) -> Result<(Readable, String), StoreError> {
    let bodies: HashMap<(i64, i64), &str> =
        bodies.iter().filter_map(|b| Some(((b.seq, b.slot), b.kept.as_ref()?.1.as_str()))).collect();
    let Some(Event { fact: Fact::Intake(IntakeFact::CaseReceived(received)), .. }) = events.first() else {
        return Err(StoreError::corrupt("a case does not begin as one"));
    };
    let matter = Matter::of(events, |seq, reference| bodies.get(&(seq, reference.slot)).copied());
    if is_restricted(events) {
        return Ok((Readable::default(), String::new()));
    }
    let of_first = |reference: Option<ContentRef>| reference.and_then(|r| bodies.get(&(1, r.slot)).copied());
    // Where the data of the first went, the others stand for the case.
    let gone: Vec<i64> = events.iter().filter_map(erased_one).collect();
    let first = (1..).zip(&matter.complainants).find(|(place, _)| !gone.contains(place));
    let representative = first.and_then(|(_, told)| told.person.as_ref());
    let readable = match &matter.statement {
        Some(text) => Readable::new(representative, &matter.particulars, text),
        None => Readable::default(),
    };
    let wishes = received.complainants.iter().filter_map(|c| of_first(c.desired_outcome));
    let result = of_first(received.history.as_ref().and_then(|h| h.result));
    let papers = papers(events.iter().map(|event| &event.fact));
    let later: Vec<Cow<str>> = events[1..].iter().flat_map(|event| found_by(event, &papers, &bodies)).collect();
    let earlier = matter.earlier.iter().flat_map(Particulars::texts);
    let texts = matter.statement.as_deref().into_iter().chain(wishes).chain(result);
    let texts: Vec<&str> = texts.chain(later.iter().map(AsRef::as_ref)).chain(earlier).collect();
    let persons: Vec<&Person> = matter.persons.iter().collect();
    Ok((readable, intake_words(&persons, &matter.particulars, &texts)))
}

/// Whose data an event erased, of several who complain.
fn erased_one(event: &Event) -> Option<i64> {
    if let Fact::Privacy(PrivacyFact::ContentsErased(erased)) = &event.fact { erased.complainant } else { None }
}

/// Whether the record leaves its case under restriction.
fn is_restricted(events: &[Event]) -> bool {
    let said = events.iter().rev().find_map(|event| match event.fact {
        Fact::Privacy(PrivacyFact::ProcessingRestricted(_)) => Some(true),
        Fact::Privacy(PrivacyFact::RestrictionLifted(_)) => Some(false),
        _ => None,
    });
    said.unwrap_or(false)
}

/// The words of a later entry that a search finds: of a file its name, of an identity
/// paper and of what a member of staff answers for nothing.
fn found_by<'a>(event: &Event, papers: &BTreeSet<i64>, bodies: &HashMap<(i64, i64), &'a str>) -> Vec<Cow<'a, str>> {
    let words = |r: ContentRef| bodies.get(&(event.seq, r.slot)).copied();
    match &event.fact {
        Fact::Responsibility(ResponsibilityFact::StaffResponsibilityNamed(_)) => Vec::new(),
        Fact::Files(FileFact::FileAttached(file)) if papers.contains(&file.file) => Vec::new(),
        // Persons and particulars stand among those of the matter.
        Fact::Intake(IntakeFact::MatterAdded(added)) => {
            let joined = added.joined.iter().filter_map(|one| one.desired_outcome);
            let told = added.of_complainant.as_ref().and_then(|told| told.desired_outcome);
            joined.chain(told).chain(added.statement).filter_map(words).map(Cow::Borrowed).collect()
        }
        Fact::Complainants(ComplainantFact::RepresentativeNamed(named)) => {
            named.authorisation.and_then(words).map(Cow::Borrowed).into_iter().collect()
        }
        Fact::Files(FileFact::FileAttached(file)) => {
            let details = words(file.details).and_then(|text| serde_json::from_str::<Details>(text).ok());
            details.into_iter().map(|details| Cow::Owned(details.name)).collect()
        }
        fact => fact.contents().into_iter().filter_map(words).map(Cow::Borrowed).collect(),
    }
}

/// Brings the index up to date with what is left of a case's words, and its row
/// with who complains now.
pub(crate) fn reindex(db: &Db, row: Claimed) -> Result<Claimed, StoreError> {
    let (_, events) = load(db, row.case, Seq::MAX)?;
    let (readable, words) = found_now(db, row.case, &events)?;
    search::replace(db, row.case, &with_number(&words, &row.number))?;
    if Readable::of_row(&row) == readable {
        return Ok(row);
    }
    cases::replace(db, &row, readable.put_in((*row).clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_is_one_line_of_limited_length() {
        assert_eq!(gist("导游强制购物\n要求退款"), "导游强制购物 要求退款");
        let long = gist(&"退".repeat(200));
        assert_eq!((long.chars().count(), long.ends_with('…')), (GIST_CHARS_MAX, true));
    }
}
