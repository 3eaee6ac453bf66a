//! Acceptance: a decision within its promise, refused only on a ground of the
//! closed list (journey §1).

use super::draft::Draft;
use super::running;
use crate::case::event::{CaseAccepted, CaseRefused};
use crate::case::rejection::Rejection;
use crate::catalogue::{RefusalGround, State};
use crate::promises::MetBy;
use crate::record::ContentRef;

/// How often facts are asked for before their lack is a ground (journey §1).
pub const ASKED_MIN: i64 = 2;

pub(super) fn accept(draft: &mut Draft) -> Result<(), Rejection> {
    if draft.case().state() != State::Received {
        return Err(draft.forbidden("accept"));
    }
    draft.push(CaseAccepted {});
    draft.meet(&[MetBy::AcceptanceDecided]);
    Ok(())
}

/// Refuses the case. The refusal is told to the complainant and ends every
/// clock that still ran; what was breached stays breached.
pub(super) fn refuse(draft: &mut Draft, ground: RefusalGround, words: ContentRef) -> Result<(), Rejection> {
    if !matches!(draft.case().state(), State::Received | State::Accepted) {
        return Err(draft.forbidden("refuse"));
    }
    let asked = draft.case().journey.facts_asked;
    if ground == RefusalGround::NoFacts && asked < ASKED_MIN {
        return Err(Rejection::NotAskedTwice { asked });
    }
    draft.push(CaseRefused { ground, words });
    draft.meet(&[MetBy::AcceptanceDecided]);
    running::end(draft, |met_by| !met_by.outlives_the_case());
    Ok(())
}
