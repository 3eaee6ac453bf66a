//! What can be wanted in this room.

use crate::case::intake::event::{CaseReceived, MatterAdded};
use crate::number::CaseNumber;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum IntakeCommand {
    /// Put more of the matter on record than the intake did.
    AddToMatter(Box<MatterAdded>),
    /// Put right how somebody is reached, of a case that takes nothing else in any more.
    CorrectContacts(Box<MatterAdded>),
}

/// Wants a case taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// What the first event will say.
    pub received: CaseReceived,
    /// When the matter reached the company; now where it is not told.
    pub received_at: Option<Timestamp>,
    /// The case that this was a part of.
    pub origin: Option<Origin>,
}

/// The case that a new one was a part of, and what it has done for both.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Which case.
    pub number: CaseNumber,
    /// Promises that it has met, and when.
    pub met: Vec<(String, Timestamp)>,
    /// When the complainant last heard from us.
    pub heard_at: Option<Timestamp>,
    /// Who owns it.
    pub owner: Option<i64>,
}
