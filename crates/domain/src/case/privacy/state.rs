//! What is left of a case after erasures, and who may see it.

use crate::Seq;
use crate::case::entry::Entry;
use crate::case::event::{ContentsErased, Event, Fact, PrivacyFact};
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
pub(in crate::case) fn advance(restriction: &mut Option<Restriction>, event: &Event) {
    match &event.fact {
        Fact::Privacy(PrivacyFact::ProcessingRestricted(f)) => {
            let (entry, since) = (event.seq, event.recorded_at);
            *restriction = Some(Restriction { entry, since, ground: f.ground, until: f.until });
        }
        Fact::Privacy(PrivacyFact::RestrictionLifted(_)) => *restriction = None,
        _ => {}
    }
}

/// Takes erased bodies out of their entries.
pub(in crate::case) fn erase(entries: &mut [Entry], erased: &ContentsErased) {
    for (seq, slot) in &erased.bodies {
        if let Some(entry) = usize::try_from(seq - 1).ok().and_then(|place| entries.get_mut(place)) {
            entry.slots.retain(|left| left != slot);
            entry.proofs.retain(|left| left != slot);
        }
    }
}
