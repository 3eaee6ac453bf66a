//! What can be wanted in this room.

use crate::case::conversation::command::Telling;
use crate::catalogue::RefusalGround;
use crate::record::ContentRef;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum AcceptanceCommand {
    /// Accept the case for handling.
    Accept,
    /// Do not accept it.
    Refuse {
        /// The ground, from the closed list.
        ground: RefusalGround,
        /// What the complainant is told.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
    },
    /// Object to the refusal; once.
    ObjectToRefusal {
        /// Who of a group does, from 1.
        complainant: i64,
        /// Why.
        words: ContentRef,
    },
    /// Decide on that, telling the complainant.
    DecideObjection(ObjectionDecision),
}

/// What was decided on an objection to a refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectionDecision {
    /// Whether the case is taken up after all.
    pub upheld: bool,
    /// The reasons.
    pub words: ContentRef,
    /// How they came to the complainant.
    pub how: Telling,
    /// Whether the company has nobody else who may decide.
    pub alone: bool,
}
