//! Points and lengths of time as people write them.

use crate::language::{Language, message};
use homeward_domain::time::Timestamp;
use jiff::tz::TimeZone;
use std::sync::LazyLock;

/// The zone in which pages show times to staff, and to whoever has not told theirs: that
/// of China, where the company is.
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
