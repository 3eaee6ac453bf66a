//! How far the publication of a nameless result has come.

use crate::actor::Actor;
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
