//! How far ahead calendars are known: a list of holidays has an end, and a clock
//! that counts past it would take days off for working days (journey §3).

use super::calendar::Calendar;
use crate::policies::Policies;
use crate::procedures::{DayUnit, Status};
use crate::time::{Span, Timestamp};
use jiff::civil::Date;

/// How long before the first clock would run past the end of a list its end is told,
/// in days: authorities announce the holidays of a year in the two months before it.
pub const AHEAD_DAYS: i64 = 60;

/// A calendar whose list of holidays is about to be too short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortCalendar {
    /// Its name.
    pub calendar: String,
    /// The last day of which its holidays are known.
    pub known_until: Date,
    /// Whether a clock that starts now may already run past that day.
    pub is_now: bool,
}

/// The calendars by which promises or procedures in force count, and which will be
/// too short for a clock that starts within [`AHEAD_DAYS`]; in the order of their names.
pub fn short_calendars(policies: &Policies, now: Timestamp) -> Vec<ShortCalendar> {
    let soon = now + Span::hours(24 * AHEAD_DAYS);
    let mut names: Vec<&str> = policies.current().filter_map(|promise| promise.calendar.as_deref()).collect();
    names.extend(policies.procedures().iter().flat_map(|p| &p.dates).map(|date| date.calendar.as_str()));
    names.sort_unstable();
    names.dedup();
    let newest = names.into_iter().filter_map(|name| policies.newest_calendar(name));
    let short = newest.filter_map(|calendar| {
        let known_until = calendar.known_until()?;
        let runs_past = |start| furthest(policies, calendar, start).is_some_and(|due| !calendar.knows(due));
        let told = ShortCalendar { calendar: calendar.id.clone(), known_until, is_now: runs_past(now) };
        (told.is_now || runs_past(soon)).then_some(told)
    });
    short.collect()
}

/// The latest due time of what counts working time by a calendar and starts at a moment.
fn furthest(policies: &Policies, calendar: &Calendar, start: Timestamp) -> Option<Timestamp> {
    let promised = policies.current().filter(|promise| promise.calendar.as_deref() == Some(calendar.id.as_str()));
    let promised = promised.map(|promise| calendar.add(start, Span::minutes(promise.within_minutes)));
    let day = start.to_jiff().to_zoned(calendar.zone().clone()).date();
    let in_force = policies.procedures().iter().filter(|procedure| procedure.holds_on(day));
    let counted = in_force.flat_map(|procedure| &procedure.dates).filter(|date| {
        date.calendar == calendar.id && date.unit == DayUnit::WorkingDay && date.status == Status::Active
    });
    promised.chain(counted.map(|date| calendar.end_of_workday_after(start, date.days))).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promises::{Promise, pack};

    const OFFICE: &str = r#"
        id = "office"
        version = 1
        time_zone = "Asia/Shanghai"
        workday = ["09:00-12:00", "13:00-18:00"]
        holidays = ["2026-01-01", "2026-10-01..2026-10-07"]
    "#;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// A promise of five working days by a calendar.
    fn policies(calendar: &str) -> Policies {
        let shipped = pack::promises(include_str!("../../../../rules/promises.toml")).unwrap();
        let promise = shipped.into_iter().find(|promise| promise.id == "settle").unwrap();
        let within_minutes = 5 * 8 * 60;
        let promise = Promise { calendar: Some("office".into()), within_minutes, ..promise };
        Policies::new(vec![promise], vec![pack::calendar(calendar).unwrap()])
    }

    fn told(calendar: &str, now: &str) -> Vec<(String, bool)> {
        let short = short_calendars(&policies(calendar), at(now));
        short.into_iter().map(|short| (short.known_until.to_string(), short.is_now)).collect()
    }

    #[test]
    fn the_end_of_a_list_is_told_two_months_before_a_clock_runs_past_it() {
        // Five working days from Friday 25 December end on 1 January, of which nobody knows yet.
        assert_eq!(told(OFFICE, "2026-10-25T09:00:00+08:00"), []);
        assert_eq!(told(OFFICE, "2026-10-27T09:00:00+08:00"), [("2026-12-31".to_owned(), false)]);
        assert_eq!(told(OFFICE, "2026-12-24T18:00:00+08:00"), [("2026-12-31".to_owned(), false)]);
        assert_eq!(told(OFFICE, "2026-12-25T10:00:00+08:00"), [("2026-12-31".to_owned(), true)]);
        assert_eq!(told(OFFICE, "2027-03-01T10:00:00+08:00"), [("2026-12-31".to_owned(), true)]);
    }

    #[test]
    fn a_list_that_goes_on_is_told_again_only_at_its_own_end() {
        let longer = OFFICE.replace("2026-10-07\"", "2026-10-07\", \"2027-01-01\"");
        assert_eq!(told(&longer, "2026-12-25T10:00:00+08:00"), []);
        let by_word = format!("{OFFICE}\nholidays_until = \"2027-06-30\"");
        assert_eq!(told(&by_word, "2026-12-25T10:00:00+08:00"), []);
        assert_eq!(told(&by_word, "2027-05-20T10:00:00+08:00"), [("2027-06-30".to_owned(), false)]);
    }

    #[test]
    fn a_calendar_without_holidays_and_one_that_nothing_counts_by_have_no_end() {
        let none = OFFICE.replace("\"2026-01-01\", \"2026-10-01..2026-10-07\"", "");
        assert_eq!(told(&none, "2030-01-01T00:00:00+08:00"), []);
        let unused = Policies::new(Vec::new(), vec![pack::calendar(OFFICE).unwrap()]);
        assert_eq!(short_calendars(&unused, at("2030-01-01T00:00:00+08:00")), []);
    }

    #[test]
    fn days_that_an_authority_counts_have_an_end_as_well() {
        let procedures = crate::procedures::procedures(include_str!("../../../../rules/procedures/cn.toml")).unwrap();
        let office = pack::calendar(include_str!("../../../../rules/calendars/cn_office.toml")).unwrap();
        let until = office.known_until().unwrap();
        let policies = Policies::new(Vec::new(), vec![office]).with_procedures(procedures);
        let last_day = Timestamp::parse(&format!("{until}T10:00:00+08:00")).unwrap();
        let short = short_calendars(&policies, last_day);
        assert_eq!(short, [ShortCalendar { calendar: "cn_office".into(), known_until: until, is_now: true }]);
    }
}
