//! Words between the complainant and us, and the promises they meet.

use super::draft::Draft;
use super::intake::CLOCK_SKEW_MAX;
use super::{ending, running};
use crate::case::event::{Direction, MessageAct, MessageRecorded};
use crate::case::rejection::Rejection;
use crate::catalogue::Channel;
use crate::promises::{MetBy, Starts};
use crate::record::ContentRef;
use crate::time::Timestamp;

/// The parts of [`crate::case::Command::RecordMessage`].
pub(super) struct Message {
    pub direction: Direction,
    pub channel: Channel,
    pub automatic: bool,
    pub reached: Option<bool>,
    pub acts: Option<Vec<MessageAct>>,
    pub received_at: Option<Timestamp>,
    pub language: Option<String>,
    pub next_word_at: Option<Timestamp>,
    pub words: ContentRef,
}

pub(super) fn record(draft: &mut Draft, message: &Message) -> Result<(), Rejection> {
    let next_word_at = message.next_word_at;
    if next_word_at.is_some_and(|at| at <= draft.now() || message.direction == Direction::In || message.automatic) {
        return Err(Rejection::NextWordNotAhead);
    }
    let acts = acts(message)?;
    let effective_at = effective_at(draft, message)?;
    let met = met_by(draft, message, &acts);
    let Message { direction, channel, automatic, reached, words, .. } = *message;
    let language = message.language.clone();
    let said = MessageRecorded { direction, channel, automatic, reached, acts, language, next_word_at, words };
    draft.push_at(effective_at, said);
    draft.meet(&met);
    if met.contains(&MetBy::Word) && draft.case().state().is_open() {
        running::start_until(draft, &[Starts::Word], draft.now(), next_word_at);
    }
    if direction == Direction::In && waits_for_answer(channel) && draft.case().state().is_open() {
        start_reply(draft, effective_at);
    }
    if direction == Direction::In {
        ending::reopen_by_their_word(draft, words);
    }
    Ok(())
}

/// What a message did: what its writer says; else a person's words to the
/// complainant confirm the content back, unless a call found nobody.
fn acts(message: &Message) -> Result<Vec<MessageAct>, Rejection> {
    let told = message.acts.as_deref().unwrap_or_default();
    match message.direction {
        Direction::In if !told.is_empty() => Err(Rejection::ActsInbound),
        Direction::Out if message.automatic && (!told.is_empty() || message.reached == Some(true)) => {
            Err(Rejection::AutomaticMessage)
        }
        Direction::Out if !message.automatic && message.reached != Some(false) => {
            Ok(message.acts.clone().unwrap_or_else(|| vec![MessageAct::ContentConfirmed]))
        }
        _ => Ok(Vec::new()),
    }
}

/// Only words that came in can have come earlier; our own count when they are recorded.
fn effective_at(draft: &Draft, message: &Message) -> Result<Timestamp, Rejection> {
    let now = draft.now();
    match message.received_at {
        Some(told) if told > now + CLOCK_SKEW_MAX || message.direction == Direction::Out => {
            Err(Rejection::ReceivedInFuture)
        }
        Some(told) => Ok(told.clamp(draft.case().received_at, now)),
        None => Ok(now),
    }
}

fn met_by(draft: &Draft, message: &Message, acts: &[MessageAct]) -> Vec<MetBy> {
    let spoke = message.reached == Some(true);
    let mut met: Vec<MetBy> = acts.iter().map(|act| act_meets(*act)).collect();
    let in_their_way = message.channel == draft.case().last_way_in || message.channel == draft.case().channel;
    let written_to_them = message.direction == Direction::Out && message.reached.is_none();
    if !message.automatic && (spoke || (written_to_them && in_their_way && !is_spoken(message.channel))) {
        met.push(MetBy::Contact);
    }
    if spoke {
        met.push(MetBy::Reached);
    }
    // Words that they brought themselves, in a call to us, are no word from us.
    if !message.automatic && message.direction == Direction::Out && (spoke || written_to_them) {
        met.push(MetBy::Word);
        met.push(MetBy::Replied);
    }
    met
}

const fn act_meets(act: MessageAct) -> MetBy {
    match act {
        MessageAct::ContentConfirmed => MetBy::ContentConfirmed,
        MessageAct::SolutionTold => MetBy::SolutionTold,
        MessageAct::FeedbackAnswered => MetBy::FeedbackAnswered,
        MessageAct::PraisePassed => MetBy::PraisePassed,
        MessageAct::SatisfactionAsked => MetBy::SatisfactionAsked,
        MessageAct::RoomVisited => MetBy::RoomVisited,
        MessageAct::RoomOffered => MetBy::RoomOffered,
    }
}

/// Of several messages that wait for an answer the first one counts.
pub(super) fn start_reply(draft: &mut Draft, from: Timestamp) {
    let waits = |c: &crate::case::state::CaseClock| c.met_by == MetBy::Replied && c.clock.is_open();
    if !draft.case().clocks.iter().any(waits) {
        running::start(draft, &[Starts::Message], from);
    }
}

/// Ways in which a person waits for the answer with the telephone in the hand.
pub(super) const fn waits_for_answer(channel: Channel) -> bool {
    matches!(channel, Channel::Wechat | Channel::Sms | Channel::Social)
}

/// Ways in which contact means that two people spoke, so that `reached` tells.
pub(super) const fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Video)
}
