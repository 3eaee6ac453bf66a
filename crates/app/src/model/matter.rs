//! What was told of a matter: at the intake, and by everything added since.
//! What is told anew counts; what was told before stays on the record.

use homeward_domain::Seq;
use homeward_domain::case::event::{
    Complainant, ComplainantFact, IntakeFact, MatterAdded, PrivacyFact, RepresentativeNamed,
};
use homeward_domain::case::{Event, Fact};
use homeward_domain::catalogue::{ComplainantType, Item, RepresentativeRole};
use homeward_domain::record::ContentRef;
use homeward_domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A person as kept in a body: name and contact points, and what a document or
/// the law needs (least data).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Full name; empty where only something else is told of a person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Telephone number as told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Gender as told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Age in years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
    /// Nationality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nationality: Option<String>,
    /// Occupation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occupation: Option<String>,
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Postal address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Person {
    /// The same person with what is told anew.
    #[must_use]
    pub fn with(self, newer: Self) -> Self {
        Self {
            name: if newer.name.is_empty() { self.name } else { newer.name },
            phone: newer.phone.or(self.phone),
            email: newer.email.or(self.email),
            gender: newer.gender.or(self.gender),
            age: newer.age.or(self.age),
            nationality: newer.nationality.or(self.nationality),
            occupation: newer.occupation.or(self.occupation),
            company: newer.company.or(self.company),
            address: newer.address.or(self.address),
        }
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
    pub(crate) fn of(person: &Person) -> Self {
        let told = [("phone", &person.phone), ("email", &person.email), ("address", &person.address)];
        let told = told.into_iter().filter_map(|(field, value)| Some((field, value.clone()?)));
        Self { name: person.name.clone(), told: told.collect() }
    }
}

/// What else the record holds of a matter, kept in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Number of the booking.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booking_reference: Option<String>,
    /// The sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// Where it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who was involved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons_involved: Option<String>,
    /// The zone of the IANA list in which the traveller is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

impl Particulars {
    /// Everything that stands in them and is looked for.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let all = [&self.booking_reference, &self.external_reference, &self.place, &self.persons_involved];
        all.into_iter().flatten().map(String::as_str)
    }

    /// The same matter with what is told anew.
    #[must_use]
    pub fn with(self, newer: Self) -> Self {
        Self {
            booking_reference: newer.booking_reference.or(self.booking_reference),
            external_reference: newer.external_reference.or(self.external_reference),
            place: newer.place.or(self.place),
            persons_involved: newer.persons_involved.or(self.persons_involved),
            zone: newer.zone.or(self.zone),
        }
    }
}

/// What is told of one who complains.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Name and contact points; `None` for an anonymous one and after an erasure.
    pub person: Option<Person>,
    /// What this one wants.
    pub desired_outcome: Option<String>,
    /// What kind of complainant.
    pub complainant_type: ComplainantType,
    /// The language they want to be spoken to in.
    pub language: String,
}

/// Somebody who acts for one who complains.
#[derive(Clone, Debug, PartialEq)]
pub struct Acting {
    /// Its number in the case, from 1.
    pub number: i64,
    /// For whom, from 1.
    pub complainants: Vec<i64>,
    /// As what.
    pub role: RepresentativeRole,
    /// Who; `None` after an erasure.
    pub person: Option<Person>,
    /// What was shown of their right to.
    pub authorisation: Option<String>,
    /// The file of the case that shows it.
    pub file: Option<i64>,
    /// Whether anything was shown: before that nothing personal is told to them.
    pub authorised: bool,
    /// When their right to act ended, and why; none while they act.
    pub ended: Option<(Timestamp, Option<String>)>,
}

/// What was told of a matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matter {
    /// Who complains, the representative of a group first.
    pub complainants: Vec<Told>,
    /// Who acts for them.
    pub representatives: Vec<Acting>,
    /// Booking, place, persons, reference.
    pub particulars: Particulars,
    /// What happened, in the words as they came.
    pub statement: Option<String>,
    /// What was added to them.
    pub further: Vec<String>,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// What was asked for and is not given.
    pub not_given: Vec<Item>,
    /// Every person ever told of, also as they were told before.
    pub(crate) persons: Vec<Person>,
    /// Bookings, places and persons, also as they were told before.
    pub(crate) earlier: Vec<Particulars>,
    /// Whether nothing was erased that could have filled an item.
    whole: bool,
}

/// What stands in the place of erased bodies, by the places of both.
pub(crate) fn extracts<'a>(events: impl Iterator<Item = &'a Event>) -> HashMap<(Seq, i64), (Seq, ContentRef)> {
    let mut found = HashMap::new();
    for event in events {
        if let Fact::Privacy(PrivacyFact::ContentsErased(erased)) = &event.fact {
            found.extend(erased.extracts.iter().map(|extract| (extract.of, (event.seq, extract.words))));
        }
    }
    found
}

/// Where what is left of a body stands: where it was, or the extract in its place, or
/// the extract of that.
pub(crate) fn living(
    extracts: &HashMap<(Seq, i64), (Seq, ContentRef)>,
    mut seq: Seq,
    mut reference: ContentRef,
) -> (Seq, ContentRef) {
    while let Some((later, extract)) = extracts.get(&(seq, reference.slot)).filter(|(later, _)| *later > seq) {
        (seq, reference) = (*later, *extract);
    }
    (seq, reference)
}

impl Matter {
    /// What the entries of a case tell, with what is left of their bodies.
    pub fn of<'a, 'w>(
        events: impl IntoIterator<Item = &'a Event, IntoIter: Clone>,
        words: impl Fn(Seq, ContentRef) -> Option<&'w str>,
    ) -> Self {
        let mut matter = Self { whole: true, ..Self::default() };
        let events = events.into_iter();
        let extracts = extracts(events.clone());
        for event in events {
            // Where only an extract had to stay, that is what was told.
            let words = |reference: ContentRef| {
                let (seq, reference) = living(&extracts, event.seq, reference);
                words(seq, reference)
            };
            match &event.fact {
                Fact::Intake(IntakeFact::CaseReceived(f)) => {
                    matter.statement = words(f.statement).map(str::to_owned);
                    matter.particulars = f.particulars.and_then(|r| read(words(r)?)).unwrap_or_default();
                    matter.occurred_at = f.occurred_at;
                    matter.join(&f.complainants, &words);
                }
                Fact::Intake(IntakeFact::MatterAdded(f)) => matter.add(f, &words),
                Fact::Complainants(ComplainantFact::RepresentativeNamed(f)) => matter.name(f, &words),
                Fact::Complainants(ComplainantFact::RepresentationEnded(f)) => {
                    let why = words(f.words).map(str::to_owned);
                    for one in matter.representatives.iter_mut().filter(|one| one.number == f.representative) {
                        (one.authorised, one.ended) = (false, Some((event.effective_at, why.clone())));
                    }
                }
                _ => continue,
            }
            matter.whole &= event.fact.contents().into_iter().all(|reference| words(reference).is_some());
        }
        matter
    }

    /// The items that are neither filled nor said not to be given, of who speaks for
    /// all. Nothing is asked of an anonymous one, nor after an erasure.
    pub fn missing(&self) -> Vec<Item> {
        if !self.whole {
            return Vec::new();
        }
        Item::ALL.iter().copied().filter(|item| !self.not_given.contains(item) && !self.has(*item)).collect()
    }

    fn has(&self, item: Item) -> bool {
        let first = self.complainants.first();
        let of_person = |has: fn(&Person) -> bool| first.and_then(|told| told.person.as_ref()).is_none_or(has);
        match item {
            Item::Name => of_person(|p| !p.name.is_empty()),
            Item::Contact => of_person(|p| p.phone.is_some() || p.email.is_some()),
            Item::Gender => of_person(|p| p.gender.is_some()),
            Item::Age => of_person(|p| p.age.is_some()),
            Item::Nationality => of_person(|p| p.nationality.is_some()),
            Item::Occupation => of_person(|p| p.occupation.is_some()),
            Item::Company => of_person(|p| p.company.is_some()),
            Item::Address => of_person(|p| p.address.is_some()),
            Item::DesiredOutcome => first.is_some_and(|told| told.desired_outcome.is_some()),
            Item::BookingReference => self.particulars.booking_reference.is_some(),
            Item::OccurredAt => self.occurred_at.is_some(),
            Item::Place => self.particulars.place.is_some(),
            Item::PersonsInvolved => self.particulars.persons_involved.is_some(),
        }
    }

    fn join<'w>(&mut self, joined: &[Complainant], words: &impl Fn(ContentRef) -> Option<&'w str>) {
        for one in joined {
            let person: Option<Person> = one.person.and_then(|r| read(words(r)?));
            self.persons.extend(person.clone());
            self.complainants.push(Told {
                person,
                desired_outcome: one.desired_outcome.and_then(words).map(str::to_owned),
                complainant_type: one.complainant_type,
                language: one.language.clone(),
            });
        }
    }

    fn add<'w>(&mut self, added: &MatterAdded, words: &impl Fn(ContentRef) -> Option<&'w str>) {
        self.not_given.retain(|item| !added.told.contains(item) && !added.not_given.contains(item));
        self.not_given.extend(&added.not_given);
        self.further.extend(added.statement.and_then(words).map(str::to_owned));
        self.occurred_at = added.occurred_at.or(self.occurred_at);
        if let Some(newer) = added.particulars.and_then(|r| read::<Particulars>(words(r)?)) {
            self.earlier.push(self.particulars.clone());
            self.particulars = std::mem::take(&mut self.particulars).with(newer);
        }
        self.join(&added.joined, words);
        let Some(of) = &added.of_complainant else { return };
        let place = usize::try_from(of.complainant - 1).ok();
        let Some(told) = place.and_then(|place| self.complainants.get_mut(place)) else { return };
        if let Some(newer) = of.person.and_then(|r| read::<Person>(words(r)?)) {
            let person = told.person.take().unwrap_or_default().with(newer);
            self.persons.push(person.clone());
            told.person = Some(person);
        }
        if let Some(wish) = of.desired_outcome.and_then(words) {
            told.desired_outcome = Some(wish.to_owned());
        }
        told.complainant_type = of.complainant_type.unwrap_or(told.complainant_type);
        if let Some(language) = &of.language {
            told.language.clone_from(language);
        }
    }

    fn name<'w>(&mut self, named: &RepresentativeNamed, words: &impl Fn(ContentRef) -> Option<&'w str>) {
        let person: Option<Person> = words(named.person).and_then(read);
        self.persons.extend(person.clone());
        let acting = Acting {
            number: named.representative,
            complainants: named.complainants.clone(),
            role: named.role,
            person,
            authorisation: named.authorisation.and_then(words).map(str::to_owned),
            file: named.file,
            authorised: named.authorisation.is_some() || named.file.is_some(),
            ended: None,
        };
        match self.representatives.iter_mut().find(|one| one.number == acting.number) {
            Some(known) => *known = acting,
            None => self.representatives.push(acting),
        }
    }
}

/// A body of fields. One that does not read as what it should be counts as erased:
/// `verify` says what is wrong with it.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str(text).ok()
}
