//! Everything that the company has set and that a decision may read, in every
//! version that a running clock or a graded case may have pinned.

use crate::categories::Categories;
use crate::procedures::Procedure;
use crate::promises::{Calendar, Promise};
use crate::retention::Retention;
use crate::sops::Sops;
use crate::terms::Terms;
use crate::time::Timestamp;
use crate::triage::grading::Grading;
use std::collections::HashMap;
use std::sync::Arc;

/// What is in force.
#[derive(Clone, Debug, Default)]
pub struct Policies {
    promises: Vec<Promise>,
    calendars: HashMap<(String, i64), Arc<Calendar>>,
    procedures: Vec<Procedure>,
    grading: Arc<Grading>,
    sops: Arc<Sops>,
    categories: Arc<Categories>,
    terms: Terms,
    retention: Retention,
}

impl Policies {
    /// Puts together what was read from rule packs or from the database.
    pub fn new(promises: Vec<Promise>, calendars: Vec<Calendar>) -> Self {
        let calendars = calendars.into_iter().map(|c| ((c.id.clone(), c.version), Arc::new(c))).collect();
        Self { promises, calendars, ..Self::default() }
    }

    /// The same with the procedures of authorities.
    #[must_use]
    pub fn with_procedures(mut self, procedures: Vec<Procedure>) -> Self {
        self.procedures = procedures;
        self
    }

    /// The same with one more version of a promise.
    #[must_use]
    pub fn with_promise(mut self, promise: Promise) -> Self {
        self.promises.push(promise);
        self
    }

    /// The same with one more version of a calendar.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Calendar) -> Self {
        self.calendars.insert((calendar.id.clone(), calendar.version), Arc::new(calendar));
        self
    }

    /// The same with another way of grading.
    #[must_use]
    pub fn with_grading(mut self, grading: Grading) -> Self {
        self.grading = Arc::new(grading);
        self
    }

    /// The same with other procedures.
    #[must_use]
    pub fn with_sops(mut self, sops: Sops) -> Self {
        self.sops = Arc::new(sops);
        self
    }

    /// The same with other categories.
    #[must_use]
    pub fn with_categories(mut self, categories: Categories) -> Self {
        self.categories = Arc::new(categories);
        self
    }

    /// The same on other terms.
    #[must_use]
    pub fn with_terms(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    /// The same with other times after which what is kept goes.
    #[must_use]
    pub const fn with_retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    /// How long what is kept stays.
    pub const fn retention(&self) -> &Retention {
        &self.retention
    }

    /// On which terms cases are handled.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// What a good desk does, by category.
    pub fn sops(&self) -> &Sops {
        &self.sops
    }

    /// What a case may be about.
    pub fn categories(&self) -> &Categories {
        &self.categories
    }

    /// How severity is reckoned and what a grade brings.
    pub fn grading(&self) -> &Grading {
        &self.grading
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
