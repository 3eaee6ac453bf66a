//! What facts of privacy change.

use crate::case::event::{ContentsErased, Event, PrivacyFact};
use crate::case::privacy::state::Restriction;
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_privacy(&mut self, fact: &PrivacyFact, event: &Event) {
        match fact {
            PrivacyFact::HoldSet(_) => self.privacy.on_hold = true,
            PrivacyFact::HoldLifted(_) => self.privacy.on_hold = false,
            PrivacyFact::ProcessingRestricted(f) => {
                let (entry, since) = (event.seq, event.recorded_at);
                self.privacy.restriction = Some(Restriction { entry, since, ground: f.ground, until: f.until });
            }
            PrivacyFact::RestrictionLifted(_) => self.privacy.restriction = None,
            PrivacyFact::ContentsErased(f) => self.erase(f),
            // Who looked and who was given a copy stands on the record, and changes nothing.
            PrivacyFact::RestrictedSeen(_) | PrivacyFact::PersonDataGiven(_) => {}
        }
    }

    /// Takes erased bodies out of their entries, and out of a group whose they were.
    fn erase(&mut self, erased: &ContentsErased) {
        for (seq, slot) in &erased.bodies {
            let place = usize::try_from(seq - 1).ok();
            if let Some(entry) = place.and_then(|place| self.entries.get_mut(place)) {
                entry.slots.retain(|left| left != slot);
                entry.proofs.retain(|left| left != slot);
            }
        }
        if let Some(place) = erased.complainant
            && self.complainants.go(place)
        {
            self.conversation.awaiting.retain(|one| *one != place);
        }
    }
}
