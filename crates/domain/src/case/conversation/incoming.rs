//! What follows from words that come in: an answer is owed, what waited for them goes
//! on, and a matter that had ended is taken up again (journey §§3, 7).

use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::pauses;
use crate::case::clocks::running;
use crate::case::closing::ending;
use crate::case::command::Words;
use crate::case::conversation::messages;
use crate::case::decision::Decision;
use crate::case::event::Direction;
use crate::case::rejection::Rejection;
use crate::catalogue::Channel;
use crate::catalogue::State;
use crate::promises::{MetBy, Starts};
use crate::time::Timestamp;

/// Puts words on record, with what follows where they came in.
pub(in crate::case) fn record(decision: &mut Decision, message: &Words) -> Result<(), Rejection> {
    let recorded = messages::record(decision, message)?;
    if message.direction == Direction::In {
        came_in(decision, message, recorded.at);
    }
    Ok(())
}

fn came_in(decision: &mut Decision, message: &Words, at: Timestamp) {
    if waits_for_answer(message.channel) && decision.case().state().is_open() {
        start_reply(decision, at);
    }
    if !decision.case().connections.is_another(decision.via()) {
        pauses::end_waiting_for_customer(decision, decision.now());
    }
    ending::reopen_by_their_word(decision, message.words);
    // A merged case has not ended: it goes on in the other one.
    let has_ended = !decision.case().state().is_open() && decision.case().state() != State::Merged;
    if has_ended && message.reached != Some(true) {
        ending::owe_answer(decision, at);
    }
}

/// Of several messages that wait for an answer the first one counts.
pub(in crate::case) fn start_reply(decision: &mut Decision, from: Timestamp) {
    let waits = |c: &CaseClock| c.met_by == MetBy::Replied && c.clock.is_open();
    if !decision.case().clocks.iter().any(waits) {
        running::start_for_words(decision, &[Starts::Message], from);
    }
}

/// Ways in which a person waits for the answer with the telephone in the hand.
pub(in crate::case) const fn waits_for_answer(channel: Channel) -> bool {
    matches!(channel, Channel::Wechat | Channel::Sms | Channel::Social)
}
