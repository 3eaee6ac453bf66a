//! What happened in acceptance, in the words of a line.

use super::Names;
use homeward_domain::case::event::AcceptanceFact;

impl Names<'_> {
    pub(super) fn of_acceptance(&self, fact: &AcceptanceFact) -> String {
        let kind = fact.kind();
        match fact {
            AcceptanceFact::ObjectionDecided(f) => {
                self.frame.t(if f.upheld { "event-objection-upheld" } else { "event-objection-dismissed" })
            }
            _ => self.happened(kind, &[]),
        }
    }
}
