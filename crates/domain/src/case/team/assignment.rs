//! Who has the case at the desk, who steps in, in which ways they are spoken
//! with (journey §4).

use crate::case::draft::Draft;
use crate::case::event::{CaseAssigned, CaseEscalated};
use crate::case::rejection::Rejection;
use crate::catalogue::EscalationLevel;
use crate::promises::MetBy;
use crate::record::ContentRef;

pub(in crate::case) fn assign(
    draft: &mut Draft,
    owner: Option<i64>,
    reason: Option<ContentRef>,
) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("assign"));
    }
    if draft.case().team.owner == owner {
        return Err(Rejection::NothingToChange);
    }
    if draft.case().team.owner.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    draft.push(CaseAssigned { owner, reason });
    if owner.is_some() {
        draft.meet(&[MetBy::Taken]);
    }
    Ok(())
}

/// A case goes up one level or two, and never down: who stepped in has seen it.
pub(in crate::case) fn escalate(draft: &mut Draft, to: EscalationLevel, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().state().is_open() {
        return Err(draft.forbidden("escalate"));
    }
    if draft.case().team.escalated.is_some_and(|level| level >= to) {
        return Err(Rejection::NothingToChange);
    }
    draft.push(CaseEscalated { to, words });
    Ok(())
}
