//! What facts that tell of other cases change.

use crate::case::complainants::stance::{Guest, Stance};
use crate::case::connections::state::Absorbed;
use crate::case::event::{CaseAbsorbed, CaseReleased, ConnectionFact, Event, Party};
use crate::case::state::Case;
use crate::case::status::CaseStatus;

impl Case {
    pub(in crate::case) fn fold_connections(&mut self, fact: &ConnectionFact, event: &Event) {
        let own = &mut self.connections;
        match fact {
            ConnectionFact::CasesLinked(f) => own.links.push((f.other, f.how)),
            ConnectionFact::LinkRemoved(f) => own.links.retain(|(other, _)| *other != f.other),
            ConnectionFact::CaseMerged(f) => {
                let before = Box::new(std::mem::replace(&mut self.status, CaseStatus::Received));
                let carried = Vec::new();
                self.status = CaseStatus::Merged { at: event.effective_at, into: f.into, before, carried };
            }
            ConnectionFact::CaseUnmerged(_) => {
                if let CaseStatus::Merged { before, .. } = &mut self.status {
                    self.status = std::mem::replace(before, CaseStatus::Received);
                }
            }
            ConnectionFact::CaseAbsorbed(f) => self.absorb(f),
            ConnectionFact::CaseReleased(f) => self.release(f, event),
            ConnectionFact::PassedOn(f) => own.passed_on.extend(f.entries.iter().map(|entry| (f.into, *entry))),
            ConnectionFact::CaseSplit(f) => own.parts.extend(&f.parts),
        }
    }

    fn absorb(&mut self, absorbed: &CaseAbsorbed) {
        let guests = absorbed.parties.iter().filter(|party| party.same_as.is_none());
        let guest = |party: &Party| Guest { with: absorbed.other, who: party.who, stance: Stance::Open };
        self.complainants.guests.extend(guests.map(guest));
        self.connections.absorbed.push(Absorbed {
            other: absorbed.other,
            received_at: absorbed.received_at,
            clocks: absorbed.clocks.clone(),
            parties: absorbed.parties.clone(),
            on_page: absorbed.on_page,
        });
        self.received_at = self.connections.received_at(self.own_receipt());
    }

    fn release(&mut self, released: &CaseReleased, event: &Event) {
        self.hand_back_clocks(released.other, event.effective_at);
        self.complainants.guests.retain(|guest| guest.with != released.other);
        self.connections.absorbed.retain(|one| one.other != released.other);
        self.connections.on_behalf.retain(|(other, _)| *other != released.other);
        self.received_at = self.connections.received_at(self.own_receipt());
    }
}
