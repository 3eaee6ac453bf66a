//! Holds: nothing of the case may be deleted while one is set (journey §4).

use crate::case::draft::Draft;
use crate::case::event::{HoldLifted, HoldSet};
use crate::case::rejection::Rejection;
use crate::record::ContentRef;

pub(in crate::case) fn set_hold(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if draft.case().privacy.on_hold {
        return Err(Rejection::NothingToChange);
    }
    draft.push(HoldSet { words });
    Ok(())
}

pub(in crate::case) fn lift_hold(draft: &mut Draft, words: ContentRef) -> Result<(), Rejection> {
    if !draft.case().privacy.on_hold {
        return Err(Rejection::NothingToChange);
    }
    draft.push(HoldLifted { words });
    Ok(())
}
