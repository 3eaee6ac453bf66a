//! Somebody else confirms a call or letter that was entered later (journey §3).

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::draft::Draft;
use crate::case::event::EntryConfirmed;
use crate::case::rejection::{CorrectionRejection, Rejection};
use crate::promises::Proof;
use crate::record::ContentRef;

/// Somebody else confirms a call or letter that was entered later.
pub(in crate::case) fn confirm(draft: &mut Draft, entry: Seq, words: Option<ContentRef>) -> Result<(), Rejection> {
    let writer = |c: &CaseClock| match c.clock.proof {
        Proof::EnteredLate { entry: by, writer, confirmed: false } if by == entry => Some(writer),
        _ => None,
    };
    let writer = draft
        .case()
        .clocks
        .iter()
        .find_map(writer)
        .ok_or(Rejection::Corrections(CorrectionRejection::NothingToConfirm(entry)))?;
    if writer == draft.moment().actor {
        return Err(Rejection::Corrections(CorrectionRejection::OwnEntry));
    }
    draft.push(EntryConfirmed { entry, words });
    Ok(())
}
