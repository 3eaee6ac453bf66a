//! By which ways words of ours can come to somebody (journey §3).

use crate::case::command::Words;
use crate::case::event::{Direction, Told};
use crate::case::rejection::{ConversationRejection, Rejection};
use crate::catalogue::Channel;

/// How words were told by what is said of them; nothing where they came in, where
/// a program wrote them and where nobody was reached.
pub(in crate::case) fn how(message: &Words) -> Result<Option<Told>, Rejection> {
    if message.direction == Direction::In || message.automatic {
        let is_said = message.told.is_some() || message.tells.is_some();
        return if is_said { Err(Rejection::Conversation(ConversationRejection::NotOurWords)) } else { Ok(None) };
    }
    let way = message.channel;
    match (message.told, message.reached) {
        (Some(_), Some(false)) | (Some(Told::OnPage | Told::SentElsewhere), Some(true)) => {
            Err(Rejection::Conversation(ConversationRejection::ToldOtherwise))
        }
        (Some(told), _) if !told.fits(way) => {
            Err(Rejection::Conversation(ConversationRejection::WayOtherwise { way, told }))
        }
        (Some(told), _) => Ok(Some(told)),
        (None, Some(false)) => Ok(None),
        (None, Some(true)) if !Told::ByVoice.fits(way) => {
            Err(Rejection::Conversation(ConversationRejection::WayOtherwise { way, told: Told::ByVoice }))
        }
        (None, Some(true)) => Ok(Some(Told::ByVoice)),
        // Nobody has said that they went there: they stand on the page.
        (None, None) => Ok(Some(Told::OnPage)),
    }
}

/// Ways in which people speak with each other or stand face to face.
pub(in crate::case) const fn is_voice(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Video | Channel::Counter | Channel::OnSite)
}

pub(in crate::case) const fn is_page(channel: Channel) -> bool {
    matches!(channel, Channel::Web | Channel::App)
}
