//! Times, spans and names as a reader of the language writes them.

use super::frame::Frame;
use crate::language::{Language, message};
use crate::state::Web;
use homeward_app::pictures::{Facts, NotShown, Place};
use homeward_app::view::ClockView;
use homeward_app::{App, AppError, Restricted, calendars, company, looks, papers};
use homeward_domain::categories::Categories;
use homeward_domain::sops::{Sop, Sops};
use homeward_domain::time::Timestamp;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

/// The zone in which pages show times: that of the company's calendar.
pub fn zone() -> TimeZone {
    static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC));
    ZONE.clone()
}

/// A point in time as people write it.
pub fn time(language: Language, micros: i64) -> String {
    time_in(language, micros, zone())
}

/// The same by the clocks of a zone.
pub fn time_in(language: Language, micros: i64, zone: TimeZone) -> String {
    let zoned = Timestamp(micros).to_jiff().to_zoned(zone);
    zoned.strftime(&message(language, "time-format", &[])).to_string()
}

/// A point in time as a field of a form takes it.
pub fn local_time(micros: i64) -> String {
    Timestamp(micros).to_jiff().to_zoned(zone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A length of time in its two largest units.
pub fn span(language: Language, micros: i64) -> String {
    let seconds = micros.abs() / 1_000_000;
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60);
    let unit = |count: i64, key: &str| format!("{count} {}", message(language, key, &[]));
    match (days, hours, minutes) {
        (0, 0, 0) => unit(seconds, "span-seconds"),
        (0, 0, _) => unit(minutes, "span-minutes"),
        (0, _, _) => format!("{} {}", unit(hours, "span-hours"), unit(minutes, "span-minutes")),
        _ => format!("{} {}", unit(days, "span-days"), unit(hours, "span-hours")),
    }
}

/// A time limit in one unit, as promises are spoken of: 72 hours, 30 minutes, 7 days.
pub fn limit(language: Language, minutes: i64) -> String {
    let (count, key) = match minutes {
        m if m % 60 != 0 => (m, "span-minutes"),
        m if m > 72 * 60 && m % (24 * 60) == 0 => (m / (24 * 60), "span-days"),
        m => (m / 60, "span-hours"),
    };
    format!("{count} {}", message(language, key, &[]))
}

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

/// A calendar whose list of holidays is about to be too short, in words.
pub struct ShortCalendar {
    pub id: String,
    pub words: String,
}

/// The calendars that need the holidays of more days.
pub fn short_calendars(language: Language, app: &App) -> Vec<ShortCalendar> {
    let told = |short: calendars::ShortCalendar| {
        let key = if short.is_now { "calendar-short-now" } else { "calendar-short-soon" };
        let (name, until) = (calendar(language, &short.calendar), short.known_until.to_string());
        let words = message(language, key, &[("calendar", &name), ("until", &until)]);
        ShortCalendar { id: short.calendar, words }
    };
    calendars::short(app).into_iter().map(told).collect()
}

/// The everyday types of complaint in the company's line of business, with their words.
pub async fn everyday_types(web: &Web, language: Language) -> Result<Vec<(String, String)>, AppError> {
    let types = company::everyday_types(&web.app).await?;
    Ok(types.into_iter().map(|one| (one.clone(), name(language, "everyday", &one.replace('.', "-")))).collect())
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

/// The name of a procedure, likewise.
pub fn sop(language: Language, sop: &Sop) -> String {
    if sop.title.is_empty() { name(language, "sop", &sop.id) } else { sop.title.said(language.tag()).to_owned() }
}

/// An icon of the set, as markup. It says nothing that a word does not say.
pub fn icon(name: &str) -> String {
    static SPRITE: LazyLock<String> = LazyLock::new(|| crate::assets::url("icons.svg"));
    let sprite = &*SPRITE;
    format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{name}\"/></svg>")
}

/// A clock as a page shows it.
pub struct ClockWords {
    /// The promise.
    pub promise: String,
    /// Where it stands.
    pub state: String,
    /// The badge: `kept`, `soon`, `late`, …
    pub badge: String,
    /// Due, done or paused until.
    pub when: String,
    /// Seconds of the due time, where a countdown runs.
    pub due_seconds: Option<i64>,
    /// The countdown as of now.
    pub left: String,
    /// The case in which it counts on.
    pub carried_to: Option<String>,
}

impl ClockWords {
    /// Words for a clock at a moment.
    pub fn new(frame: &Frame, clock: &ClockView, now: Timestamp) -> Self {
        let language = frame.language;
        let counts = clock.state == "running";
        let left = clock.due_at - now.0;
        let whole = (clock.due_at - clock.started_at).max(1);
        let badge = match clock.state.as_str() {
            "running" if left < 0 => "late",
            "running" if left < whole / 2 => "soon",
            state => state,
        };
        let when = match (clock.met_at, clock.paused_until) {
            (Some(at), _) => frame.t1("clock-met", "time", &frame.time(at)),
            (None, Some(until)) => frame.t1("clock-paused-until", "time", &frame.time(until)),
            (None, None) => frame.t1("clock-due", "time", &frame.time(clock.due_at)),
        };
        let when = if clock.carried_to.is_some() { frame.t("clock-counts-on") } else { when };
        let key = if left < 0 { "span-over" } else { "span-left" };
        Self {
            promise: promise(language, &clock.promise),
            // What somebody entered later and nobody has confirmed is not said to be kept.
            state: match (clock.state.as_str(), clock.proof.as_deref()) {
                ("entered_late", Some("entered_late")) => frame.t("clock-entered-late-unconfirmed"),
                (state, _) => name(language, "clock", state),
            },
            badge: badge.to_owned(),
            when,
            due_seconds: counts.then_some(clock.due_at / 1_000_000),
            carried_to: clock.carried_to.clone(),
            left: if counts { frame.t1(key, "span", &span(language, left)) } else { String::new() },
        }
    }
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
