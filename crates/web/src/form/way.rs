//! One choice says by which way somebody was told and how, so that a form offers no
//! pair that cannot be: the way leads, and how it was told follows from it.

use super::typed::{Typed, first};
use serde_json::{Map, Value, json};

/// What words of ours can have come by: the way, and how it was told by it, or that it
/// reached nobody.
const WAYS: &[&str] = &[
    "web:on_page",
    "phone:by_voice",
    "phone:nobody",
    "counter:by_voice",
    "on_site:by_voice",
    "counter:handed_over",
    "sms:sent_elsewhere",
    "wechat:sent_elsewhere",
    "wechat:by_voice",
    "wechat:nobody",
    "email:sent_elsewhere",
    "letter:sent_elsewhere",
    "app:sent_elsewhere",
    "app:by_voice",
    "chat:sent_elsewhere",
    "video:by_voice",
    "video:nobody",
    "fax:sent_elsewhere",
    "social:sent_elsewhere",
    "third_party:sent_elsewhere",
];

/// The choices of a form; with attempts that reached nobody where those can be put on
/// record by it.
pub fn choices(attempts: bool) -> Vec<&'static str> {
    WAYS.iter().copied().filter(|way| attempts || !way.ends_with(":nobody")).collect()
}

/// The place of what is only put on the page of the complainant.
pub const ON_PAGE: &str = "web:on_page";

/// The fields of a body that the choice stands for.
const FIELDS: [&str; 3] = ["channel", "told", "reached"];

/// Whether a field of a body is told by the choice of the way.
pub fn stands_for(field: &str) -> bool {
    FIELDS.contains(&field)
}

/// Puts what was chosen into a body. Words that came in have a way, and were not told.
pub fn put(body: &mut Map<String, Value>, typed: &Typed) {
    let comes_in = first(typed, "direction") == "in";
    let Some((way, told)) = first(typed, "way").split_once(':') else { return put_apart(body, typed) };
    body.insert("channel".into(), json!(way));
    match told {
        "nobody" => body.insert("reached".into(), json!(false)),
        "by_voice" if comes_in => body.insert("reached".into(), json!(true)),
        _ if comes_in => None,
        told => body.insert("told".into(), json!(told)),
    };
}

/// The same where each was told by itself, as by links of earlier pages.
fn put_apart(body: &mut Map<String, Value>, typed: &Typed) {
    for field in FIELDS {
        let told = first(typed, field);
        if !told.is_empty() {
            body.insert(field.into(), if field == "reached" { json!(told == "yes") } else { json!(told) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_domain::case::event::Told;
    use homeward_domain::catalogue::Channel;

    #[test]
    fn every_choice_is_a_pair_that_can_be() {
        for choice in choices(true) {
            let (way, told) = choice.split_once(':').unwrap();
            let way = Channel::parse(way).unwrap();
            assert!(told == "nobody" || Told::parse(told).unwrap().fits(way), "{choice}");
        }
        assert!(choices(false).iter().all(|choice| !choice.contains("nobody")), "what an act says reached somebody");
    }

    #[test]
    fn a_choice_is_read_as_what_it_stands_for() {
        for (direction, way, expected) in [
            ("out", "phone:by_voice", json!({"channel": "phone", "told": "by_voice"})),
            ("out", "phone:nobody", json!({"channel": "phone", "reached": false})),
            ("in", "phone:by_voice", json!({"channel": "phone", "reached": true})),
            ("in", "sms:sent_elsewhere", json!({"channel": "sms"})),
        ] {
            let typed = [("direction", direction), ("way", way)].map(|(name, value)| (name.into(), value.into()));
            let mut body = Map::new();
            put(&mut body, &typed.into());
            assert_eq!(Value::Object(body), expected);
        }
    }
}
