//! What facts of responsibility change.

use crate::case::event::ResponsibilityFact;
use crate::case::state::Case;
use crate::catalogue::ShareParty;

impl Case {
    pub(in crate::case) fn fold_responsibility(&mut self, fact: &ResponsibilityFact) {
        match fact {
            ResponsibilityFact::ResponsibilitySet(f) => {
                let of_supplier = f.shares.iter().any(|share| share.party == ShareParty::Supplier);
                self.investigation.supplier_concerned |= of_supplier;
            }
            // Whose mistake it was among staff is told to the desk, and decides nothing.
            ResponsibilityFact::StaffResponsibilityNamed(_) => {}
        }
    }
}
