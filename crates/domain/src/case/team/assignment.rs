//! Who has the case at the desk, who steps in, in which ways they are spoken
//! with (journey §4).

use crate::case::decision::Decision;
use crate::case::event::{CaseAssigned, CaseEscalated};
use crate::case::rejection::Rejection;
use crate::catalogue::EscalationLevel;
use crate::promises::MetBy;
use crate::record::ContentRef;

pub(in crate::case) fn assign(
    decision: &mut Decision,
    owner: Option<i64>,
    reason: Option<ContentRef>,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("assign"));
    }
    if decision.case().team.owner == owner {
        return Err(Rejection::NothingToChange);
    }
    if decision.case().team.owner.is_some() && reason.is_none() {
        return Err(Rejection::ReasonMissing);
    }
    decision.push(CaseAssigned { owner, reason });
    if owner.is_some() {
        decision.meet(&[MetBy::Taken]);
    }
    Ok(())
}

/// A case goes up one level or two, and never down: who stepped in has seen it.
pub(in crate::case) fn escalate(
    decision: &mut Decision,
    to: EscalationLevel,
    words: ContentRef,
) -> Result<(), Rejection> {
    if !decision.case().state().is_open() {
        return Err(decision.forbidden("escalate"));
    }
    if decision.case().team.escalated.is_some_and(|level| level >= to) {
        return Err(Rejection::NothingToChange);
    }
    decision.push(CaseEscalated { to, words });
    Ok(())
}
