//! What happened in publication, in the words of a line.

use super::Names;
use crate::wording::time;
use homeward_domain::case::event::PublicationFact;

impl Names<'_> {
    pub(super) fn of_publication(&self, fact: &PublicationFact) -> String {
        let kind = fact.kind();
        match fact {
            PublicationFact::PublicationDecided(f) => {
                self.frame.t(if f.publish { "event-publication-approved" } else { "event-publication-withheld" })
            }
            PublicationFact::PublicationSupplierTold(f) => {
                self.happened(kind, &[("channel", &self.named("channel", f.channel.as_str()))])
            }
            PublicationFact::PublicationObjected(f) => {
                self.happened(kind, &[("by", &self.named("objector", f.by.as_str()))])
            }
            PublicationFact::CasePublished(f) => {
                self.happened(kind, &[("until", &time(self.frame.language, f.until.0))])
            }
            _ => self.happened(kind, &[]),
        }
    }
}
