//! Those who complain in one case, by place and name.

use crate::language::{Language, message};
use homeward_app::dossier::Dossier;
use homeward_app::matter::Told;
use homeward_domain::case::Stance;
use std::collections::HashMap;

/// Those of them to whom words can be told, by place, with place and name in words: who
/// has left is not among them, nor whose data were erased on their own request. Nobody is
/// where one complains alone.
pub fn members(language: Language, dossier: &Dossier) -> Vec<(String, String)> {
    let left = left(dossier);
    let remains = |place: &str| !left.iter().any(|one| one.to_string() == place);
    kept(language, dossier).into_iter().filter(|(place, _)| remains(place)).collect()
}

/// The same with those who have left.
pub fn kept(language: Language, dossier: &Dossier) -> Vec<(String, String)> {
    let gone = dossier.case().map(|case| case.complainants.gone).unwrap_or_default();
    let is_gone = |place: &str| gone.iter().any(|one| one.to_string() == place);
    all(language, dossier).into_iter().filter(|(place, _)| !is_gone(place)).collect()
}

fn all(language: Language, dossier: &Dossier) -> Vec<(String, String)> {
    let all = dossier.complainants();
    if all.len() < 2 {
        return Vec::new();
    }
    let gone = dossier.case().map(|case| case.complainants.gone).unwrap_or_default();
    let named = |(place, told): (i64, Told)| {
        let key = if gone.contains(&place) { "erased" } else { "case-nameless" };
        let nameless = || message(language, key, &[]);
        let name = told.person.map_or_else(nameless, |person| person.name);
        (place.to_string(), format!("{place} {name}"))
    };
    (1..).zip(all).map(named).collect()
}

/// The places of those who have left the group.
pub fn left(dossier: &Dossier) -> Vec<i64> {
    let Some(case) = dossier.case() else { return Vec::new() };
    (1..)
        .zip(&case.complainants.stances)
        .filter(|(_, stance)| **stance == Stance::Left)
        .map(|(place, _)| place)
        .collect()
}

/// The name of each of them, by place.
pub fn people(language: Language, dossier: &Dossier) -> HashMap<i64, String> {
    let named = |told: Told| told.person.map_or_else(|| message(language, "case-nameless", &[]), |person| person.name);
    (1..).zip(dossier.complainants().into_iter().map(named)).collect()
}

/// Some of them by name.
pub fn named(language: Language, dossier: &Dossier, places: &[i64]) -> String {
    let all = all(language, dossier);
    let is_meant = |place: &str| places.iter().any(|one| one.to_string() == place);
    let names: Vec<String> = all.into_iter().filter(|(place, _)| is_meant(place)).map(|(_, name)| name).collect();
    names.join(&message(language, "list-separator", &[]))
}
