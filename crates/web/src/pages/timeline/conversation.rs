//! What happened in conversation, in the words of a line.

use super::Names;
use crate::wording::time;
use homeward_domain::case::event::{ConversationFact, Direction, MessageRecorded, Told};

impl Names<'_> {
    pub(super) fn of_conversation(&self, fact: &ConversationFact) -> String {
        let kind = fact.kind();
        match fact {
            ConversationFact::MessageRecorded(f) => {
                self.frame.t1(message_key(f), "channel", &self.named("channel", f.channel.as_str()))
            }
            ConversationFact::ContactRestricted(f) => {
                self.happened(kind, &[("at", &time(self.frame.language, f.review_at.0))])
            }
            ConversationFact::TranslationAdded(f) => {
                self.happened(kind, &[("seq", &f.of.to_string()), ("language", &f.language)])
            }
            _ => self.happened(kind, &[]),
        }
    }
}

const fn message_key(message: &MessageRecorded) -> &'static str {
    match (message.direction, message.automatic, message.told) {
        (Direction::In, _, _) => "event-message-in",
        (Direction::Out, true, _) => "event-message-automatic",
        (Direction::Out, false, Some(Told::OnPage)) => "event-message-on-page",
        (Direction::Out, false, Some(Told::ByVoice)) => "event-message-by-voice",
        (Direction::Out, false, Some(Told::HandedOver)) => "event-message-handed-over",
        (Direction::Out, false, Some(Told::SentElsewhere)) => "event-message-sent-elsewhere",
        (Direction::Out, false, None) if matches!(message.reached, Some(false)) => "event-message-attempt",
        (Direction::Out, false, None) => "event-message-out",
    }
}
