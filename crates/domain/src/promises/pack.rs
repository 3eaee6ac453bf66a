//! Rule packs: promises and calendars as TOML, checked as a whole on reading.

use super::calendar::{Calendar, Interval};
use super::promise::Promise;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is wrong with a rule pack, in words for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PackError(pub String);

/// Reads a pack of promises.
pub fn promises(toml: &str) -> Result<Vec<Promise>, PackError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Pack {
        promise: Vec<Promise>,
    }
    let pack: Pack = toml::from_str(toml).map_err(|e| PackError(e.to_string()))?;
    for promise in &pack.promise {
        check(promise)?;
    }
    Ok(pack.promise)
}

/// What is wrong with a promise, if anything.
pub fn check(promise: &Promise) -> Result<(), PackError> {
    let fail = |what: &str| Err(PackError(format!("promise {}: {what}", promise.id)));
    let limits = [Some(promise.within_minutes), promise.urgent_within_minutes, promise.danger_within_minutes];
    if promise.version < 1 {
        return fail("version starts at 1");
    }
    if limits.into_iter().flatten().any(|minutes| minutes < 1) {
        return fail("a limit is at least one minute");
    }
    if limits[1..].iter().flatten().any(|minutes| *minutes > promise.within_minutes) {
        return fail("an urgent limit is not looser than the ordinary one");
    }
    Ok(())
}

/// A working calendar as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarPack {
    /// Name, for instance `cn_office`.
    pub id: String,
    /// Version, from 1.
    pub version: i64,
    /// IANA name of the zone in which its days begin.
    pub time_zone: String,
    /// Intervals such as `09:00-12:00` of a make-up workday, and of Monday to Friday
    /// where no week is told.
    pub workday: Vec<String>,
    /// Intervals of each day from Monday to Sunday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<[Vec<String>; 7]>,
    /// Days off: dates or stretches such as `2026-02-15..2026-02-23`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// Days that count like an ordinary workday (调休).
    #[serde(default)]
    pub makeup_workdays: Vec<String>,
    /// The last day of which the holidays are known, where it is not the last of the
    /// year of the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holidays_until: Option<Date>,
    /// Official notices from which the days are taken; for people.
    #[serde(default)]
    pub sources: Vec<String>,
}

impl CalendarPack {
    /// Reads what was written down.
    pub fn read(toml: &str) -> Result<Self, PackError> {
        toml::from_str(toml).map_err(|e| PackError(e.to_string()))
    }

    /// Writes it down.
    pub fn write(&self) -> Result<String, PackError> {
        toml::to_string(self).map_err(|e| PackError(e.to_string()))
    }

    /// The intervals of each day from Monday to Sunday.
    pub fn days(&self) -> [Vec<String>; 7] {
        let usual = |day| if day < 5 { self.workday.clone() } else { Vec::new() };
        self.week.clone().unwrap_or_else(|| std::array::from_fn(usual))
    }

    /// The last day of which the holidays are known; none where no holidays are kept.
    pub fn known_until(&self) -> Option<Date> {
        self.calendar().ok()?.known_until()
    }

    /// The calendar by which clocks count.
    pub fn calendar(&self) -> Result<Calendar, PackError> {
        let zone = zone(&self.time_zone).ok_or_else(|| PackError(format!("no time zone {}", self.time_zone)))?;
        let workday = intervals(&self.workday)?;
        let days = self.days().map(|day| intervals(&day));
        let mut week: [Vec<Interval>; 7] = Default::default();
        for (place, day) in days.into_iter().enumerate() {
            week[place] = day?;
        }
        let calendar = Calendar::with_week(&self.id, self.version, zone, week, workday).ok_or_else(|| {
            PackError(format!("calendar {}: intervals overlap, run backwards or are missing", self.id))
        })?;
        let observed = calendar.observing(dates(&self.holidays)?, dates(&self.makeup_workdays)?);
        Ok(observed.with_holidays_until(self.holidays_until))
    }
}

/// The zone of an IANA name.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// Whether a text is an interval such as `09:00-12:00`.
pub fn is_interval(text: &str) -> bool {
    interval(text).is_ok()
}

/// Whether intervals of a day run forwards, one after the other.
pub fn is_day(texts: &[String]) -> bool {
    let Ok(day) = intervals(texts) else { return false };
    Calendar::workweek("", 1, TimeZone::UTC, day).is_some() || texts.is_empty()
}

/// Whether a text is a date or a stretch of at most sixty days.
pub fn is_stretch(text: &str) -> bool {
    dates(&[text.to_owned()]).is_ok()
}

/// Reads a pack with one calendar.
pub fn calendar(toml: &str) -> Result<Calendar, PackError> {
    CalendarPack::read(toml)?.calendar()
}

fn intervals(texts: &[String]) -> Result<Vec<Interval>, PackError> {
    texts.iter().map(|text| interval(text)).collect()
}

fn interval(text: &str) -> Result<Interval, PackError> {
    let fail = || PackError(format!("not an interval such as 09:00-12:00: {text}"));
    let (from, to) = text.split_once('-').ok_or_else(fail)?;
    let time = |text: &str| text.parse::<Time>().map_err(|_| fail());
    let to = if to == "24:00" { None } else { Some(time(to)?) };
    Ok(Interval { from: time(from)?, to })
}

/// Dates, each written alone or as a stretch `2026-02-15..2026-02-23`.
fn dates(texts: &[String]) -> Result<Vec<Date>, PackError> {
    let mut all = Vec::new();
    for text in texts {
        let date = |part: &str| part.parse::<Date>().map_err(|_| PackError(format!("not a date: {text}")));
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => (date(first)?, date(last)?),
            None => (date(text)?, date(text)?),
        };
        if last < first || first.until(last).is_ok_and(|span| span.get_days() > 60) {
            return Err(PackError(format!("not a stretch of days: {text}")));
        }
        all.extend(first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Span, Timestamp};

    #[test]
    fn the_shipped_packs_are_sound() {
        let promises = promises(include_str!("../../../../rules/promises.toml")).unwrap();
        assert!(promises.iter().any(|p| p.id == "settle" && p.within_minutes == 72 * 60));
        calendar(include_str!("../../../../rules/calendars/cn_office.toml")).unwrap();
    }

    #[test]
    fn the_spring_festival_of_2026_is_off_and_its_makeup_days_are_worked() {
        let office = calendar(include_str!("../../../../rules/calendars/cn_office.toml")).unwrap();
        let at = |text| Timestamp::parse(text).unwrap();
        // Saturday 14 February is worked; the 15th to the 23rd are off.
        let worked = office.measure(at("2026-02-14T00:00:00+08:00"), at("2026-02-24T00:00:00+08:00"));
        assert_eq!(worked, Span::hours(8));
    }

    #[test]
    fn a_week_of_a_shop_is_open_on_saturday_and_reads_as_it_was_written() {
        let week = ["10:00-20:00", "", "10:00-20:00", "10:00-20:00", "10:00-22:00", "09:00-22:00", ""];
        let days = week.map(|day| day.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let shop = CalendarPack {
            id: "shop".into(),
            version: 2,
            time_zone: "Asia/Shanghai".into(),
            workday: vec!["10:00-20:00".into()],
            week: Some(days),
            holidays: vec!["2026-02-16..2026-02-18".into()],
            makeup_workdays: Vec::new(),
            holidays_until: Some(Date::constant(2027, 12, 31)),
            sources: Vec::new(),
        };
        assert_eq!(CalendarPack::read(&shop.write().unwrap()).unwrap(), shop);
        let at = |text| Timestamp::parse(text).unwrap();
        let counts = shop.calendar().unwrap();
        let (friday, monday) = (at("2026-11-20T00:00:00+08:00"), at("2026-11-23T00:00:00+08:00"));
        assert_eq!(counts.measure(friday, monday), Span::hours(12 + 13));
        assert!(is_day(&["09:00-12:00".into(), "13:00-18:00".into()]) && is_day(&[]));
        assert!(!is_day(&["13:00-18:00".into(), "09:00-12:00".into()]));
    }

    #[test]
    fn a_broken_pack_says_what_is_wrong() {
        let broken = |pack: &str| calendar(pack).unwrap_err().0;
        let head = "id = \"x\"\nversion = 1\ntime_zone = \"Asia/Shanghai\"\n";
        assert!(broken(&format!("{head}workday = [\"9 to 5\"]")).contains("09:00-12:00"));
        assert!(broken(&format!("{head}workday = []")).contains("intervals"));
        assert!(
            broken(&format!("{head}workday = [\"09:00-12:00\"]\nholidays = [\"2026-13-01\"]")).contains("not a date")
        );
        assert!(broken("id = 1").contains("id"));
    }
}
