//! What facts of publication change.

use crate::case::event::{Event, PublicationFact};
use crate::case::publication::state::Publication;
use crate::case::state::Case;
use crate::time::Timestamp;

impl Case {
    pub(in crate::case) fn fold_publication(&mut self, fact: &PublicationFact, event: &Event) {
        let by = match self.publication {
            Some(Publication::Proposed { by, .. } | Publication::Approved { by, .. }) => by,
            _ => None,
        };
        let at = event.effective_at;
        self.publication = Some(match fact {
            PublicationFact::PublicationProposed(_) => Publication::Proposed { objected: false, by: Some(event.actor) },
            PublicationFact::PublicationDecided(f) if f.publish => {
                Publication::Approved { told: (!f.untold).then_some(at), by, supplier_told: None }
            }
            PublicationFact::PublicationDecided(_) => Publication::Withheld,
            PublicationFact::PublicationSupplierTold(_) => return self.supplier_told(at),
            PublicationFact::PublicationObjected(_) => Publication::Proposed { objected: true, by },
            PublicationFact::CasePublished(f) => Publication::Published { at, until: f.until },
            PublicationFact::PublicationWithdrawn(_) => Publication::Withdrawn,
        });
    }

    /// A supplier concerned was told of it first.
    fn supplier_told(&mut self, at: Timestamp) {
        if let Some(Publication::Approved { supplier_told: supplier_told @ None, .. }) = &mut self.publication {
            *supplier_told = Some(at);
        }
    }

    /// Those who complain were told of it first.
    pub(in crate::case) fn publication_told(&mut self, at: Timestamp) {
        if let Some(Publication::Approved { told: told @ None, .. }) = &mut self.publication {
            *told = Some(at);
        }
    }
}
