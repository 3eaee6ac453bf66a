//! Somebody else confirms a call or letter that was entered later (journey §3).

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::decision::Decision;
use crate::case::event::EntryConfirmed;
use crate::case::rejection::{CorrectionRejection, Rejection};
use crate::promises::Proof;
use crate::record::ContentRef;

/// Somebody else confirms a call or letter that was entered later.
pub(in crate::case) fn confirm(
    decision: &mut Decision,
    entry: Seq,
    words: Option<ContentRef>,
) -> Result<(), Rejection> {
    let writer = |c: &CaseClock| match c.clock.proof {
        Proof::EnteredLate { entry: by, writer, confirmed: false } if by == entry => Some(writer),
        _ => None,
    };
    let writer = decision
        .case()
        .clocks
        .iter()
        .find_map(writer)
        .ok_or(Rejection::Corrections(CorrectionRejection::NothingToConfirm(entry)))?;
    if writer == decision.context().actor {
        return Err(Rejection::Corrections(CorrectionRejection::OwnEntry));
    }
    decision.push(EntryConfirmed { entry, words });
    Ok(())
}
