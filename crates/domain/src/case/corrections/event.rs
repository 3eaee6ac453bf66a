//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::record::ContentRef;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Corrections: CorrectionFact {
        EntryConfirmed = "entry_confirmed",
        EntryCorrected = "entry_corrected",
    }
}

/// Somebody else confirms an entry that was made later.
///
/// Its actor is not who wrote the entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryConfirmed {
    /// The entry that was made later.
    pub entry: Seq,
    /// What shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<ContentRef>,
}

impl Payload for EntryConfirmed {
    fn contents(&self) -> Vec<ContentRef> {
        self.words.into_iter().collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// An earlier entry was wrong; this one says how, or that it did not happen at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCorrected {
    /// The entry that was wrong. It stays as it is.
    pub corrects: Seq,
    /// Whether what it says did not happen: it proves nothing from now on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdraws: bool,
    /// The entries that do not stand without it: what its act wrote, and the settlement
    /// and the closing that rested on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Seq>,
    /// What is right, for colleagues.
    pub words: ContentRef,
    /// What the complainant reads of it, where they read anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_page: Option<ContentRef>,
}

impl Payload for EntryCorrected {
    fn contents(&self) -> Vec<ContentRef> {
        std::iter::once(self.words).chain(self.for_page).collect()
    }

    fn put_right(&self) -> PutRight {
        if self.withdraws { PutRight::Again } else { PutRight::By("corrections") }
    }
}
