//! Points in time as whole microseconds of UTC, and their written form.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// A length of time in microseconds; never negative where it is a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

/// Why a written time was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimeError {
    /// Not RFC 3339, or without an offset.
    #[error("not an RFC 3339 time with offset")]
    Format,
    /// Outside the years that the record accepts, see [`Timestamp::EARLIEST`].
    #[error("outside the accepted years")]
    Range,
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A span of whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// A span of whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60_000_000)
    }

    /// A span of whole hours.
    pub const fn hours(hours: i64) -> Self {
        Self::minutes(hours * 60)
    }

    /// The given percentage of this span, rounded down to the microsecond.
    #[must_use]
    pub const fn percent(self, percent: i64) -> Self {
        Self(self.0 / 100 * percent + self.0 % 100 * percent / 100)
    }
}

impl Timestamp {
    /// 1970-01-01T00:00:00Z. Cases of a travel company are younger than this.
    pub const EARLIEST: Self = Self(0);
    /// 2200-01-01T00:00:00Z, the end of what any due time may reach.
    pub const LATEST: Self = Self(7_258_118_400_000_000);

    /// Reads an RFC 3339 time with offset, for instance `2026-11-20T15:00:00+08:00`.
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        let parsed: jiff::Timestamp = text.parse().map_err(|_| TimeError::Format)?;
        Self::in_range(parsed.as_microsecond())
    }

    /// A time from microseconds, refused outside the accepted years.
    pub fn in_range(micros: i64) -> Result<Self, TimeError> {
        let time = Self(micros);
        if (Self::EARLIEST..=Self::LATEST).contains(&time) { Ok(time) } else { Err(TimeError::Range) }
    }

    /// RFC 3339 in UTC with the shortest exact fraction.
    pub fn to_rfc3339(self) -> String {
        self.to_jiff().to_string()
    }

    /// The same point in time in the calendar library's type.
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::MAX)
    }

    /// From the calendar library's type, cut to the microsecond.
    pub fn from_jiff(time: jiff::Timestamp) -> Self {
        Self(time.as_microsecond())
    }
}

impl std::ops::Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl std::ops::Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// The end of a day as a moment: the last microsecond of it.
pub(crate) fn end_of_day(day: jiff::civil::Date, zone: &jiff::tz::TimeZone) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day).to_datetime(jiff::civil::Time::midnight());
    let moment = zone.to_timestamp(next).map_or(Timestamp::LATEST, Timestamp::from_jiff);
    Timestamp(moment.0 - Span(1).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_its_offset_and_written_in_utc() {
        let time = Timestamp::parse("2026-11-20T15:00:00+08:00").unwrap();
        assert_eq!(time.to_rfc3339(), "2026-11-20T07:00:00Z");
    }

    #[test]
    fn a_time_without_offset_or_outside_the_years_is_refused() {
        assert_eq!(Timestamp::parse("2026-11-20T15:00:00"), Err(TimeError::Format));
        assert_eq!(Timestamp::parse("1815-06-18T00:00:00Z"), Err(TimeError::Range));
        assert_eq!(Timestamp::parse("2999-01-01T00:00:00Z"), Err(TimeError::Range));
    }

    #[test]
    fn a_percentage_of_a_long_span_does_not_overflow() {
        assert_eq!(Span(i64::MAX / 2).percent(50), Span(i64::MAX / 4));
        assert_eq!(Span::hours(1).percent(80), Span::minutes(48));
    }
}
