//! Whom of a group words are for, or whose they are (journey §1, "Group complaints").
//! What is for all is said to the representative, whom we talk to; what is for one is
//! for nobody else.

use crate::case::command::Words;
use crate::case::complainants::stance::Stance;
use crate::case::decision::Decision;
use crate::case::event::{Direction, Told};
use crate::case::rejection::{ComplainantRejection, ConversationRejection, Rejection};

/// Those who are named, each once and in order. Who complains alone need not be named.
pub(in crate::case) fn addressed(decision: &Decision, mut named: Vec<i64>) -> Result<Vec<i64>, Rejection> {
    named.sort_unstable();
    named.dedup();
    let complainants = &decision.case().complainants;
    let count = i64::try_from(complainants.stances.len()).unwrap_or(i64::MAX);
    if !named.iter().all(|place| (1..=count).contains(place)) {
        return Err(Rejection::Complainants(ComplainantRejection::NoSuchAddressee { count }));
    }
    let is_alone = count == 1 && complainants.guests.is_empty();
    Ok(if is_alone { Vec::new() } else { named })
}

/// The same for a message. What comes by way of a merged case says by that who it is,
/// and what tells of an entry is for those who have not heard of it.
pub(in crate::case) fn of_message(
    decision: &Decision,
    message: &Words,
    told: Option<Told>,
) -> Result<Vec<i64>, Rejection> {
    if decision.via().is_some() {
        return Ok(Vec::new());
    }
    let named = addressed(decision, message.complainants.clone())?;
    if !named.is_empty() && message.next_word_at.is_some() {
        return Err(Rejection::Conversation(ConversationRejection::NextWordForSome));
    }
    let telling = message.tells.and_then(|entry| decision.case().conversation.tellings.waiting_at(entry));
    let untold = || telling.map(|telling| telling.untold.clone()).unwrap_or_default();
    let is_ours_to_all = named.is_empty() && message.direction == Direction::Out;
    let named = if named.is_empty() { untold() } else { named };
    if is_ours_to_all && decision.case().has_no_speaker() { each_of_them(decision, named, told) } else { Ok(named) }
}

/// Whom words are for that name nobody, where nobody hears for the others: each of those
/// who wait for them reads what is put on the page; who has spoken with several says with
/// whom.
fn each_of_them(decision: &Decision, waiting: Vec<i64>, told: Option<Told>) -> Result<Vec<i64>, Rejection> {
    let to = if waiting.is_empty() { decision.case().complainants.members() } else { waiting };
    match told {
        // An attempt that reached nobody, or what a program wrote.
        None => Ok(Vec::new()),
        Some(told) if told != Told::OnPage && to.len() > 1 => {
            Err(Rejection::Complainants(ComplainantRejection::NobodySpeaks))
        }
        Some(_) => Ok(to),
    }
}

/// Refuses what would be put to somebody who has agreed, had our last word or left.
pub(in crate::case) fn must_wait(decision: &Decision, named: &[i64]) -> Result<(), Rejection> {
    let complainants = &decision.case().complainants;
    let waits = |place: &i64| complainants.stance(*place, None).is_some_and(Stance::waits);
    if named.iter().all(waits) { Ok(()) } else { Err(Rejection::Complainants(ComplainantRejection::AddresseeSettled)) }
}
