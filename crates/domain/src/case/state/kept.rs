//! What is left of a case after erasures, and who may see it.

use super::Entry;
use crate::Seq;
use crate::case::event::{ContentsErased, Event, Fact};
use crate::catalogue::RestrictionGround;
use crate::time::Timestamp;

/// That nobody sees the case but who must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The entry that says so.
    pub entry: Seq,
    /// Since when.
    pub since: Timestamp,
    /// On what ground.
    pub ground: RestrictionGround,
    /// Until when it must be kept, where an erasure was refused.
    pub until: Option<Timestamp>,
}

/// The restriction after one more event.
pub(super) fn advance(restriction: &mut Option<Restriction>, event: &Event) {
    match &event.fact {
        Fact::ProcessingRestricted(f) => {
            let (entry, since) = (event.seq, event.recorded_at);
            *restriction = Some(Restriction { entry, since, ground: f.ground, until: f.until });
        }
        Fact::RestrictionLifted(_) => *restriction = None,
        _ => {}
    }
}

/// Takes erased bodies out of their entries.
pub(super) fn erase(entries: &mut [Entry], erased: &ContentsErased) {
    for (seq, slot) in &erased.bodies {
        if let Some(entry) = usize::try_from(seq - 1).ok().and_then(|place| entries.get_mut(place)) {
            entry.slots.retain(|left| left != slot);
            entry.proofs.retain(|left| left != slot);
        }
    }
}
