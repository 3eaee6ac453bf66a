//! What facts of the intake change; its first one begins the case.

use crate::case::event::IntakeFact;
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_intake(&mut self, fact: &IntakeFact) {
        match fact {
            // A case is received once, and begins by it.
            IntakeFact::CaseReceived(_) => {}
            IntakeFact::MatterAdded(f) => {
                self.intake.add(f);
                self.complainants.join(f.joined.len());
            }
        }
    }
}
