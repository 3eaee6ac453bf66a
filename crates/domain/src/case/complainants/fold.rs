//! What facts of those who complain change.

use crate::case::complainants::stance::Stance;
use crate::case::event::{ComplainantFact, Event};
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_complainants(&mut self, fact: &ComplainantFact, event: &Event) {
        let own = &mut self.complainants;
        match fact {
            ComplainantFact::RepresentativeNamed(f) => own.name(f),
            ComplainantFact::RepresentationEnded(f) => own.end(f, event.effective_at),
            ComplainantFact::ComplainantLeft(f) => own.stand(f.complainant, f.via, Stance::Left),
            ComplainantFact::LinkHandedOut(f) => {
                own.links_out.insert(f.complainant);
            }
            ComplainantFact::LinkRenewed(f) => {
                own.links_out.insert(f.complainant);
                if let Some(link) = own.link_mut(f.complainant) {
                    *link = f.generation;
                }
            }
        }
    }
}
