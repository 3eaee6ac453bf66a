//! What a projection is: something that is kept beside the record so that it need not be
//! read, and follows from the events of a case and what is left of their bodies.

use crate::app::App;
use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_domain::case::event::ContentsErased;
use homeward_domain::case::{Case, Event};
use homeward_domain::record::{ContentRef, SealedContent, StoredEvent};
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

/// An event in its place, naming the hash of the one before: as it is stored, and as rules
/// read it.
pub(crate) struct ChainedEvent {
    pub stored: StoredEvent,
    pub event: Event,
}

/// Events that were just stored, as projections read them.
pub(crate) struct Appended<'a> {
    pub id: CaseId,
    /// The case after them.
    pub case: &'a Case,
    pub events: &'a [ChainedEvent],
    /// The bodies that came with them.
    pub contents: &'a [SealedContent],
    /// Who did what brought them.
    pub actor: Actor,
}
