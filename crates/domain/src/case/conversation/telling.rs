//! How words of ours come to the complainant. What stands on a page was told to
//! whoever is known to look there, and to nobody else: a traveller who telephoned
//! has heard nothing before somebody has told them (journey §3).

use crate::case::command::{Telling, Words};
use crate::case::conversation::messages;
use crate::case::conversation::messages::Heard;
use crate::case::conversation::ways::{is_page, is_voice};
use crate::case::decision::Decision;
use crate::case::event::{Direction, Told};
use crate::case::rejection::{ConversationRejection, Rejection};
use crate::case::state::Case;
use crate::catalogue::Channel;
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Puts on record what an act says to the complainant and how it came to them; tells
/// when they are known to have heard it.
pub(in crate::case) fn tell(
    decision: &mut Decision,
    words: ContentRef,
    how: Telling,
) -> Result<Option<Timestamp>, Rejection> {
    Ok(tell_to(decision, words, how, &[])?.map(|heard| heard.at))
}

/// The same to those of a group who are named, or to all.
fn tell_to(decision: &mut Decision, words: ContentRef, how: Telling, to: &[i64]) -> Result<Option<Heard>, Rejection> {
    let told = how.told.unwrap_or(Told::OnPage);
    let message = Words {
        direction: Direction::Out,
        channel: channel(decision.case(), told, how.channel)?,
        automatic: false,
        reached: (told == Told::ByVoice).then_some(true),
        told: Some(told),
        tells: None,
        acts: Some(Vec::new()),
        received_at: None,
        happened_at: how.happened_at,
        language: None,
        next_word_at: None,
        at_night: how.at_night,
        night: how.night,
        complainants: to.to_vec(),
        despite: how.despite,
        words,
    };
    Ok(messages::record(decision, &message)?.heard)
}

/// The same, of what nobody can have been told before a time: the answer to the plan
/// before, or the settlement.
pub(in crate::case) fn tell_since(
    decision: &mut Decision,
    words: ContentRef,
    how: Telling,
    to: &[i64],
    since: Option<Timestamp>,
) -> Result<Option<Heard>, Rejection> {
    let happened_at = match (how.happened_at, since) {
        // Forms know minutes only.
        (Some(at), Some(since)) if since - at >= Span::minutes(1) => {
            return Err(Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: since }));
        }
        (at, since) => at.map(|at| since.map_or(at, |since| at.max(since))),
    };
    tell_to(decision, words, Telling { happened_at, ..how }, to)
}

/// When somebody said what is put on record now: where that was earlier, at the time that
/// is told, within the bounds of a call of ours, and not before what they speak of.
pub(in crate::case) fn said_at(
    decision: &Decision,
    told: Option<Timestamp>,
    since: Option<Timestamp>,
) -> Result<Timestamp, Rejection> {
    let Some(at) = told else { return Ok(decision.now()) };
    let at = messages::happened(decision, at)?;
    match since {
        // Forms know minutes only.
        Some(since) if since - at >= Span::minutes(1) => {
            Err(Rejection::Conversation(ConversationRejection::SaidBeforeItWas { at: since }))
        }
        since => Ok(since.map_or(at, |since| at.max(since))),
    }
}

/// The way in which something was told: the one named, or the one that they used
/// last where it fits.
fn channel(case: &Case, told: Told, named: Option<Channel>) -> Result<Channel, Rejection> {
    let last = case.conversation.last_way_in;
    if let Some(way) = named.filter(|way| !told.fits(*way)) {
        return Err(Rejection::Conversation(ConversationRejection::WayOtherwise { way, told }));
    }
    match told {
        Told::OnPage => Ok(Channel::Web),
        Told::ByVoice => Ok(named.unwrap_or(if is_voice(last) { last } else { Channel::Phone })),
        Told::HandedOver => Ok(named.unwrap_or(Channel::Counter)),
        Told::SentElsewhere => named
            .or((!is_voice(last) && !is_page(last)).then_some(last))
            .ok_or(Rejection::Conversation(ConversationRejection::WayMissing)),
    }
}
