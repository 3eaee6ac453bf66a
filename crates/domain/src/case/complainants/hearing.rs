//! Who of a group hears what, and what each of them has still to hear.

use crate::Seq;
use crate::actor::Actor;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::complainants::group::Hearing;
use crate::case::complainants::state::Representative;
use crate::case::conversation::tellings::{Act, Telling};
use crate::case::event::{ClockName, ConversationFact, Direction, Event, Fact, MessageRecorded, Told};
use crate::case::state::Case;
use crate::case::who::REPRESENTATIVE;
use crate::catalogue::Channel;
use crate::promises::MetBy;
use crate::time::Timestamp;

impl Case {
    /// Whoever of a group does something on their page is known to look at it.
    pub(in crate::case) fn note_looking(&mut self, event: &Event) {
        if let Actor::Complainant(place) = event.actor
            && place != REPRESENTATIVE
            && event.fact.via().is_none()
            && !self.complainants.looks.contains(&place)
        {
            self.complainants.looks.push(place);
        }
    }

    /// Whether the complainant, of a group the representative, is known to look at their
    /// page: they came by it, or have no other way to hear from us (journey §1). Of merged
    /// cases everybody does, whose page tells the same.
    pub fn hears_on_page(&self) -> bool {
        self.looks_by(self.conversation.last_way_of_representative)
    }

    fn looks_by(&self, way: Channel) -> bool {
        let by_page = |channel: Channel| matches!(channel, Channel::Web | Channel::App);
        self.connections.hears_on_page(by_page(self.intake.channel) || by_page(way) || self.intake.anonymous)
    }

    /// Whether nobody hears for the others what is for all of a group: the representative
    /// has left, and nobody who may acts for all who remain.
    pub fn has_no_speaker(&self) -> bool {
        let members = self.complainants.members();
        let has_left = !members.is_empty() && !members.contains(&REPRESENTATIVE) && self.complainants.guests.is_empty();
        let acts_for_all = |one: &Representative| {
            one.authorised && one.ended_at.is_none() && members.iter().all(|place| one.complainants.contains(place))
        };
        has_left && !self.complainants.representatives.iter().any(acts_for_all)
    }

    /// Whether one of those who complain is known to look at their page.
    pub fn looks_at_page(&self, place: i64) -> bool {
        self.intake.anonymous
            || if place == REPRESENTATIVE { self.hears_on_page() } else { self.complainants.looks.contains(&place) }
    }

    /// Who has still to be told what a message put on the page; none where everybody
    /// hears of it there, an empty list where it is for all and nobody does.
    pub(in crate::case) fn unheard(&self, event: &Event) -> Option<Vec<i64>> {
        if let Fact::Conversation(ConversationFact::MessageRecorded(said)) = &event.fact {
            self.unheard_of(said)
        } else {
            None
        }
    }

    /// The same of a message.
    pub(in crate::case) fn unheard_of(&self, said: &MessageRecorded) -> Option<Vec<i64>> {
        if said.direction == Direction::In || said.told != Some(Told::OnPage) {
            return None;
        }
        if said.of_representative {
            // Up to version 2 whoever of a group came by the page stood for all of them.
            return (!self.looks_by(self.conversation.last_way_in)).then(Vec::new);
        }
        if said.complainants.is_empty() {
            return (!self.hears_on_page()).then(Vec::new);
        }
        let unheard: Vec<i64> = said.complainants.iter().copied().filter(|one| !self.looks_at_page(*one)).collect();
        (!unheard.is_empty()).then_some(unheard)
    }

    /// Those of whom each has still to hear what a clock waits for; nobody where it is
    /// one word to all.
    pub fn still_to_hear(&self, clock: &CaseClock) -> Vec<i64> {
        let heard = |place: &i64| clock.heard.iter().any(|one| one.place == *place);
        if clock.heard.is_empty() {
            return Vec::new();
        }
        self.complainants.members().into_iter().filter(|place| !heard(place)).collect()
    }

    /// The last of a group have heard what a clock waits for.
    pub(in crate::case) fn rest_heard(&mut self, clock: &ClockName, by: Seq, event: &Event) {
        let (at, recorded_at) = (event.effective_at, event.recorded_at);
        let members = self.complainants.members();
        let Some(found) = self.named_mut(clock) else { return };
        if found.heard.is_empty() {
            return;
        }
        for place in members {
            if !found.heard.iter().any(|one| one.place == place) {
                found.heard.push(Hearing { place, at, recorded_at, by });
            }
        }
    }

    /// Who of a group has still to hear what meets such a promise, where others have.
    pub fn still_to_be_told(&self, met_by: MetBy) -> Vec<i64> {
        let mut waits = self.clocks.iter().filter(|c| c.met_by == met_by && c.clock.is_open());
        waits.next().map(|clock| self.still_to_hear(clock)).unwrap_or_default()
    }

    /// When everybody concerned has heard what a clock waits for, if those of a group
    /// hear it at `at`; nobody named is all of them.
    pub(crate) fn all_heard_at(&self, clock: &CaseClock, who: &[i64], at: Timestamp) -> Option<Timestamp> {
        let is_whole = match clock.met_by {
            // Who wrote has an answer, whoever else is in the group.
            MetBy::Replied | MetBy::AfterwordAnswered => return self.conversation.awaiting.is_empty().then_some(at),
            MetBy::Settled => return self.is_settled_for_all().then_some(at),
            _ if who.is_empty() => true,
            _ if !self.complainants.guests.is_empty() => false,
            _ => {
                let heard = |place: &i64| who.contains(place) || clock.heard.iter().any(|one| one.place == *place);
                self.complainants.members().iter().all(heard)
            }
        };
        let before = clock.heard.iter().map(|one| one.at).filter(|_| !who.is_empty());
        is_whole.then(|| before.fold(at, Timestamp::max))
    }

    /// Whether the matter is settled and whoever had our last word has heard it.
    fn is_settled_for_all(&self) -> bool {
        let untold = |one: &Telling| one.act == Some(Act::FinalAnswer);
        self.closing.settled.is_some() && !self.conversation.tellings.waiting().any(untold)
    }
}
