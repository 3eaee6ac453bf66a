//! Times, spans and names as a reader of the language writes them.

mod fields;
mod rejected;
mod times;
mod zone;

use crate::language::{Language, message};
use homeward_app::pictures::{Facts, NotShown, Place};
use homeward_app::{Restricted, looks, papers};
use homeward_domain::categories::Categories;
use homeward_domain::sops::{Sop, Sops};

pub use fields::field_message;
pub use rejected::rejected;
pub use times::{limit, local_time, span, time, zone};
pub use zone::Zone;

/// An amount in the hundredth of a currency, with its sign or code.
pub fn money(language: Language, cents: i64, currency: &str) -> String {
    let whole = (cents.abs() / 100).to_string();
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    let sign = if cents < 0 { "-" } else { "" };
    let amount = format!("{sign}{}.{:02}", groups.join(","), cents.abs() % 100);
    match currency {
        "CNY" => message(language, "money-cny", &[("amount", &amount)]),
        code => format!("{amount} {code}"),
    }
}

/// A telephone number in groups, as people read it aloud. One that is written in some
/// other way stays as it is.
pub fn grouped(phone: &str) -> String {
    let is_number = phone.bytes().all(|byte| byte.is_ascii_digit());
    match (phone.len(), phone.as_bytes().first()) {
        (11, Some(b'1')) if is_number => format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..]),
        (10, Some(b'4' | b'8')) if is_number => format!("{} {} {}", &phone[..3], &phone[3..6], &phone[6..]),
        _ => phone.to_owned(),
    }
}

/// A name of a closed list, as `kind-complaint`.
pub fn name(language: Language, list: &str, spelling: &str) -> String {
    message(language, &format!("{list}-{}", spelling.replace('_', "-")), &[])
}

/// The same as it stands by itself, where it does not go on a sentence.
pub fn name_alone(language: Language, list: &str, spelling: &str) -> String {
    let words = name(language, list, spelling);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A calendar: the name of one that came with the program, or the company's own code.
pub fn calendar(language: Language, id: &str) -> String {
    let key = format!("calendar-{}", id.replace('_', "-"));
    let words = message(language, &key, &[]);
    if words == key { id.to_owned() } else { words }
}

/// A promise in words; that of a unit with the unit.
pub fn promise(language: Language, id: &str) -> String {
    match id.split_once('@') {
        Some((of, unit)) => format!("{} · {unit}", name(language, "promise", of)),
        None => name(language, "promise", id),
    }
}

/// A category in words, main and sub: the company's own or those that came with
/// the program.
pub fn category(language: Language, known: &Categories, spelling: &str) -> String {
    match known.find(spelling) {
        Some(own) if !own.name.is_empty() => {
            let main = name(language, "category-main", own.id.main());
            format!("{main} · {}", own.name.said(language.tag()))
        }
        _ => name(language, "category", &spelling.replace('.', "-")),
    }
}

/// A step of a procedure in words, likewise.
pub fn step(language: Language, known: &Sops, id: &str) -> String {
    known.words_of(id).map_or_else(|| name(language, "step-of", id), |own| own.said(language.tag()).to_owned())
}

/// One of the usual measures in words.
pub fn usual_measure(language: Language, template: &str) -> String {
    name(language, "measure", &template.replace('.', "-"))
}

/// The name of a procedure, likewise.
pub fn sop(language: Language, sop: &Sop) -> String {
    if sop.title.is_empty() { name(language, "sop", &sop.id) } else { sop.title.said(language.tag()).to_owned() }
}

/// Why there is no copy of a picture to show.
pub fn no_copy(language: Language, why: NotShown) -> String {
    name(language, "no-copy", why.as_str())
}

/// When and where a picture was taken, as its camera says; nothing where it does not.
pub fn camera(language: Language, facts: &Facts) -> Option<String> {
    let taken = facts.taken_at.as_deref().and_then(|taken| {
        let (day, time) = taken.split_once('T')?;
        let (time, zone) = (time.get(..5)?, time.get(8..).filter(|zone| !zone.is_empty()));
        let zone = zone.map(|zone| format!(" (UTC{zone})")).unwrap_or_default();
        Some(message(language, "picture-taken", &[("time", &format!("{day} {time}{zone}"))]))
    });
    let told: Vec<String> = taken.into_iter().chain(facts.place.map(degrees)).collect();
    let told = told.join(&message(language, "list-separator", &[]));
    (!told.is_empty()).then(|| message(language, "picture-camera", &[("told", &told)]))
}

/// `34.6600° N 112.4700° E`: to about ten metres.
fn degrees(place: Place) -> String {
    let side = |millionths: i32, above: &str, below: &str| {
        let side = if millionths < 0 { below } else { above };
        format!("{:.4}° {side}", f64::from(millionths.unsigned_abs()) / 1e6)
    };
    format!("{} {}", side(place.latitude, "N", "S"), side(place.longitude, "E", "W"))
}

/// For what somebody looked at something, or by which relation it was open to them.
pub fn look(language: Language, why: &str) -> String {
    match (looks::original(why), papers::paper(why)) {
        (Some(file), _) => message(language, "look-original", &[("file", file)]),
        (_, Some((file, why))) => {
            message(language, "look-paper", &[("file", file), ("why", &name(language, "look", why))])
        }
        _ => name_alone(language, "look", why),
    }
}

/// Why a case or a record under restriction is not shown, and who may open it.
pub fn of_restriction(language: Language, restricted: &Restricted) -> String {
    let since = time(language, restricted.since.0);
    let ground = name(language, "restriction", restricted.ground.as_str());
    let mut told = message(language, "restricted-since", &[("since", &since), ("ground", &ground)]);
    let until =
        restricted.until.map(|until| message(language, "restricted-until", &[("until", &time(language, until.0))]));
    told.push_str(&until.unwrap_or_default());
    let next = if restricted.may_open { "restricted-may-open" } else { "restricted-for-others" };
    told + &message(language, next, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use homeward_domain::time::Timestamp;

    #[test]
    fn a_name_alone_begins_with_a_capital_and_an_unknown_calendar_goes_by_its_code() {
        assert_eq!(name(Language::English, "handling", "service"), "service");
        assert_eq!(name_alone(Language::English, "handling", "service"), "Service");
        assert_eq!(name_alone(Language::Chinese, "handling", "service"), "服务类");
        assert_ne!(calendar(Language::English, "cn_office"), "cn_office");
        assert_eq!(calendar(Language::English, "our_shop"), "our_shop");
    }

    #[test]
    fn a_telephone_number_is_read_in_groups() {
        let grouped = ["13800000001", "4008001234", "0898-66567890", "+86 138"].map(grouped);
        assert_eq!(grouped, ["138 0000 0001", "400 800 1234", "0898-66567890", "+86 138"]);
    }

    #[test]
    fn times_and_spans_are_written_as_each_language_does() {
        let at = Timestamp::parse("2026-11-20T15:05:00+08:00").unwrap().0;
        assert_eq!(time(Language::Chinese, at), "2026年11月20日 15:05");
        assert_eq!(time(Language::English, at), "20 Nov 2026, 15:05");
        let hour_and_half = 5_400_000_000;
        assert_eq!(span(Language::Chinese, hour_and_half), "1 小时 30 分钟");
        assert_eq!(span(Language::English, -hour_and_half), "1 h 30 min");
        for (minutes, words) in [(30, "30 分钟"), (120, "2 小时"), (4_320, "72 小时"), (7_200, "5 天"), (90, "90 分钟")]
        {
            assert_eq!(limit(Language::Chinese, minutes), words);
        }
    }
}
