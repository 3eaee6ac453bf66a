//! Investigation: findings with their source, then the causes (journey §4).

use crate::Seq;
use crate::case::decision::Decision;
use crate::case::event::{CausesFound, FindingRecorded};
use crate::case::guards::CLOCK_SKEW_MAX;
use crate::case::guards::must_be_handled;
use crate::case::rejection::Rejection;
use crate::catalogue::{Cause, WhoseWord};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::time::Timestamp;

pub(in crate::case) fn record_finding(
    decision: &mut Decision,
    whose: WhoseWord,
    happened_at: Option<Timestamp>,
    contradicts: Option<Seq>,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_be_handled(decision, "finding")?;
    if let Some(seq) = contradicts.filter(|seq| decision.case().entry(*seq).is_none()) {
        return Err(Rejection::NoSuchEntry(seq));
    }
    if happened_at.is_some_and(|at| at > decision.now() + CLOCK_SKEW_MAX) {
        return Err(Rejection::HappenedInFuture);
    }
    decision.push(FindingRecorded { whose, happened_at, contradicts, words });
    Ok(())
}

/// The facts are gathered once somebody says why it happened.
pub(in crate::case) fn name_causes(
    decision: &mut Decision,
    causes: Vec<Cause>,
    words: ContentRef,
) -> Result<(), Rejection> {
    must_be_handled(decision, "causes")?;
    decision.push(CausesFound { causes, words });
    decision.meet(&[MetBy::FactsGathered]);
    Ok(())
}
