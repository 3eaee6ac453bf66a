//! The result notice is an act of its own: from the settlement on, and never of a
//! complaint that is not settled (journey §7).

use super::draft::Draft;
use super::telling::tell;
use crate::case::command::Telling;
use crate::case::event::ResultNoticeGiven;
use crate::case::rejection::Rejection;
use crate::case::state::{Act, Case};
use crate::catalogue::{Kind, State};
use crate::promises::MetBy;
use crate::record::ContentRef;

/// Tells the complainant the result. The promise is kept once they have heard it.
pub(super) fn give(
    draft: &mut Draft,
    words: ContentRef,
    changed: Option<ContentRef>,
    how: Telling,
) -> Result<(), Rejection> {
    may_be_told(draft.case())?;
    let heard = tell(draft, words, how)?;
    draft.push(ResultNoticeGiven { words, changed });
    if heard {
        draft.meet(&[MetBy::NoticeTold]);
    }
    Ok(())
}

/// Whether a case has a result that can be told.
pub fn may_be_told(case: &Case) -> Result<(), Rejection> {
    match case.state() {
        state @ (State::Received | State::Refused | State::Merged) => {
            Err(Rejection::State { act: "result_notice", state })
        }
        _ if case.kind == Kind::Complaint && case.journey.settled.is_none() => Err(Rejection::NotSettled),
        _ if case.tellings.waiting().any(|telling| telling.act == Some(Act::FinalAnswer)) => {
            Err(Rejection::FinalAnswerUntold)
        }
        _ => Ok(()),
    }
}
