//! When what promises wait for happened, whether or not a clock ran for it: a clock
//! that begins or counts again later is judged by it.

use super::{Case, CaseClock};
use crate::Seq;
use crate::case::event::{Direction, Event, Fact, MessageRecorded, Told};
use crate::promises::MetBy;
use crate::time::Timestamp;

/// Something that meets a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// What it meets.
    pub met_by: MetBy,
    /// When it was.
    pub at: Timestamp,
    /// The entry.
    pub entry: Seq,
}

/// All of it, in the order of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened(Vec<Happening>);

impl Happened {
    /// When it was last.
    pub fn last(&self, met_by: MetBy) -> Option<Timestamp> {
        self.0.iter().filter(|one| one.met_by == met_by).map(|one| one.at).max()
    }

    /// The first from a time on.
    fn first_since(&self, met_by: MetBy, from: Timestamp) -> Option<Happening> {
        self.0.iter().filter(|one| one.met_by == met_by && from <= one.at).min_by_key(|one| one.at).copied()
    }

    fn add(&mut self, event: &Event, met: impl IntoIterator<Item = MetBy>) {
        let (at, entry) = (event.effective_at, event.seq);
        self.0.extend(met.into_iter().map(|met_by| Happening { met_by, at, entry }));
    }
}

impl Case {
    /// What met such a promise first since this clock began.
    pub fn happened_since(&self, clock: &CaseClock) -> Option<Happening> {
        self.happened.first_since(clock.met_by, clock.began)
    }

    /// The part of an event that may meet a promise; read before the rest of the case
    /// moves on.
    pub(super) fn happens(&mut self, event: &Event) {
        match &event.fact {
            // What somebody else said or heard is not theirs.
            Fact::MessageRecorded(f) if !self.connections.is_another(f.via) => {
                let met = self.met_by_words(f);
                self.happened.add(event, met);
            }
            Fact::CaseAccepted(_) | Fact::CaseRefused(_) => self.happened.add(event, [MetBy::AcceptanceDecided]),
            Fact::SeverityAssessed(_) => self.happened.add(event, [MetBy::Graded]),
            Fact::CausesFound(_) => self.happened.add(event, [MetBy::FactsGathered]),
            Fact::CaseAssigned(f) if f.owner.is_some() => self.happened.add(event, [MetBy::Taken]),
            // Nobody answers what was not put to them.
            Fact::PlanAnswered(_) => self.happened.add(event, [MetBy::PlanProposed]),
            _ => {}
        }
    }

    fn met_by_words(&self, message: &MessageRecorded) -> Vec<MetBy> {
        let spoke = message.reached == Some(true) || message.told.is_some_and(Told::is_in_person);
        let in_their_way = message.channel == self.last_way_in || message.channel == self.channel;
        let mut met = Vec::new();
        if message.direction == Direction::In {
            met.extend(spoke.then_some([MetBy::Contact, MetBy::Reached]).into_iter().flatten());
            return met;
        }
        // What only some of a group have heard is noted at the clocks that wait for it.
        let for_some = !message.complainants.is_empty();
        let unseen = self.unheard_of(message).is_some();
        if message.automatic || message.reached == Some(false) || unseen || for_some {
            return met;
        }
        met.push(MetBy::Word);
        met.extend(message.acts.iter().flat_map(|act| act.meets()));
        if in_their_way || spoke || message.told == Some(Told::OnPage) {
            met.push(MetBy::Contact);
        }
        met.extend(spoke.then_some(MetBy::Reached));
        met
    }
}
