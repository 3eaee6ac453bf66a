//! How long a booking is kept as the record of a transaction (电商法 31; law §9).

use crate::case::keeping::KEPT_FOR;
use crate::time::{Span, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The first moment at which a booking proves nothing any more that must be kept:
/// three years after the last day of what was sold, of one that names no day after it
/// was last written.
pub fn proves_until(last_day: Option<Date>, written_at: Timestamp) -> Timestamp {
    let ended = last_day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    // Wherever the traveller was, the day is over a day later.
    let ended = ended.map(|begin| Timestamp::from_jiff(begin.timestamp()) + Span::hours(24));
    ended.unwrap_or(written_at) + KEPT_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_last_day_when_three_years_are_over_then_it_may_go_and_not_before() {
        let written = Timestamp::parse("2026-01-05T08:00:00Z").unwrap_or(Timestamp::EARLIEST);
        let until = |day: Option<Date>| proves_until(day, written).to_rfc3339();
        assert_eq!(until(Some(jiff::civil::date(2026, 10, 1))), "2029-10-02T00:00:00Z");
        assert_eq!(until(None), "2029-01-05T08:00:00Z", "of one without a day from its last writing on");
    }
}
