//! What was said, by whom and in which way, as far as rules read it.

use crate::actor::Actor;
use crate::case::conversation::tellings::Tellings;
use crate::case::event::{Direction, MessageAct, MessageRecorded, Told};
use crate::catalogue::Channel;
use crate::time::Timestamp;

/// What was said, by whom and in which way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// What they were told and how, as far as it is less than certain.
    pub tellings: Tellings,
    /// The way the complainant last used, of a group any of them.
    pub last_way_in: Channel,
    /// The way the representative last used.
    pub last_way_of_representative: Channel,
    /// Where contact is restricted to writing: when that is looked at again.
    pub restricted_until_review: Option<Timestamp>,
    /// Whether a person of ours has told them anything yet.
    pub answered: bool,
    /// How often they were asked for facts.
    pub facts_asked: i64,
    /// How often the complainant came after the receipt.
    pub contacts: i64,
    /// Calls and talks since their last word in which nobody was reached.
    pub attempts: Vec<(Timestamp, Channel)>,
    /// When they last said a word.
    pub last_word_at: Option<Timestamp>,
    /// The last words written to them since their own last word.
    pub written_at: Option<Timestamp>,
    /// Who has written and not heard from us since, from 1.
    pub awaiting: Vec<i64>,
}

impl Conversation {
    pub(in crate::case) fn begin(way_in: Channel) -> Self {
        Self {
            tellings: Tellings::default(),
            last_way_in: way_in,
            last_way_of_representative: way_in,
            restricted_until_review: None,
            answered: false,
            facts_asked: 0,
            contacts: 0,
            attempts: Vec::new(),
            last_word_at: None,
            written_at: None,
            awaiting: Vec::new(),
        }
    }

    /// Words of theirs or of ours; `to_all` is whether ours were to all of a group, `unseen`
    /// whether they stand on a page that nobody is known to look at.
    pub(in crate::case) fn hear(&mut self, message: &MessageRecorded, at: Timestamp, to_all: bool, unseen: bool) {
        let is_ours = message.direction == Direction::Out && !message.automatic && !unseen;
        self.answered |= is_ours && to_all && message.reached != Some(false);
        self.facts_asked += i64::from(message.acts.contains(&MessageAct::FactsAsked) && !unseen && to_all);
        match (message.direction, message.reached) {
            (Direction::In, _) => {
                self.contacts += 1;
                self.last_word_at = self.last_word_at.max(Some(at));
                self.attempts.clear();
                self.written_at = None;
            }
            // Words to some say nothing of how the others can be reached.
            (Direction::Out, _) if !to_all => {}
            (Direction::Out, _) if message.told.is_some_and(Told::is_in_person) => {
                self.attempts.retain(|(tried, _)| *tried > at);
            }
            (Direction::Out, Some(true)) => self.attempts.clear(),
            (Direction::Out, Some(false)) => self.note_attempt(at, message.channel),
            (Direction::Out, None) if !message.automatic && !unseen => self.written_at = self.written_at.max(Some(at)),
            (Direction::Out, None) => {}
        }
    }

    /// Who has written waits for an answer; who has heard from us waits no more.
    pub(in crate::case) fn await_answer(&mut self, message: &MessageRecorded, actor: Actor, unseen: bool) {
        match message.direction {
            Direction::In if message.via.is_none() => self.wait(&message.speakers(actor)),
            Direction::In => {}
            Direction::Out if message.automatic || unseen || message.reached == Some(false) => {}
            Direction::Out if message.complainants.is_empty() => self.awaiting.clear(),
            Direction::Out => self.awaiting.retain(|place| !message.complainants.contains(place)),
        }
    }

    pub(in crate::case) fn wait(&mut self, who: &[i64]) {
        let new: Vec<i64> = who.iter().copied().filter(|place| !self.awaiting.contains(place)).collect();
        self.awaiting.extend(new);
    }

    /// An attempt in its true place, whenever it was entered; one from before their
    /// last word counts no more.
    fn note_attempt(&mut self, at: Timestamp, channel: Channel) {
        if self.last_word_at.is_none_or(|word| word < at) {
            let place = self.attempts.partition_point(|(tried, _)| *tried <= at);
            self.attempts.insert(place, (at, channel));
        }
    }
}
