//! What is kept beside the record so that it need not be read: each of these follows from
//! the events of a case and what is left of their bodies. Whatever stores events walks this
//! list, and so do an erasure, [`crate::record::rebuild`] and [`crate::record::verify`]: one
//! more projection is one more line here. The row of a case and its words in the index are
//! written with the events themselves, see [`crate::append`].

use crate::app::App;
use crate::append::Appended;
use crate::error::AppError;
use crate::{apologies, attendance, notices, results};
use homeward_domain::case::Event;
use homeward_domain::case::event::ContentsErased;
use homeward_domain::record::ContentRef;
use homeward_domain::{CaseId, Seq};
use homeward_store::contents::Body;
use homeward_store::{Db, StoreError};

/// One projection.
pub(crate) struct Projection {
    /// What it is, where something is wrong with it.
    pub name: &'static str,
    /// Brings it along with events that were just stored.
    pub append: fn(&Db, &App, &Appended) -> Result<(), AppError>,
    /// Takes out what it has of bodies that an erasure removed.
    pub erase: fn(&Db, CaseId, &ContentsErased) -> Result<(), StoreError>,
    /// Makes it anew from the record of a case.
    pub rebuild: fn(&Db, &App, &Record) -> Result<(), StoreError>,
    /// Whether it is what the record of a case says.
    pub follows: fn(&Db, &Record) -> Result<bool, StoreError>,
}

/// Every projection.
pub(crate) const ALL: [&Projection; 4] =
    [&notices::PROJECTION, &apologies::PROJECTION, &results::PROJECTION, &attendance::PROJECTION];

/// The whole record of a case.
pub(crate) struct Record<'a> {
    pub case: CaseId,
    pub events: &'a [Event],
    /// What is left of the bodies that they refer to.
    pub bodies: &'a [Body],
}

impl Record<'_> {
    /// The words of an entry, where they are left.
    pub fn words(&self, seq: Seq, reference: ContentRef) -> Option<&str> {
        let found = self.bodies.iter().find(|body| (body.seq, body.slot) == (seq, reference.slot));
        found?.kept.as_ref().map(|(_, text)| text.as_str())
    }
}
