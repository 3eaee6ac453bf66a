//! Quiet hours: nobody is rung up at night where the traveller is, unless it presses
//! or they asked for it; then a message counts in place of the call (journey §3).

use crate::time::Timestamp;
use jiff::tz::TimeZone;

/// The hour at which the night begins…
pub const FROM_HOUR: i8 = 21;
/// …and that at which it is over.
pub const UNTIL_HOUR: i8 = 8;

/// Whether it is night at a moment where the clocks show the time of this zone.
pub fn is_quiet(at: Timestamp, zone: &TimeZone) -> bool {
    let hour = at.to_jiff().to_zoned(zone.clone()).hour();
    !(UNTIL_HOUR..FROM_HOUR).contains(&hour)
}

/// A trip as its booking tells it; dates as `2026-11-20`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trip<'a> {
    /// The zone in which they travel.
    pub zone: Option<&'a str>,
    /// The first day.
    pub departs_on: Option<&'a str>,
    /// The last day.
    pub returns_on: Option<&'a str>,
}

impl Trip<'_> {
    fn has_begun(&self, day: &str) -> bool {
        self.departs_on.is_none_or(|first| first <= day)
    }

    fn is_over(&self, day: &str) -> bool {
        self.returns_on.is_some_and(|last| last < day)
    }
}

/// The zone in which a traveller is on a day, as far as it is known: what was told of it
/// last, by them or their browser on another day, or what the booking says while they
/// travel. What was told before the trip ends when it begins, and what was told on it
/// when it is over: then they are somewhere else.
pub fn zone_of<'a>(told: Option<(&'a str, &str)>, trip: Option<Trip<'a>>, today: &str) -> Option<&'a str> {
    let Some(trip) = trip else { return told.map(|(zone, _)| zone) };
    let travels = trip.has_begun(today) && !trip.is_over(today);
    let holds = |day: &str| trip.has_begun(day) == trip.has_begun(today) && trip.is_over(day) == trip.is_over(today);
    let told = told.filter(|(_, day)| holds(day) || (travels && trip.zone.is_none())).map(|(zone, _)| zone);
    told.or(trip.zone.filter(|_| travels))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_holds_from_when_it_was_told_until_the_trip_begins_or_ends() {
        let trip = Trip { zone: Some("Asia/Bangkok"), departs_on: Some("2026-11-20"), returns_on: Some("2026-11-27") };
        let told = |day| Some(("Europe/Lisbon", day));
        assert_eq!(zone_of(told("2026-11-22"), None, "2026-12-24"), Some("Europe/Lisbon"), "without a booking");
        assert_eq!(zone_of(None, None, "2026-11-22"), None);
        for (told_on, today, expected) in [
            (None, "2026-11-19", None),
            (None, "2026-11-20", Some("Asia/Bangkok")),
            (None, "2026-11-28", None),
            (told("2026-11-10"), "2026-11-19", Some("Europe/Lisbon")),
            (told("2026-11-10"), "2026-11-22", Some("Asia/Bangkok")),
            (told("2026-11-21"), "2026-11-22", Some("Europe/Lisbon")),
            (told("2026-11-21"), "2026-11-28", None),
            (told("2026-11-28"), "2026-11-29", Some("Europe/Lisbon")),
        ] {
            assert_eq!(zone_of(told_on, Some(trip), today), expected, "{told_on:?} on {today}");
        }
        let unknown = Trip { zone: None, ..trip };
        assert_eq!(zone_of(told("2026-11-10"), Some(unknown), "2026-11-22"), Some("Europe/Lisbon"));
    }

    #[test]
    fn the_night_is_that_of_the_place() {
        let shanghai = TimeZone::get("Asia/Shanghai").unwrap();
        let lisbon = TimeZone::get("Europe/Lisbon").unwrap();
        let at = |text| Timestamp::parse(text).unwrap();
        for (when, here, there) in [
            ("2026-11-20T20:59:59+08:00", false, false),
            ("2026-11-20T21:00:00+08:00", true, false),
            ("2026-11-21T07:59:59+08:00", true, true),
            ("2026-11-21T08:00:00+08:00", false, true),
        ] {
            assert_eq!((is_quiet(at(when), &shanghai), is_quiet(at(when), &lisbon)), (here, there), "{when}");
        }
    }
}
