//! Who somebody is: the same contact point, and no other name. A telephone that a
//! family shares makes nobody the other.

use crate::model::dossier::Dossier;
use crate::model::matter::Person;
use crate::registers::View;
use homeward_domain::case::event::PersonOfCase;
use homeward_domain::contact::phone_digits;
use homeward_domain::text::without_shapeless;
use serde_json::Value;
use std::collections::BTreeSet;

/// Somebody whose data are gathered.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    /// Their name; empty where none is known.
    pub name: String,
    /// Telephone numbers as they are compared.
    pub phones: BTreeSet<String>,
    /// Addresses as they are compared.
    pub emails: BTreeSet<String>,
    /// The language that they want to be spoken to in, where it is told.
    pub language: Option<String>,
    /// Their record in the register, where it was asked for by that.
    pub customer: Option<View>,
    /// Their place in a case, where it was asked for by that.
    pub of_case: Option<(i64, PersonOfCase)>,
}

impl Subject {
    pub fn of_customer(view: View) -> Self {
        let text = |field: &str| view.body.get(field).and_then(Value::as_str);
        Self {
            name: view.name.clone(),
            phones: text("phone").map(phone_digits).into_iter().collect(),
            emails: text("email").map(str::to_lowercase).into_iter().collect(),
            language: text("language").map(str::to_owned),
            customer: Some(view),
            of_case: None,
        }
    }

    pub fn of_case(dossier: &Dossier, whose: PersonOfCase) -> Self {
        let (person, language) = person_of(dossier, whose);
        let person = person.unwrap_or_default();
        Self {
            name: person.name,
            phones: person.phone.as_deref().map(phone_digits).into_iter().collect(),
            emails: person.email.as_deref().map(str::to_lowercase).into_iter().collect(),
            language,
            customer: None,
            of_case: Some((dossier.view.row.case, whose)),
        }
    }

    /// Adds what a record of theirs says of them.
    pub fn join(&mut self, view: &View) {
        let other = Self::of_customer(view.clone());
        self.phones.extend(other.phones);
        self.emails.extend(other.emails);
        self.language = self.language.take().or(other.language);
    }

    /// Whether one of these contact points is theirs.
    pub fn has_point(&self, phone: Option<&str>, email: Option<&str>) -> bool {
        phone.is_some_and(|phone| self.phones.contains(&phone_digits(phone)))
            || email.is_some_and(|email| self.emails.contains(&email.to_lowercase()))
    }

    /// Whether a name may be theirs: the same in another writing, or none.
    pub fn may_be_called(&self, name: &str) -> bool {
        self.name.is_empty() || name.is_empty() || folded(name) == folded(&self.name)
    }

    /// Whether it is they who have these contact points under this name.
    pub fn is(&self, person: &Person) -> bool {
        self.may_be_called(&person.name) && self.has_point(person.phone.as_deref(), person.email.as_deref())
    }

    /// Whether they are called so, and not only could be.
    pub fn is_called(&self, name: &str) -> bool {
        !name.is_empty() && !self.name.is_empty() && self.may_be_called(name)
    }
}

fn folded(name: &str) -> String {
    without_shapeless(name).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// What is told of a person of a case now, and the language they want.
pub(super) fn person_of(dossier: &Dossier, whose: PersonOfCase) -> (Option<Person>, Option<String>) {
    let mut matter = dossier.matter();
    match whose {
        PersonOfCase::Complainant(place) => {
            let place = usize::try_from(place - 1).ok().filter(|place| *place < matter.complainants.len());
            let told = place.map(|place| matter.complainants.swap_remove(place));
            told.map_or((None, None), |told| (told.person, Some(told.language)))
        }
        PersonOfCase::Representative(number) => {
            let acting = matter.representatives.into_iter().find(|one| one.number == number);
            (acting.and_then(|one| one.person), None)
        }
    }
}

/// Everybody of a case, by name; an empty one for whoever gave none or was erased.
pub(super) fn persons(dossier: &Dossier) -> Vec<(PersonOfCase, String)> {
    let matter = dossier.matter();
    let name = |person: Option<Person>| person.map(|person| person.name).unwrap_or_default();
    let complaining = matter.complainants.into_iter().zip(1..);
    let complaining = complaining.map(|(told, place)| (PersonOfCase::Complainant(place), name(told.person)));
    let acting = matter.representatives.into_iter();
    let acting = acting.map(|one| (PersonOfCase::Representative(one.number), name(one.person)));
    complaining.chain(acting).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_telephone_makes_nobody_the_other() {
        let subject = Subject {
            name: "Wang Fang".into(),
            phones: ["13900002222".to_owned()].into(),
            emails: BTreeSet::new(),
            language: None,
            customer: None,
            of_case: None,
        };
        let person =
            |name: &str, phone: &str| Person { name: name.into(), phone: Some(phone.into()), ..Person::default() };
        assert!(subject.is(&person("wang  fang", "+86 139 0000 2222")));
        assert!(subject.is(&person("", "139-0000-2222")));
        assert!(!subject.is(&person("王强", "13900002222")), "who shares the telephone is somebody else");
        assert!(!subject.is(&person("Wang Fang", "13900003333")), "and so is who shares the name");
    }
}
