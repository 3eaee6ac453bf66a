//! Promises and the clocks that hold the company to them (journey §3).

pub mod calendar;
pub mod clock;
pub mod pack;
pub mod promise;

pub use calendar::Calendar;
pub use clock::{Clock, ClockState, Counting, Pause};
pub use promise::{Audience, MetBy, Promise, Starts, Subject};

use crate::procedures::Procedure;
use crate::time::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;

/// The promises and calendars in force, each in every version that a running
/// clock may have pinned.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    promises: Vec<Promise>,
    calendars: HashMap<(String, i64), Arc<Calendar>>,
    procedures: Vec<Procedure>,
}

impl Policies {
    /// Puts together what was read from rule packs or from the database.
    pub fn new(promises: Vec<Promise>, calendars: Vec<Calendar>) -> Self {
        let calendars = calendars.into_iter().map(|c| ((c.id.clone(), c.version), Arc::new(c))).collect();
        Self { promises, calendars, procedures: Vec::new() }
    }

    /// The same with the procedures of authorities.
    #[must_use]
    pub fn with_procedures(mut self, procedures: Vec<Procedure>) -> Self {
        self.procedures = procedures;
        self
    }

    /// The version of a procedure in force when its notice came. Law counts
    /// days where its authority sits: by the calendar of its first period.
    pub fn procedure(&self, id: &str, at: Timestamp) -> Option<&Procedure> {
        self.procedures.iter().filter(|p| p.id == id).find(|p| {
            let calendar = p.dates.first().and_then(|date| self.newest_calendar(&date.calendar));
            let zone = calendar.map_or(jiff::tz::TimeZone::UTC, |calendar| calendar.zone().clone());
            p.holds_on(at.to_jiff().to_zoned(zone).date())
        })
    }

    /// A procedure by its name and version, as a proceeding keeps it.
    pub fn procedure_version(&self, name: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|p| p.version_name() == name)
    }

    /// Every version of every procedure.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The promises in force: the newest version of each.
    pub fn current(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().filter(|p| !self.promises.iter().any(|q| q.id == p.id && q.version > p.version))
    }

    /// One version of a promise, as a clock pinned it.
    pub fn promise(&self, id: &str, version: i64) -> Option<&Promise> {
        self.promises.iter().find(|p| p.id == id && p.version == version)
    }

    /// One version of a calendar, as a clock pinned it.
    pub fn calendar(&self, id: &str, version: i64) -> Option<&Calendar> {
        self.calendars.get(&(id.to_owned(), version)).map(Arc::as_ref)
    }

    /// The newest version of a calendar.
    pub fn newest_calendar(&self, id: &str) -> Option<&Calendar> {
        self.calendars.values().filter(|c| c.id == id).max_by_key(|c| c.version).map(Arc::as_ref)
    }

    /// Every version of every promise.
    pub fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// Every version of every calendar.
    pub fn calendars(&self) -> impl Iterator<Item = &Calendar> {
        self.calendars.values().map(Arc::as_ref)
    }
}
