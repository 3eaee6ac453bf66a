//! Fields of a body as a form asks for them, one below the other: what stands inside an
//! object has its path, as `options[0].measures[1].text`.

use crate::form;
use homeward_app::field::{Field, Takes};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The fields of a form.
pub fn flat(fields: &[Field]) -> Vec<form::Field> {
    let mut all = Vec::new();
    add(&mut all, "", fields, true);
    all
}

/// Adds the fields of an object at a path; where the object may be missing, a form asks
/// for none of them.
fn add(all: &mut Vec<form::Field>, at: &str, fields: &[Field], must_be: bool) {
    for field in fields.iter().filter(|field| field.on_form) {
        let path = format!("{at}{}", field.name);
        let required = must_be && (field.required || field.asked);
        match field.takes {
            Takes::Object(inner) => add(all, &format!("{path}."), inner, required),
            Takes::Objects(inner, _, room) => {
                for place in 0..room {
                    add(all, &format!("{path}[{place}]."), inner, required && place == 0);
                }
            }
            takes => {
                let path = if at.is_empty() { field.name } else { kept(path) };
                all.push(form::Field { path, takes: asked(takes), required });
            }
        }
    }
}

/// What a form asks for.
const fn asked(takes: Takes) -> Takes {
    match takes {
        // It is somebody else's: a browser would fill in the number of whoever types.
        Takes::Phone => Takes::Line,
        Takes::Language => Takes::One("spoken", &["zh", "en"]),
        takes => takes,
    }
}

/// A path or address that is kept for good: there are as many as the forms and registers
/// of the program have.
pub fn kept(path: String) -> &'static str {
    static PATHS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut paths = PATHS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = paths.get(path.as_str()) {
        return known;
    }
    let path: &'static str = path.leak();
    paths.insert(path);
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_app::field::{may, must};

    const MEASURES: &[Field] = &[must("text", Takes::Line, ""), may("due_at", Takes::Time, "").off_form()];
    const OPTIONS: &[Field] = &[must("text", Takes::Words, ""), may("measures", Takes::Objects(MEASURES, 20, 2), "")];
    const FIELDS: &[Field] = &[
        must("options", Takes::Objects(OPTIONS, 5, 2), ""),
        may("place", Takes::Object(MEASURES), ""),
        may("until", Takes::Time, "").asked(),
    ];

    #[test]
    fn a_form_asks_for_what_stands_in_objects_by_its_path() {
        let shown: Vec<(&str, bool)> = flat(FIELDS).iter().map(|field| (field.path, field.required)).collect();
        let told = [
            ("options[0].text", true),
            ("options[0].measures[0].text", false),
            ("options[0].measures[1].text", false),
            ("options[1].text", false),
            ("options[1].measures[0].text", false),
            ("options[1].measures[1].text", false),
            ("place.text", false),
            ("until", true),
        ];
        assert_eq!(shown, told);
        assert!(std::ptr::eq(flat(FIELDS)[0].path, flat(FIELDS)[0].path), "a path is kept once");
    }
}
