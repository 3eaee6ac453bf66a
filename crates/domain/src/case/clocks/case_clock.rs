//! A clock of a case.

use crate::Seq;
use crate::case::complainants::group::Hearing;
use crate::promises::{Clock, MetBy, Subject};
use crate::time::Timestamp;

/// A clock of the case with what meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseClock {
    /// The clock.
    pub clock: Clock,
    /// What it is about.
    pub subject: Subject,
    /// What meets it.
    pub met_by: MetBy,
    /// When it began to count, whatever it was re-targeted to since.
    pub began: Timestamp,
    /// The entry that ended it before its time, while it is ended.
    pub ended_by: Option<Seq>,
    /// Who of a group has heard what it waits for, where not all did at once.
    pub heard: Vec<Hearing>,
    /// The entry that met it, while it is met.
    pub met_entry: Option<Seq>,
    /// The words, or the review, with which it began, where it comes again with each.
    pub started_by: Option<Seq>,
}
