//! A case with its whole record and what is left of its words.

use crate::ground::mask::{mask_email, mask_phone};
use crate::model::matter::{Matter, Particulars, Person, Told};
use crate::model::view::CaseView;
use homeward_domain::Seq;
use homeward_domain::case::event::{
    CaseReceived, ComplainantFact, CorrectionFact, EntryCorrected, FileFact, History, IntakeFact, PlanFact,
    PrivacyFact, ResponsibilityFact,
};
use homeward_domain::case::page::Stands;
use homeward_domain::case::{Case, Event, Fact, is_written_by_an_act};
use homeward_domain::number::CaseNumber;
use homeward_domain::record::{ContentRef, Hash, StoredEvent};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// How far behind a message the entry of its act may stand: no act moves more clocks.
const BEHIND_MAX: usize = 200;

/// One entry of a case's record with the words that belong to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// As stored.
    pub stored: StoredEvent,
    /// As rules read it.
    pub event: Event,
    /// What is left of its bodies, by slot; an erased one is `None`.
    pub bodies: Vec<(i64, Option<String>)>,
    /// Whether its bodies are kept and its reader may not see them: it came by way of a
    /// case under restriction. They are `None` then as well.
    pub withheld: bool,
    /// The entry that withdrew it, because what it says did not happen.
    pub withdrawn: Option<Withdrawn>,
}

/// What the record says of a file, under a salt of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Its name as it came.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
    /// Where it lies in the store.
    pub key: String,
}

/// That what an entry says did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// The entry that says so.
    pub by: Seq,
    /// What the complainant reads of it, where they read anything and it was not erased.
    pub for_page: Option<String>,
    /// Whether an act wrote its words, which stand on the page whoever was told of them.
    pub stands_on_page: bool,
    /// Whether it did happen, and does not stand without an entry that did not.
    pub fell: bool,
}

impl Entry {
    /// The words of one of its references; `None` after an erasure.
    pub fn words(&self, reference: ContentRef) -> Option<&str> {
        self.bodies.iter().find(|(slot, _)| *slot == reference.slot).and_then(|(_, body)| body.as_deref())
    }
}

impl Entry {
    /// How it stands on the page of those who complain.
    pub fn stands(&self) -> Stands {
        let Some(withdrawn) = &self.withdrawn else { return Stands::AsWritten };
        match (withdrawn.stands_on_page, withdrawn.for_page.is_some()) {
            (true, false) => Stands::AsWritten,
            (true, true) => Stands::PutRight,
            (false, told) => Stands::Withdrawn { told },
        }
    }

    /// The slots of its bodies that hold fields rather than words.
    pub fn personal_slots(&self) -> Vec<i64> {
        match &self.event.fact {
            Fact::Intake(IntakeFact::CaseReceived(received)) => {
                let persons = received.complainants.iter().filter_map(|c| c.person);
                persons.chain(received.particulars).map(|reference| reference.slot).collect()
            }
            Fact::Intake(IntakeFact::MatterAdded(added)) => {
                let joined = added.joined.iter().filter_map(|one| one.person);
                let told = added.of_complainant.as_ref().and_then(|told| told.person);
                joined.chain(told).chain(added.particulars).map(|reference| reference.slot).collect()
            }
            Fact::Complainants(ComplainantFact::RepresentativeNamed(named)) => vec![named.person.slot],
            Fact::Privacy(PrivacyFact::ContentsErased(erased)) => {
                erased.extracts.iter().map(|extract| extract.words.slot).collect()
            }
            Fact::Files(FileFact::FileAttached(file)) => vec![file.details.slot],
            Fact::Responsibility(ResponsibilityFact::StaffResponsibilityNamed(named)) => vec![named.details.slot],
            _ => Vec::new(),
        }
    }

    /// The fields of a person or a matter that an addition told, with their values;
    /// contact points masked, address left out.
    pub fn told_fields(&self) -> Vec<(&'static str, String)> {
        let (person, particulars) = match &self.event.fact {
            Fact::Intake(IntakeFact::MatterAdded(f)) => {
                (f.of_complainant.as_ref().and_then(|told| told.person), f.particulars)
            }
            Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) => (Some(f.person), None),
            _ => return Vec::new(),
        };
        let person: Person = person.and_then(|r| serde_json::from_str(self.words(r)?).ok()).unwrap_or_default();
        let matter: Particulars =
            particulars.and_then(|r| serde_json::from_str(self.words(r)?).ok()).unwrap_or_default();
        let all = [
            ("name", Some(person.name).filter(|name| !name.is_empty())),
            ("phone", person.phone.map(|phone| mask_phone(&phone))),
            ("email", person.email.map(|email| mask_email(&email))),
            ("company", person.company),
            ("booking_reference", matter.booking_reference),
            ("place", matter.place),
            ("persons_involved", matter.persons_involved),
            ("zone", matter.zone),
        ];
        all.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
    }

    /// What the record says of a file that was attached; `None` after an erasure.
    pub fn file_details(&self) -> Option<Details> {
        let Fact::Files(FileFact::FileAttached(file)) = &self.event.fact else { return None };
        serde_json::from_str(self.words(file.details)?).ok()
    }

    /// Who of the staff answers for what, by an entry that says so.
    pub fn staff_responsibility(&self) -> Option<StaffResponsibility> {
        let Fact::Responsibility(ResponsibilityFact::StaffResponsibilityNamed(named)) = &self.event.fact else {
            return None;
        };
        serde_json::from_str(self.words(named.details)?).ok()
    }
}

/// Notes at each entry that it was withdrawn. What is read of a record begins anywhere
/// and goes to its end, so that whatever withdraws an entry is among it.
pub(crate) fn note_withdrawals(entries: &mut [Entry]) {
    let notes: Vec<(usize, Withdrawn)> = entries.iter().flat_map(|entry| withdrawals(entries, entry)).collect();
    for (place, withdrawn) in notes {
        entries[place].withdrawn = Some(withdrawn);
    }
}

/// What an entry withdraws, by place, with what fell by it.
fn withdrawals(entries: &[Entry], by: &Entry) -> Vec<(usize, Withdrawn)> {
    let Fact::Corrections(CorrectionFact::EntryCorrected(correction)) = &by.event.fact else { return Vec::new() };
    if !correction.withdraws {
        return Vec::new();
    }
    let fallen = correction.with.iter().filter_map(|seq| {
        let place = entries.iter().position(|entry| entry.event.seq == *seq)?;
        Some((place, Withdrawn { by: by.event.seq, for_page: None, stands_on_page: false, fell: true }))
    });
    withdrawal(entries, by, correction).into_iter().chain(fallen).collect()
}

fn withdrawal(entries: &[Entry], by: &Entry, correction: &EntryCorrected) -> Option<(usize, Withdrawn)> {
    let place = entries.iter().position(|entry| entry.event.seq == correction.corrects)?;
    let behind: Vec<&Event> = entries[place + 1..].iter().take(BEHIND_MAX).map(|entry| &entry.event).collect();
    let for_page = correction.for_page.and_then(|words| by.words(words)).map(str::to_owned);
    let stands_on_page = is_written_by_an_act(&entries[place].event, &behind);
    Some((place, Withdrawn { by: by.event.seq, for_page, stands_on_page, fell: false }))
}

/// What a member of staff answers for; for those alone who have the right to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffResponsibility {
    /// The member of staff by number.
    pub staff: i64,
    /// For what.
    pub text: String,
}

/// Cases under restriction that a record names, whose numbers its reader may not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed(pub(crate) BTreeSet<String>);

impl Closed {
    /// Whether the number of a case is not shown.
    pub fn has(&self, number: CaseNumber) -> bool {
        !self.0.is_empty() && self.0.contains(&number.to_string())
    }

    /// The same of a number in words.
    pub fn has_written(&self, number: &str) -> bool {
        self.0.contains(number)
    }
}

/// A case with its whole record.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The case.
    pub view: CaseView,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// The cases that it names and whose numbers its reader may not know.
    pub closed: Closed,
}

impl Dossier {
    /// Who complains, the representative first. A person is `None` for an
    /// anonymous one and after an erasure.
    pub fn complainants(&self) -> Vec<Told> {
        self.matter().complainants
    }

    /// What was told of the matter, at the intake and since.
    pub fn matter(&self) -> Matter {
        let words = |seq: Seq, reference: ContentRef| self.entry(seq)?.words(reference);
        Matter::of(self.entries.iter().map(|entry| &entry.event), words)
    }

    /// The representative; `None` for an anonymous one and after an erasure.
    pub fn person(&self) -> Option<Person> {
        self.complainants().into_iter().next()?.person
    }

    /// Booking, place and references.
    pub fn particulars(&self) -> Particulars {
        self.matter().particulars
    }

    /// What happened, as it was told.
    pub fn statement(&self) -> Option<&str> {
        self.entries.first()?.words(self.received()?.statement)
    }

    /// Where another system had brought an imported case, and the result in words.
    pub fn history(&self) -> Option<(&History, Option<&str>)> {
        let history = self.received()?.history.as_ref()?;
        Some((history, history.result.and_then(|result| self.entries.first()?.words(result))))
    }

    /// What the complainant wants.
    pub fn desired_outcome(&self) -> Option<String> {
        self.complainants().into_iter().next()?.desired_outcome
    }

    /// The words of a measure that stands in a plan: entry, option and place, from 1.
    pub fn planned_measure(&self, (seq, option, place): (Seq, i64, i64)) -> Option<String> {
        let entry = self.entry(seq)?;
        let Fact::Plans(PlanFact::PlanProposed(plan)) = &entry.event.fact else { return None };
        let option = plan.options.get(usize::try_from(option - 1).ok()?)?;
        let measure = option.measures.get(usize::try_from(place - 1).ok()?)?;
        entry.words(measure.words).map(str::to_owned)
    }

    /// The facts of an entry as its reader may know them: in the place of the number of a
    /// case under restriction stands null, beside `restricted`.
    pub fn payload(&self, entry: &Entry) -> Value {
        let mut payload = serde_json::from_str(&entry.stored.payload).unwrap_or(Value::Null);
        without_numbers(&mut payload, &self.closed);
        payload
    }

    /// Its entries without those that were withdrawn.
    pub fn standing(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.withdrawn.is_none())
    }

    /// The case as its whole record leaves it.
    pub fn case(&self) -> Option<Case> {
        Case::replay(self.entries.iter().map(|entry| &entry.event))
    }

    /// The entry at a place.
    pub fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.event.seq == seq)
    }

    fn received(&self) -> Option<&CaseReceived> {
        match &self.entries.first()?.event.fact {
            Fact::Intake(IntakeFact::CaseReceived(received)) => Some(received),
            _ => None,
        }
    }
}

/// Takes numbers out of facts, wherever they stand; tells whether there was one.
fn without_numbers(facts: &mut Value, closed: &Closed) -> bool {
    match facts {
        Value::String(text) if closed.has_written(text) => {
            *facts = Value::Null;
            true
        }
        Value::Array(items) => {
            let gone = items.iter_mut().map(|item| without_numbers(item, closed)).collect::<Vec<_>>();
            gone.contains(&true)
        }
        Value::Object(fields) => {
            let gone = fields.values_mut().map(|field| without_numbers(field, closed)).collect::<Vec<_>>();
            if gone.contains(&true) {
                fields.insert("restricted".into(), true.into());
            }
            false
        }
        _ => false,
    }
}
