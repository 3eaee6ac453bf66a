//! What facts of the conversation change.

use crate::case::complainants::group;
use crate::case::conversation::tellings::Act;
use crate::case::event::{ConversationFact, Direction, Event, MessageRecorded, Told};
use crate::case::state::Case;
use crate::case::who::REPRESENTATIVE;

impl Case {
    /// `heard` is whether words of ours on their page are known to be looked at, `told` the
    /// act whose words a message tells that waited to be told.
    pub(in crate::case) fn fold_conversation(
        &mut self,
        fact: &ConversationFact,
        event: &Event,
        (heard, told): (bool, Option<Act>),
    ) {
        match fact {
            ConversationFact::MessageRecorded(f) => {
                self.note_way(f, event);
                self.note_words(f, event, heard);
                self.connections.look(f);
                if told == Some(Act::Publication) {
                    self.publication_told(event.effective_at);
                }
            }
            ConversationFact::ContactRestricted(f) => self.conversation.restricted_until_review = Some(f.review_at),
            ConversationFact::ContactFreed(_) => self.conversation.restricted_until_review = None,
            // Notes and translations are read by people alone.
            ConversationFact::NoteAdded(_) | ConversationFact::TranslationAdded(_) => {}
        }
    }

    /// The way of somebody else says nothing of theirs.
    fn note_way(&mut self, message: &MessageRecorded, event: &Event) {
        if message.direction == Direction::Out || self.connections.is_another(message.via) {
            return;
        }
        self.conversation.last_way_in = message.channel;
        if group::is_of_representative(message, event.actor) {
            self.conversation.last_way_of_representative = message.channel;
        }
    }

    fn note_words(&mut self, message: &MessageRecorded, event: &Event, heard: bool) {
        let unseen = message.told == Some(Told::OnPage) && !heard;
        let to_all = message.complainants.is_empty() || self.is_to_each(&message.complainants);
        self.conversation.hear(message, event.effective_at, to_all, unseen);
        self.conversation.await_answer(message, event.actor, unseen);
    }

    /// Whether words name each who remains of a group whose representative has left, to whom
    /// nothing can be said for all.
    fn is_to_each(&self, named: &[i64]) -> bool {
        let members = self.complainants.members();
        !members.contains(&REPRESENTATIVE) && members.iter().all(|place| named.contains(place))
    }
}
