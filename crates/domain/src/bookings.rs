//! How long a booking is kept as the record of a transaction (电商法 31; law §9).

use crate::retention::KEPT_FOR;
use crate::time::{Span, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// When a transaction was over, from which its years count: with the last day of what was
/// sold, or with the end of a case about it, whichever is later; where neither is known,
/// when it was last written.
pub fn over_at(last_day: Option<Date>, case_ended: Option<Timestamp>, written_at: Timestamp) -> Timestamp {
    let ended = last_day.and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    // Wherever the traveller was, the day is over a day later.
    let ended = ended.map(|begin| Timestamp::from_jiff(begin.timestamp()) + Span::hours(24));
    ended.max(case_ended).unwrap_or(written_at)
}

/// The first moment at which a booking by itself proves nothing any more that must be kept:
/// three years after the transaction was over.
pub fn proves_until(last_day: Option<Date>, written_at: Timestamp) -> Timestamp {
    over_at(last_day, None, written_at) + KEPT_FOR
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

    #[test]
    fn a_transaction_is_over_with_its_last_day_or_with_the_case_about_it() {
        let at = |text: &str| Timestamp::parse(text).unwrap_or(Timestamp::EARLIEST);
        let (before, after) = (at("2026-09-01T08:00:00Z"), at("2026-11-01T08:00:00Z"));
        let day = Some(jiff::civil::date(2026, 10, 1));
        for (last_day, case, over) in [
            (day, Some(before), at("2026-10-02T00:00:00Z")),
            (day, Some(after), after),
            (day, None, at("2026-10-02T00:00:00Z")),
            (None, Some(after), after),
            (None, None, before),
        ] {
            assert_eq!(over_at(last_day, case, before), over, "{last_day:?} {case:?}");
        }
    }
}
