//! What is told to everybody whose matters were merged may name one of them. The others
//! read in its place that somebody will tell them.

use crate::frame::Frame;
use crate::language::{Language, message};
use homeward_app::follow::Followed;
use homeward_app::named;
use homeward_domain::contact::phone_digits;

/// The other persons of a merged matter, as far as they are known.
#[derive(Default)]
pub struct Others {
    /// Whether the matter was merged.
    are_there: bool,
    names: Vec<String>,
    points: Vec<String>,
}

impl Others {
    /// Those of whom the holder of a link may learn nothing; nobody where the case was
    /// not merged.
    pub fn of(followed: &Followed) -> Self {
        let Some(goes_on) = &followed.goes_on else { return Self::default() };
        let own = followed.dossier.matter();
        let persons = |told: homeward_app::matter::Told| told.person;
        let own: Vec<_> = own.complainants.into_iter().filter_map(persons).collect();
        let matter = goes_on.matter();
        let acting = matter.representatives.into_iter().filter_map(|one| one.person);
        let all = matter.complainants.into_iter().filter_map(persons).chain(acting);
        let mut others = Self { are_there: true, ..Self::default() };
        for person in all.filter(|person| !own.iter().any(|own| own.name == person.name)) {
            others.names.push(person.name);
            others.points.extend(person.phone.map(|phone| phone_digits(&phone)));
            others.points.extend(person.email.map(|email| email.to_lowercase()));
        }
        others
    }

    /// A text as the holder may read it; what was erased says so.
    pub fn withheld(&self, frame: &Frame, text: Option<&str>) -> String {
        match text {
            None => frame.t("erased"),
            Some(text) if self.stand_in(text) => frame.t("follow-names-others"),
            Some(text) => text.to_owned(),
        }
    }

    /// A result as the holder may read it: of a letter to somebody else that part which
    /// speaks of the matter, without its head.
    pub fn result(&self, frame: &Frame, text: Option<&str>) -> String {
        let whole = text.filter(|_| self.are_there);
        self.withheld(frame, whole.map(behind_the_head).or(text))
    }

    fn stand_in(&self, text: &str) -> bool {
        let is_named = named::is_one_of(text, self.names.clone());
        let (digits, lower) = (phone_digits(text), text.to_lowercase());
        is_named || self.points.iter().any(|point| lower.contains(point) || digits.contains(point))
    }
}

/// A letter from its first part on, which stands behind name, number and statement of
/// whom it is to; all of a text that has no such part.
fn behind_the_head(letter: &str) -> &str {
    let title = |language| {
        let numbered = message(language, "notice-procedure", &[]);
        numbered.split_once(['、', ' ']).map_or(numbered.clone(), |(_, title)| title.to_owned())
    };
    let found = Language::ALL.into_iter().find_map(|language| letter.find(&title(language)));
    found.map_or(letter, |at| &letter[letter[..at].rfind('\n').map_or(0, |line| line + 1)..])
}
