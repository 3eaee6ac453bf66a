//! Holds: nothing of the case may be deleted while one is set (journey §4).

use crate::case::decision::Decision;
use crate::case::event::{HoldLifted, HoldSet};
use crate::case::rejection::Rejection;
use crate::record::ContentRef;

pub(in crate::case) fn set_hold(decision: &mut Decision, words: ContentRef) -> Result<(), Rejection> {
    if decision.case().privacy.on_hold {
        return Err(Rejection::NothingToChange);
    }
    decision.push(HoldSet { words });
    Ok(())
}

pub(in crate::case) fn lift_hold(decision: &mut Decision, words: ContentRef) -> Result<(), Rejection> {
    if !decision.case().privacy.on_hold {
        return Err(Rejection::NothingToChange);
    }
    decision.push(HoldLifted { words });
    Ok(())
}
