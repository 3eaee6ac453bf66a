//! What happened in corrections, in the words of a line.

use super::Names;
use homeward_domain::case::event::CorrectionFact;

impl Names<'_> {
    pub(super) fn of_corrections(&self, fact: &CorrectionFact) -> String {
        let kind = fact.kind();
        match fact {
            CorrectionFact::EntryConfirmed(f) => self.happened(kind, &[("seq", &f.entry.to_string())]),
            CorrectionFact::EntryCorrected(f) if f.withdraws => {
                self.frame.t1("event-entry-withdrawn", "seq", &f.corrects.to_string())
            }
            CorrectionFact::EntryCorrected(f) => self.happened(kind, &[("seq", &f.corrects.to_string())]),
        }
    }
}
