//! What can be wanted in this room.

use crate::Seq;
use crate::record::ContentRef;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum CorrectionCommand {
    /// Confirm, as somebody else, a call or letter that was entered later.
    ConfirmEntry {
        /// The entry.
        entry: Seq,
        /// What shows it.
        words: Option<ContentRef>,
    },
    /// Say what is right where an entry was wrong.
    CorrectEntry(Correcting),
}

/// What is right where an entry was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correcting {
    /// The entry.
    pub corrects: Seq,
    /// What is right, for colleagues.
    pub words: ContentRef,
    /// Where what it says did not happen at all: who says so.
    pub withdraws: Option<Withdrawing>,
}

/// That what an entry says did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawing {
    /// What the complainant reads of it, where they read anything.
    pub for_page: Option<ContentRef>,
    /// Whether a lead says so.
    pub by_lead: bool,
}
