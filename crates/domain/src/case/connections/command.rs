//! What can be wanted in this room.

use crate::case::clocks::event::StartedClock;
use crate::case::connections::event::{CaseAbsorbed, PassedOn};
use crate::catalogue::LinkKind;
use crate::number::CaseNumber;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectionCommand {
    /// Say how the case belongs to another one.
    Link {
        /// The other case.
        other: CaseNumber,
        /// How.
        how: LinkKind,
        /// Why.
        words: Option<ContentRef>,
    },
    /// Take a link back.
    Unlink {
        /// The other case.
        other: CaseNumber,
    },
    /// Let another case go on with this one.
    MergeInto {
        /// The case that goes on.
        into: CaseNumber,
        /// Why.
        words: ContentRef,
    },
    /// Go on with a case that was merged into this one, by the stricter due times.
    Absorb(Box<CaseAbsorbed>),
    /// Note where something stands that was said to this merged case.
    PassOn(PassedOn),
    /// Let the case go its own way again.
    Unmerge {
        /// Promises that the other case has met meanwhile, and when.
        met: Vec<(String, Timestamp)>,
        /// Clocks that run there since by words to this case, and when they were met,
        /// see [`crate::case::decide::brought_back`].
        brought: Vec<(StartedClock, Option<Timestamp>)>,
        /// Why.
        words: ContentRef,
    },
    /// Let a merged case go its own way again.
    Release {
        /// The case that was merged into this one.
        other: CaseNumber,
    },
    /// Let parts of the matter go on as cases of their own.
    Split {
        /// The new cases.
        parts: Vec<CaseNumber>,
        /// Why.
        words: ContentRef,
    },
}
