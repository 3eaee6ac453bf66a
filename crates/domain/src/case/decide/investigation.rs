//! Investigation: findings with their source, then the causes (journey §4).

use super::draft::Draft;
use super::intake::CLOCK_SKEW_MAX;
use crate::Seq;
use crate::case::event::{CausesFound, FindingRecorded};
use crate::case::rejection::Rejection;
use crate::catalogue::{Cause, State, WhoseWord};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::time::Timestamp;

pub(super) fn record_finding(
    draft: &mut Draft,
    whose: WhoseWord,
    happened_at: Option<Timestamp>,
    contradicts: Option<Seq>,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_be_handled(draft, "finding")?;
    if let Some(seq) = contradicts.filter(|seq| draft.case().entry(*seq).is_none()) {
        return Err(Rejection::NoSuchEntry(seq));
    }
    if happened_at.is_some_and(|at| at > draft.now() + CLOCK_SKEW_MAX) {
        return Err(Rejection::HappenedInFuture);
    }
    draft.push(FindingRecorded { whose, happened_at, contradicts, words });
    Ok(())
}

/// The facts are gathered once somebody says why it happened.
pub(super) fn name_causes(draft: &mut Draft, causes: Vec<Cause>, words: ContentRef) -> Result<(), Rejection> {
    must_be_handled(draft, "causes")?;
    draft.push(CausesFound { causes, words });
    draft.meet(&[MetBy::FactsGathered]);
    Ok(())
}

/// Handling begins with acceptance, where the kind needs one, and ends with the case.
pub(super) fn must_be_handled(draft: &Draft, act: &'static str) -> Result<(), Rejection> {
    match draft.case().state() {
        State::Received if draft.case().kind.needs_acceptance() => Err(draft.forbidden(act)),
        state if state.is_open() => Ok(()),
        _ => Err(draft.forbidden(act)),
    }
}
