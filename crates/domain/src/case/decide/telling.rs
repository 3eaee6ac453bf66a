//! How words of ours come to the complainant. What stands on a page was told to
//! whoever is known to look there, and to nobody else: a traveller who telephoned
//! has heard nothing before somebody has told them (journey §3).

use super::draft::Draft;
use super::messages;
use crate::case::command::{Telling, Words};
use crate::case::event::{Direction, Told};
use crate::case::rejection::Rejection;
use crate::case::state::{Act, Case};
use crate::catalogue::Channel;
use crate::promises::MetBy;
use crate::record::ContentRef;

/// Puts on record what an act says to the complainant and how it came to them;
/// tells whether they are known to have heard it.
pub(super) fn tell(draft: &mut Draft, words: ContentRef, how: Telling) -> Result<bool, Rejection> {
    Ok(tell_to(draft, words, how, &[])?.is_some())
}

/// The same to those of a group who are named, or to all; gives who of them is known to
/// have heard it, nobody named where all have.
pub(super) fn tell_to(
    draft: &mut Draft,
    words: ContentRef,
    how: Telling,
    to: &[i64],
) -> Result<Option<Vec<i64>>, Rejection> {
    let told = how.told.unwrap_or(Told::OnPage);
    let message = Words {
        direction: Direction::Out,
        channel: channel(draft.case(), told, how.channel)?,
        automatic: false,
        reached: (told == Told::ByVoice).then_some(true),
        told: Some(told),
        tells: None,
        acts: Some(Vec::new()),
        received_at: None,
        happened_at: None,
        language: None,
        next_word_at: None,
        at_night: how.at_night,
        night: how.night,
        complainants: to.to_vec(),
        despite: how.despite,
        words,
    };
    messages::record(draft, &message)
}

/// The way in which something was told: the one named, or the one that they used
/// last where it fits.
fn channel(case: &Case, told: Told, named: Option<Channel>) -> Result<Channel, Rejection> {
    let last = case.last_way_in;
    if let Some(way) = named.filter(|way| !told.fits(*way)) {
        return Err(Rejection::WayOtherwise { way, told });
    }
    match told {
        Told::OnPage => Ok(Channel::Web),
        Told::ByVoice => Ok(named.unwrap_or(if is_voice(last) { last } else { Channel::Phone })),
        Told::HandedOver => Ok(named.unwrap_or(Channel::Counter)),
        Told::SentElsewhere => {
            named.or((!is_voice(last) && !is_page(last)).then_some(last)).ok_or(Rejection::WayMissing)
        }
    }
}

/// How words were told by what is said of them; nothing where they came in, where
/// a program wrote them and where nobody was reached.
pub(super) fn how(message: &Words) -> Result<Option<Told>, Rejection> {
    if message.direction == Direction::In || message.automatic {
        let is_said = message.told.is_some() || message.tells.is_some();
        return if is_said { Err(Rejection::NotOurWords) } else { Ok(None) };
    }
    let way = message.channel;
    match (message.told, message.reached) {
        (Some(_), Some(false)) | (Some(Told::OnPage | Told::SentElsewhere), Some(true)) => {
            Err(Rejection::ToldOtherwise)
        }
        (Some(told), _) if !told.fits(way) => Err(Rejection::WayOtherwise { way, told }),
        (Some(told), _) => Ok(Some(told)),
        (None, Some(false)) => Ok(None),
        (None, Some(true)) if !Told::ByVoice.fits(way) => Err(Rejection::WayOtherwise { way, told: Told::ByVoice }),
        (None, Some(true)) => Ok(Some(Told::ByVoice)),
        // Nobody has said that they went there: they stand on the page.
        (None, None) => Ok(Some(Told::OnPage)),
    }
}

/// To whom words told so have come of those whom they are for: nobody named where they
/// are for all and came to them, none where they came to nobody.
pub(super) fn heard_by(case: &Case, told: Told, to: &[i64]) -> Option<Vec<i64>> {
    if told != Told::OnPage {
        return Some(to.to_vec());
    }
    if to.is_empty() {
        return case.hears_on_page().then(Vec::new);
    }
    let looking: Vec<i64> = to.iter().copied().filter(|place| case.looks_at_page(*place)).collect();
    (!looking.is_empty()).then_some(looking)
}

/// What the promises about words of ours are met by when these are heard.
pub(super) fn met_by_hearing(case: &Case, told: Told, message: &Words) -> Vec<MetBy> {
    let mut met = vec![MetBy::Word, MetBy::Replied, MetBy::AfterwordAnswered];
    let is_their_way = message.channel == case.last_way_in || message.channel == case.channel;
    // At night a message counts in place of the call.
    let is_their_way = is_their_way || (message.at_night && rings(case.last_way_in));
    if told != Told::SentElsewhere || is_their_way {
        met.push(MetBy::Contact);
    }
    if told.is_in_person() {
        met.push(MetBy::Reached);
    }
    met
}

/// What is met where they are told what an act had put on their page.
pub(super) const fn met_by_act(act: Act) -> Option<MetBy> {
    match act {
        Act::Plan { .. } => Some(MetBy::PlanProposed),
        Act::FinalAnswer => Some(MetBy::Settled),
        Act::Result => Some(MetBy::NoticeTold),
        Act::Objection => Some(MetBy::ObjectionDecided),
        // Whether a case is accepted is decided by us, whoever has heard it.
        Act::Refusal | Act::Pause | Act::Extension | Act::Publication | Act::Closing => None,
    }
}

/// Ways in which people speak with each other or stand face to face.
pub(super) const fn is_voice(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Video | Channel::Counter | Channel::OnSite)
}

/// Ways that ring.
pub(super) const fn rings(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Video)
}

const fn is_page(channel: Channel) -> bool {
    matches!(channel, Channel::Web | Channel::App)
}
