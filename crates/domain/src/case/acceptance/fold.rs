//! What facts of acceptance change.

use crate::case::acceptance::state::Objection;
use crate::case::event::{AcceptanceFact, Event};
use crate::case::state::Case;
use crate::case::status::CaseStatus;

impl Case {
    pub(in crate::case) fn fold_acceptance(&mut self, fact: &AcceptanceFact, event: &Event) {
        match fact {
            AcceptanceFact::CaseAccepted(_) => self.status = CaseStatus::Accepted,
            AcceptanceFact::CaseRefused(f) => {
                self.status = CaseStatus::Refused { at: event.effective_at, ground: f.ground };
                self.acceptance.refused_by = Some(event.actor);
            }
            AcceptanceFact::RefusalObjected(_) => self.acceptance.objection = Some(Objection::Waits),
            AcceptanceFact::ObjectionDecided(f) => {
                self.acceptance.objection = Some(if f.upheld { Objection::Upheld } else { Objection::Dismissed });
            }
        }
    }
}
