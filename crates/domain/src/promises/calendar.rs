//! Working time: several intervals a day, public holidays, make-up workdays.
//!
//! Adding and measuring walk the same open intervals, so the two can never
//! disagree: `measure(s, add(s, d)) == d` for every calendar (a property test).

use crate::time::end_of_day;
use crate::time::{Span, Timestamp};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// The furthest that a calendar looks for open time, in days. Nothing is due
/// later; a span that does not fit ends here.
const HORIZON_DAYS: i32 = 3_700;

/// An interval of one day, from inclusive, to exclusive; never over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First moment that counts.
    pub from: Time,
    /// First moment that no longer counts; `None` is midnight at the end of the day.
    pub to: Option<Time>,
}

/// A working calendar. Two calendars of one id differ in their version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Name, for instance `cn_office`.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    zone: TimeZone,
    /// Open intervals from Monday to Sunday.
    week: [Vec<Interval>; 7],
    /// Days off, whatever their weekday.
    holidays: BTreeSet<Date>,
    /// Days that count like an ordinary workday, whatever their weekday (调休).
    makeup_workdays: BTreeSet<Date>,
    /// The intervals of a make-up workday.
    workday: Vec<Interval>,
    /// The last day of which the holidays are known, where somebody has said so.
    holidays_until: Option<Date>,
}

impl Calendar {
    /// A calendar open at the same intervals from Monday to Friday. `None`
    /// where no interval is open at all, or intervals overlap or run backwards.
    pub fn workweek(id: &str, version: i64, zone: TimeZone, workday: Vec<Interval>) -> Option<Self> {
        let week = std::array::from_fn(|day| if day < 5 { workday.clone() } else { Vec::new() });
        Self::with_week(id, version, zone, week, workday)
    }

    /// A calendar with intervals for each day from Monday to Sunday, and those
    /// of a make-up workday. `None` under the same conditions as [`Self::workweek`].
    pub fn with_week(
        id: &str,
        version: i64,
        zone: TimeZone,
        week: [Vec<Interval>; 7],
        workday: Vec<Interval>,
    ) -> Option<Self> {
        let ordered = |day: &Vec<Interval>| {
            day.iter().all(|i| i.to.is_none_or(|to| i.from < to))
                && day.windows(2).all(|pair| pair[0].to.is_some_and(|to| to <= pair[1].from))
        };
        let sound = week.iter().all(ordered) && ordered(&workday) && week.iter().any(|day| !day.is_empty());
        sound.then(|| Self {
            id: id.to_owned(),
            version,
            zone,
            week,
            holidays: BTreeSet::new(),
            makeup_workdays: BTreeSet::new(),
            workday,
            holidays_until: None,
        })
    }

    /// The same calendar with public holidays and make-up workdays.
    #[must_use]
    pub fn observing(
        mut self,
        holidays: impl IntoIterator<Item = Date>,
        makeup: impl IntoIterator<Item = Date>,
    ) -> Self {
        self.holidays.extend(holidays);
        self.makeup_workdays.extend(makeup);
        self
    }

    /// The same calendar, whose holidays are known up to a day.
    #[must_use]
    pub const fn with_holidays_until(mut self, day: Option<Date>) -> Self {
        self.holidays_until = day;
        self
    }

    /// The last day of which the holidays are known: as somebody has said, or the
    /// last of the year of the last one, as they are announced year by year. `None`
    /// where no holidays are kept.
    pub fn known_until(&self) -> Option<Date> {
        let last = self.holidays.last().map(|day| Date::constant(day.year(), 12, 31));
        self.holidays_until.or(last)
    }

    /// Whether it is known if the day of a moment is worked.
    pub fn knows(&self, moment: Timestamp) -> bool {
        self.known_until().is_none_or(|until| self.day_of(moment) <= until)
    }

    /// The time zone in which its days begin.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The moment at which this much open time has passed since `start`.
    pub fn add(&self, start: Timestamp, span: Span) -> Timestamp {
        if span <= Span::ZERO {
            return start;
        }
        let mut left = span;
        for (from, to) in self.open_from(start) {
            if left <= to - from {
                return from + left;
            }
            left = Span(left.0 - (to - from).0);
        }
        Timestamp::LATEST
    }

    /// The open time between two moments; none where the second is not later.
    pub fn measure(&self, start: Timestamp, end: Timestamp) -> Span {
        let passed =
            self.open_from(start).take_while(|(from, _)| *from < end).map(|(from, to)| (to.min(end) - from).0).sum();
        Span(passed)
    }

    /// The end of the day that lies so many days after a moment; the day of the
    /// moment itself does not count.
    pub fn end_of_day_after(&self, from: Timestamp, days: i64) -> Timestamp {
        let day = self.day_of(from).saturating_add(jiff::Span::new().days(days.clamp(0, i64::from(HORIZON_DAYS))));
        end_of_day(day, &self.zone)
    }

    /// The end of the working day that is so many working days after a moment;
    /// the day of the moment itself does not count.
    pub fn end_of_workday_after(&self, from: Timestamp, days: i64) -> Timestamp {
        let mut day = self.day_of(from);
        let mut left = days;
        for _ in 0..HORIZON_DAYS {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= i64::from(!self.open_on(day).is_empty());
            if left <= 0 {
                return end_of_day(day, &self.zone);
            }
        }
        Timestamp::LATEST
    }

    fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_jiff().to_zoned(self.zone.clone()).date()
    }

    /// Open stretches of time in order, the first cut at `start`.
    fn open_from(&self, start: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        // One day earlier: a zone change can put a stretch of yesterday's date after `start`.
        let first = start.to_jiff().to_zoned(self.zone.clone()).date().yesterday().unwrap_or(Date::MIN);
        let days = (0..HORIZON_DAYS).scan(first, |date, _| {
            let today = *date;
            *date = today.tomorrow().ok()?;
            Some(today)
        });
        days.flat_map(move |date| self.open_on(date).iter().filter_map(move |i| self.stretch(date, *i)))
            .filter_map(move |(from, to)| (to > start).then_some((from.max(start), to)))
    }

    fn open_on(&self, date: Date) -> &[Interval] {
        if self.makeup_workdays.contains(&date) {
            &self.workday
        } else if self.holidays.contains(&date) {
            &[]
        } else {
            let monday_first = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
            &self.week[monday_first]
        }
    }

    /// The stretch of real time that an interval covers on a date. Where
    /// clocks are put forward over it, nothing is left of it.
    fn stretch(&self, date: Date, interval: Interval) -> Option<(Timestamp, Timestamp)> {
        let at = |date: Date, time: Time| self.zone.to_timestamp(date.to_datetime(time)).ok().map(Timestamp::from_jiff);
        let from = at(date, interval.from)?;
        let to = match interval.to {
            Some(to) => at(date, to)?,
            None => at(date.tomorrow().ok()?, Time::midnight())?,
        };
        (from < to).then_some((from, to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn office() -> Calendar {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let hours = |a, b| Interval { from: time(a, 0, 0, 0), to: Some(time(b, 0, 0, 0)) };
        Calendar::workweek("cn_office", 1, zone, vec![hours(9, 12), hours(13, 18)])
            .unwrap()
            .observing([date(2026, 9, 25)], [date(2026, 9, 20)])
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn four_working_hours_over_lunch_end_after_it() {
        assert_eq!(office().add(at("2026-09-16T10:00:00+08:00"), Span::hours(4)), at("2026-09-16T15:00:00+08:00"));
    }

    #[test]
    fn a_weekend_with_a_makeup_workday_counts_that_day() {
        // Friday 17:00; Saturday off; Sunday 20 September is worked for the Mid-Autumn holiday.
        let friday = at("2026-09-18T17:00:00+08:00");
        assert_eq!(office().add(friday, Span::hours(2)), at("2026-09-20T10:00:00+08:00"));
        assert_eq!(office().measure(friday, at("2026-09-21T09:00:00+08:00")), Span::hours(9));
    }

    #[test]
    fn a_public_holiday_on_a_weekday_does_not_count() {
        assert_eq!(office().add(at("2026-09-24T17:00:00+08:00"), Span::hours(2)), at("2026-09-28T10:00:00+08:00"));
    }

    #[test]
    fn working_days_after_a_notice_leave_out_its_own_day_and_the_holiday() {
        let notice = at("2026-09-18T17:00:00+08:00");
        assert_eq!(office().end_of_workday_after(notice, 1), at("2026-09-20T23:59:59.999999+08:00"), "Sunday, made up");
        assert_eq!(office().end_of_workday_after(notice, 6), at("2026-09-28T23:59:59.999999+08:00"), "past the 25th");
        assert_eq!(office().end_of_day_after(notice, 10), at("2026-09-28T23:59:59.999999+08:00"));
    }

    #[test]
    fn a_span_that_ends_with_an_interval_ends_in_it() {
        assert_eq!(office().add(at("2026-09-16T09:00:00+08:00"), Span::hours(3)), at("2026-09-16T12:00:00+08:00"));
    }

    #[test]
    fn a_day_that_loses_an_hour_loses_it_from_working_time() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let always = Interval { from: time(0, 0, 0, 0), to: None };
        let week = std::array::from_fn(|_| vec![always]);
        let calendar = Calendar::with_week("always", 1, zone, week, vec![always]).unwrap();
        let midnight = at("2026-03-29T00:00:00+01:00");
        assert_eq!(calendar.measure(midnight, at("2026-03-30T00:00:00+02:00")), Span::hours(23));
    }

    #[test]
    fn a_calendar_that_never_opens_or_overlaps_cannot_be_made() {
        let hours = |a, b| Interval { from: time(a, 0, 0, 0), to: Some(time(b, 0, 0, 0)) };
        assert_eq!(Calendar::workweek("x", 1, TimeZone::UTC, vec![]), None);
        assert_eq!(Calendar::workweek("x", 1, TimeZone::UTC, vec![hours(9, 12), hours(11, 18)]), None);
        assert_eq!(Calendar::workweek("x", 1, TimeZone::UTC, vec![hours(12, 9)]), None);
    }
}
