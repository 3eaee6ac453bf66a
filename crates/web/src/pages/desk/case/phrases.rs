//! Phrases for an answer, in the complainant's language, with the case's own
//! words in their places.

use crate::pages::session::SignedIn;
use homeward_app::dossier::Dossier;
use homeward_app::languages;
use homeward_app::registers::View;
use serde_json::Value;

/// Phrases of one kind of occasion.
pub struct Topic {
    pub title: String,
    /// The name of each, and its words.
    pub phrases: Vec<(String, String)>,
}

/// What is offered for an answer in a case.
pub fn of(signed_in: &SignedIn, dossier: &Dossier, all: &[View]) -> Vec<Topic> {
    let spoken = spoken(dossier);
    let told = |view: &View, field: &str| view.body.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_offered = |view: &&View| {
        let is_retired = view.body.get("retired").and_then(Value::as_bool).unwrap_or(false);
        !is_retired && spoken.as_deref().is_none_or(|spoken| languages::speaks(&told(view, "language"), spoken))
    };
    let name = dossier.person().map(|person| person.name).unwrap_or_default();
    let places = [
        ("{name}", name.as_str()),
        ("{number}", dossier.view.row.number.as_str()),
        ("{agent}", signed_in.staff.name.as_str()),
    ];
    let mut topics: Vec<Topic> = Vec::new();
    for view in all.iter().filter(is_offered) {
        let text = places.iter().fold(told(view, "text"), |text, (place, value)| text.replace(place, value));
        let (title, phrase) = (told(view, "topic"), (view.name.clone(), text));
        match topics.iter_mut().find(|topic| topic.title == title) {
            Some(topic) => topic.phrases.push(phrase),
            None => topics.push(Topic { title, phrases: vec![phrase] }),
        }
    }
    topics
}

/// The language in which the complainant wants to be spoken to.
fn spoken(dossier: &Dossier) -> Option<String> {
    dossier.complainants().into_iter().next().map(|told| told.language).filter(|tag| !tag.is_empty())
}
