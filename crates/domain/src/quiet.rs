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

#[cfg(test)]
mod tests {
    use super::*;

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
