//! Rule packs: promises and calendars as TOML, checked as a whole on reading.

use super::calendar::{Calendar, Interval};
use super::promise::Promise;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::Deserialize;
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

/// Reads a pack with one calendar.
pub fn calendar(toml: &str) -> Result<Calendar, PackError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Pack {
        id: String,
        version: i64,
        time_zone: String,
        workday: Vec<String>,
        #[serde(default)]
        holidays: Vec<String>,
        #[serde(default)]
        makeup_workdays: Vec<String>,
        /// Official notices from which the days are taken; for people.
        #[serde(default, rename = "sources")]
        _sources: Vec<String>,
    }
    let pack: Pack = toml::from_str(toml).map_err(|e| PackError(e.to_string()))?;
    let zone = TimeZone::get(&pack.time_zone).map_err(|_| PackError(format!("no time zone {}", pack.time_zone)))?;
    let workday = pack.workday.iter().map(|text| interval(text)).collect::<Result<Vec<_>, _>>()?;
    let calendar = Calendar::workweek(&pack.id, pack.version, zone, workday)
        .ok_or_else(|| PackError(format!("calendar {}: intervals overlap, run backwards or are missing", pack.id)))?;
    Ok(calendar.observing(dates(&pack.holidays)?, dates(&pack.makeup_workdays)?))
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
