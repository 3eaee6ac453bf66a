//! Those who complain in one case, by place and name.

use crate::language::{Language, message};
use homeward_app::dossier::Dossier;
use homeward_app::matter::Told;
use homeward_domain::case::Stance;
use std::collections::HashMap;

/// Each of them by place, with place and name in words; who has left is not among them,
/// and nobody is where one complains alone.
pub fn members(language: Language, dossier: &Dossier) -> Vec<(String, String)> {
    let all = dossier.complainants();
    if all.len() < 2 {
        return Vec::new();
    }
    let gone = dossier.case().map(|case| case.journey.gone).unwrap_or_default();
    let named = |(place, told): (i64, Told)| {
        let key = if gone.contains(&place) { "erased" } else { "case-nameless" };
        let nameless = || message(language, key, &[]);
        let name = told.person.map_or_else(nameless, |person| person.name);
        (place.to_string(), format!("{place} {name}"))
    };
    let left = left(dossier);
    (1..).zip(all).filter(|(place, _)| !left.contains(place)).map(named).collect()
}

/// The places of those who have left the group.
pub fn left(dossier: &Dossier) -> Vec<i64> {
    let Some(case) = dossier.case() else { return Vec::new() };
    (1..).zip(&case.journey.stances).filter(|(_, stance)| **stance == Stance::Left).map(|(place, _)| place).collect()
}

/// The name of each of them, by place.
pub fn people(language: Language, dossier: &Dossier) -> HashMap<i64, String> {
    let named = |told: Told| told.person.map_or_else(|| message(language, "case-nameless", &[]), |person| person.name);
    (1..).zip(dossier.complainants().into_iter().map(named)).collect()
}

/// Those whose data were not erased on their own request, by place; nobody where one
/// complains alone.
pub fn kept(language: Language, dossier: &Dossier) -> Vec<(i64, String)> {
    let gone = dossier.case().map(|case| case.journey.gone).unwrap_or_default();
    let places = members(language, dossier).into_iter().filter_map(|(place, name)| Some((place.parse().ok()?, name)));
    places.filter(|(place, _)| !gone.contains(place)).collect()
}

/// Some of them by name.
pub fn named(language: Language, dossier: &Dossier, places: &[i64]) -> String {
    let all = members(language, dossier);
    let is_meant = |place: &str| places.iter().any(|one| one.to_string() == place);
    let names: Vec<String> = all.into_iter().filter(|(place, _)| is_meant(place)).map(|(_, name)| name).collect();
    names.join(&message(language, "list-separator", &[]))
}
