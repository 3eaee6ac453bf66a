//! What facts of corrections change; what a withdrawal takes out is read anew without it.

use crate::case::event::CorrectionFact;
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_corrections(&mut self, fact: &CorrectionFact) {
        match fact {
            CorrectionFact::EntryConfirmed(f) => self.confirm_clocks(f.entry),
            // What it withdraws is out of the case before this is read, see `Case::advance`.
            CorrectionFact::EntryCorrected(_) => {}
        }
    }
}
