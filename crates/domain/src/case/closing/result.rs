//! The result notice is an act of its own: from the settlement on, and never of a
//! complaint that is not settled (journey §7).

use crate::case::command::Telling;
use crate::case::complainants::addressed::addressed;
use crate::case::conversation::messages::Heard;
use crate::case::conversation::telling::tell_since;
use crate::case::conversation::tellings::{self, Act};
use crate::case::decision::Decision;
use crate::case::event::ResultNoticeGiven;
use crate::case::rejection::{ClosingRejection, ComplainantRejection, Rejection};
use crate::case::state::Case;
use crate::catalogue::{Kind, State};
use crate::promises::MetBy;
use crate::record::ContentRef;

/// Tells the complainant the result, of a group those who are named. The promise is kept
/// once everybody has heard it.
pub(in crate::case) fn give(
    decision: &mut Decision,
    (words, changed): (ContentRef, Option<ContentRef>),
    how: Telling,
    named: Vec<i64>,
) -> Result<(), Rejection> {
    let to = addressed(decision, named)?;
    may_be_told(decision.case(), &to)?;
    let settled = decision.case().closing.settled.map(|(_, at)| at);
    let heard = tell_since(decision, words, how, &to, settled)?;
    let at = heard.as_ref().map_or(decision.now(), |heard| heard.at);
    decision.push_at(at, ResultNoticeGiven { words, changed, complainants: to });
    if let Some(Heard { at, who }) = heard {
        decision.meet_of(&[MetBy::NoticeTold], at, &who);
    }
    Ok(())
}

/// Refuses a letter to somebody who has left, and one to several for whom the matter ended
/// differently: what came out for one is nothing to the others.
pub fn must_be_one_letter(case: &Case, to: &[i64]) -> Result<(), Rejection> {
    let members = case.complainants.members();
    let left = to.iter().copied().filter(|place| !members.contains(place));
    let left: Vec<i64> = left.filter(|place| case.complainants.stance(*place, None).is_some()).collect();
    if !left.is_empty() {
        return Err(Rejection::Complainants(ComplainantRejection::AddresseeLeft { who: left }));
    }
    // Those of merged cases read what is for all, and nothing else.
    if case.closing.settled.is_none() || (to.is_empty() && !case.complainants.guests.is_empty()) {
        return Ok(());
    }
    let is_read = |place: &i64| to.is_empty() || to.contains(place);
    let alike = case.complainants.alike();
    let concerned = alike.iter().filter(|places| places.iter().any(is_read)).count();
    if concerned > 1 { Err(Rejection::Closing(ClosingRejection::EndedDifferently { alike })) } else { Ok(()) }
}

/// To whom of a group the result has still to be told, each list by a letter of its own;
/// nobody where all have heard it, or where one letter does for all.
pub fn letters_owed(case: &Case) -> Vec<Vec<i64>> {
    let alike = case.complainants.alike();
    if alike.len() < 2 || case.closing.settled.is_none() || !case.complainants.guests.is_empty() {
        return Vec::new();
    }
    let owed = case.still_to_be_told(MetBy::NoticeTold);
    let is_owed = |places: &Vec<i64>| owed.is_empty() || places.iter().any(|place| owed.contains(place));
    alike.into_iter().filter(is_owed).collect()
}

/// Whether a case has a result that can be told to those of a group, or to all where
/// nobody is named.
pub fn may_be_told(case: &Case, to: &[i64]) -> Result<(), Rejection> {
    let is_theirs = |place: &i64| to.is_empty() || to.contains(place);
    must_be_one_letter(case, to)?;
    let untold = |telling: &tellings::Telling| {
        let concerns = telling.untold.is_empty() || telling.untold.iter().any(is_theirs);
        telling.act == Some(Act::FinalAnswer) && concerns
    };
    match case.state() {
        state @ (State::Received | State::Refused | State::Merged) => {
            Err(Rejection::State { act: "result_notice", state })
        }
        _ if case.triage.kind == Kind::Complaint && case.closing.settled.is_none() => {
            Err(Rejection::Closing(ClosingRejection::NotSettled))
        }
        _ if case.conversation.tellings.waiting().any(untold) => {
            Err(Rejection::Closing(ClosingRejection::FinalAnswerUntold))
        }
        _ => Ok(()),
    }
}
