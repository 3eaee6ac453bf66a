//! How far the publication of a nameless result has come.

use crate::actor::Actor;
use crate::case::conversation::state::Act;
use crate::case::event::{ConversationFact, Event, Fact, PublicationFact};
use crate::time::{Span, Timestamp};

/// How far the publication of a result has come; each proposal begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// Written, not decided, or objected to since.
    Proposed {
        /// Whether somebody concerned objected.
        objected: bool,
        /// Who wrote it, where that is not long ago: another one decides.
        by: Option<Actor>,
    },
    /// It may be published once those concerned had their days to object.
    Approved {
        /// Since when the complainant knows of it; none where nobody has told them yet.
        told: Option<Timestamp>,
        /// Who wrote it.
        by: Option<Actor>,
        /// When a supplier concerned was told of it first.
        supplier_told: Option<Timestamp>,
    },
    /// It is not published.
    Withheld,
    /// It stands on the public page.
    Published {
        /// Since when.
        at: Timestamp,
        /// Until when.
        until: Timestamp,
    },
    /// It is public no more before its time.
    Withdrawn,
}

impl Publication {
    /// Until when those concerned have their days to object before it is public; none
    /// where it is not approved, or those concerned do not know of it yet.
    pub fn open_until(self, objection_days: i64) -> Option<Timestamp> {
        let Self::Approved { told: Some(told), supplier_told, .. } = self else { return None };
        let told = supplier_told.map_or(told, |at| at.max(told));
        Some(told + Span::hours(24 * objection_days))
    }
}

/// The publication after one more event; `told` is the act whose words it told.
pub(in crate::case) fn advance(publication: &mut Option<Publication>, event: &Event, told: Option<Act>) {
    let by = match publication {
        Some(Publication::Proposed { by, .. } | Publication::Approved { by, .. }) => *by,
        _ => None,
    };
    *publication = match &event.fact {
        Fact::Publication(PublicationFact::PublicationProposed(_)) => {
            Some(Publication::Proposed { objected: false, by: Some(event.actor) })
        }
        Fact::Publication(PublicationFact::PublicationDecided(f)) if f.publish => {
            let told = (!f.untold).then_some(event.effective_at);
            Some(Publication::Approved { told, by, supplier_told: None })
        }
        Fact::Publication(PublicationFact::PublicationSupplierTold(_)) => match *publication {
            Some(Publication::Approved { told, by, supplier_told: None }) => {
                Some(Publication::Approved { told, by, supplier_told: Some(event.effective_at) })
            }
            _ => return,
        },
        Fact::Conversation(ConversationFact::MessageRecorded(_)) if told == Some(Act::Publication) => {
            match *publication {
                Some(Publication::Approved { told: None, by, supplier_told }) => {
                    Some(Publication::Approved { told: Some(event.effective_at), by, supplier_told })
                }
                _ => return,
            }
        }
        Fact::Publication(PublicationFact::PublicationDecided(_)) => Some(Publication::Withheld),
        Fact::Publication(PublicationFact::PublicationObjected(_)) => {
            Some(Publication::Proposed { objected: true, by })
        }
        Fact::Publication(PublicationFact::CasePublished(f)) => {
            Some(Publication::Published { at: event.effective_at, until: f.until })
        }
        Fact::Publication(PublicationFact::PublicationWithdrawn(_)) => Some(Publication::Withdrawn),
        _ => return,
    };
}
