//! Words between the complainant and us, and the promises they meet.

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::{again, running};
use crate::case::command::Words;
use crate::case::complainants::addressed;
use crate::case::conversation::tellings::Act;
use crate::case::conversation::ways;
use crate::case::decision::Decision;
use crate::case::event::{Direction, MessageAct, MessageRecorded, Told};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::rejection::{ConversationRejection, IntakeRejection, Rejection};
use crate::promises::{MetBy, Starts};
use crate::time::{Span, Timestamp};

/// When words of ours came to the complainants, and to whom of a group: nobody is named
/// where all have heard them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::case) struct Heard {
    pub at: Timestamp,
    pub who: Vec<i64>,
}

/// Words as they stand on record: when they were said, and by whom they are known to have
/// been heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::case) struct Recorded {
    pub at: Timestamp,
    pub heard: Option<Heard>,
}

/// Puts words on record, and meets what they meet.
pub(in crate::case) fn record(decision: &mut Decision, message: &Words) -> Result<Recorded, Rejection> {
    let next_word_at = message.next_word_at;
    if next_word_at.is_some_and(|at| at <= decision.now() || message.direction == Direction::In || message.automatic) {
        return Err(Rejection::Conversation(ConversationRejection::NextWordNotAhead));
    }
    let (told, acts) = (ways::how(message)?, acts(message)?);
    let effective_at = effective_at(decision, message, told)?;
    must_keep_next_word(decision, next_word_at, effective_at)?;
    let named = addressed::of_message(decision, message, told)?;
    let Words { direction, channel, automatic, tells, words, at_night, .. } = *message;
    let reached = message.reached.or((told == Some(Told::ByVoice)).then_some(true));
    let language = message.language.clone();
    let said = MessageRecorded {
        direction,
        channel,
        automatic,
        reached,
        told,
        tells,
        night: message.night,
        despite: message.despite,
        at_night,
        acts,
        language,
        next_word_at,
        words,
        complainants: named.clone(),
        of_representative: false,
        via: decision.via(),
    };
    let hearers = decision.case().heard_by(&said);
    must_tell(decision, tells, hearers.is_some())?;
    let met = decision.case().met_by_words(&said);
    let told_act = tells.and_then(|entry| decision.case().conversation.tellings.waiting_at(entry)?.act);
    decision.push_at(effective_at, said);
    let entry = decision.case().seq;
    let spoken_at = if direction == Direction::Out { effective_at } else { decision.now() };
    let spoken = if direction == Direction::In { &named } else { hearers.as_deref().unwrap_or_default() };
    decision.meet_of(&met, spoken_at, spoken);
    if told_act == Some(Act::FinalAnswer) && !decision.case().state().is_open() {
        running::end(decision, |met_by| met_by == MetBy::ContentConfirmed);
    }
    let waits = |c: &CaseClock| c.met_by == MetBy::Word && c.clock.is_open();
    let is_heard_of = decision.case().clocks.iter().any(waits);
    if met.contains(&MetBy::Word) && decision.case().state().is_open() && !is_heard_of {
        running::start_until(decision, &[Starts::Word], spoken_at, next_word_at);
    } else if met.contains(&MetBy::Word) && decision.case().state().is_open() && spoken.is_empty() {
        again::silence_until_next(decision, (entry, spoken_at));
    }
    Ok(Recorded { at: effective_at, heard: hearers.map(|who| Heard { at: effective_at, who }) })
}

/// A time that we name is not later than what we promise of the next word anyway.
fn must_keep_next_word(decision: &Decision, named: Option<Timestamp>, said_at: Timestamp) -> Result<(), Rejection> {
    match named.zip(running::next_word_by(decision, said_at)) {
        Some((named, latest)) if latest < named => {
            Err(Rejection::Conversation(ConversationRejection::NextWordTooLate { latest }))
        }
        _ => Ok(()),
    }
}

/// What a message did: what its writer says and nothing else, unless a call found
/// nobody.
fn acts(message: &Words) -> Result<Vec<MessageAct>, Rejection> {
    let told = message.acts.as_deref().unwrap_or_default();
    match message.direction {
        Direction::In if !told.is_empty() => Err(Rejection::Conversation(ConversationRejection::ActsInbound)),
        Direction::Out if message.automatic && (!told.is_empty() || message.reached == Some(true)) => {
            Err(Rejection::Conversation(ConversationRejection::AutomaticMessage))
        }
        Direction::Out if !message.automatic && message.reached != Some(false) => {
            Ok(message.acts.clone().unwrap_or_default())
        }
        _ => Ok(Vec::new()),
    }
}

/// Words that came in may have come earlier; ours may be entered later, but what is
/// put on the page stands there from now on.
fn effective_at(decision: &Decision, message: &Words, told: Option<Told>) -> Result<Timestamp, Rejection> {
    let now = decision.now();
    match (message.direction, message.received_at, message.happened_at) {
        (_, None, None) => Ok(now),
        (Direction::In, Some(at), None) if at <= now + CLOCK_SKEW_MAX => Ok(at.clamp(decision.case().received_at, now)),
        (Direction::Out, None, Some(at)) if !message.automatic && told != Some(Told::OnPage) => {
            after_what_it_tells(decision, message, happened(decision, at)?)
        }
        (_, _, Some(_)) => Err(Rejection::Conversation(ConversationRejection::NotEnteredLater)),
        _ => Err(Rejection::Intake(IntakeRejection::ReceivedInFuture)),
    }
}

/// When a call or letter was that is entered later: not before the receipt, and not
/// longer ago than the company allows.
pub(in crate::case) fn happened(decision: &Decision, at: Timestamp) -> Result<Timestamp, Rejection> {
    let (now, hours_max) = (decision.now(), decision.context().policies.terms().entered_later_hours_max);
    if at > now + CLOCK_SKEW_MAX {
        return Err(Rejection::HappenedInFuture);
    }
    if at < decision.case().received_at {
        return Err(Rejection::Conversation(ConversationRejection::HappenedBeforeReceipt));
    }
    // What was on record in time and was withdrawn may be put on record again, also with
    // another time than was noted: as late as it could have been entered then.
    let within = Span::hours(hours_max);
    if now - at > within && !decision.case().was_withdrawn_of(at, within) {
        return Err(Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max }));
    }
    Ok(at.min(now))
}

/// Nobody was told before there was anything to tell. Forms know minutes only: within
/// that of the entry it was told at once.
fn after_what_it_tells(decision: &Decision, message: &Words, at: Timestamp) -> Result<Timestamp, Rejection> {
    let told = message
        .tells
        .and_then(|entry| decision.case().conversation.tellings.waiting_at(entry))
        .map(|telling| telling.at);
    match told {
        Some(was) if was - at >= Span::minutes(1) => {
            Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: was }))
        }
        Some(was) => Ok(at.max(was)),
        None => Ok(at),
    }
}

/// Whoever tells what stands on the page is heard, and there is something to tell.
fn must_tell(decision: &Decision, tells: Option<Seq>, heard: bool) -> Result<(), Rejection> {
    let waits = |entry: &Seq| heard && decision.case().conversation.tellings.waiting_at(*entry).is_some();
    match tells.filter(|entry| !waits(entry)) {
        Some(entry) => Err(Rejection::Conversation(ConversationRejection::NothingToTell(entry))),
        None => Ok(()),
    }
}
