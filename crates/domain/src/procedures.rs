//! Procedures of authorities as versioned data: which law was in force when a
//! notice came, and which dates it lets expect (law §1).

use crate::catalogue::DateTopic;
use crate::promises::Calendar;
use crate::promises::pack::PackError;
use crate::time::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From when a date of a procedure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountsFrom {
    /// The receipt of the notice.
    Receipt,
    /// Their acceptance.
    Acceptance,
}

/// What a period is counted in; the first day is the one after the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// Every day.
    CalendarDay,
    /// Working days of the procedure's calendar.
    WorkingDay,
}

/// Whether a figure was checked against the official text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was; dates are computed from it.
    Active,
    /// It was not; a person tells the date.
    Pending,
}

/// One period of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRule {
    /// Name of the rule, as `CN-TC10-15`.
    pub rule: String,
    /// Which date it gives.
    pub topic: DateTopic,
    /// From when it counts.
    pub counts_from: CountsFrom,
    /// How many days.
    pub days: i64,
    /// In which days.
    pub unit: DayUnit,
    /// Working calendar of the authority.
    pub calendar: String,
    /// Whether the figure was checked.
    pub status: Status,
    /// Where the figure was read.
    pub source: String,
}

impl PeriodRule {
    /// The end of the last day of the period; `None` where the figure was not
    /// checked, or there is no calendar: [`Self::calendar`] in its newest version.
    pub fn date(&self, from: Timestamp, calendar: Option<&Calendar>) -> Option<Timestamp> {
        if self.status == Status::Pending {
            return None;
        }
        let calendar = calendar?;
        Some(match self.unit {
            DayUnit::CalendarDay => calendar.end_of_day_after(from, self.days),
            DayUnit::WorkingDay => calendar.end_of_workday_after(from, self.days),
        })
    }
}

/// One version of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Name, as `cn_tourism_complaint`.
    pub id: String,
    /// Which version, as `2010`.
    pub version: String,
    /// The text that lays it down.
    pub instrument: String,
    /// First day in force, `YYYY-MM-DD`.
    pub effective_from: Date,
    /// Last day in force.
    #[serde(default)]
    pub effective_to: Option<Date>,
    /// Its periods.
    #[serde(default, rename = "date")]
    pub dates: Vec<PeriodRule>,
}

impl Procedure {
    /// Name and version, as `cn_tourism_complaint.2010`.
    pub fn version_name(&self) -> String {
        format!("{}.{}", self.id, self.version)
    }

    /// Whether it was in force on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }
}

/// Reads a pack of procedures.
pub fn procedures(toml: &str) -> Result<Vec<Procedure>, PackError> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Pack {
        procedure: Vec<Procedure>,
    }
    let pack: Pack = toml::from_str(toml).map_err(|e| PackError(e.to_string()))?;
    let wrong = pack.procedure.iter().flat_map(|p| &p.dates).find(|date| date.days < 1);
    match wrong {
        Some(date) => Err(PackError(format!("rule {}: a period is at least one day", date.rule))),
        None => Ok(pack.procedure),
    }
}
