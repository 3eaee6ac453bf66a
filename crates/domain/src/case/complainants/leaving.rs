//! One of a group goes on without us (journey §1, "Group complaints").

use crate::case::closing::settlement;
use crate::case::complainants::speaker::{place, stance};
use crate::case::complainants::stance::Stance;
use crate::case::draft::Draft;
use crate::case::event::ComplainantLeft;
use crate::case::guards::must_be_handled;
use crate::case::rejection::Rejection;
use crate::record::ContentRef;

/// One of a group goes on without us; the others may be settled by that.
pub(in crate::case) fn leave(draft: &mut Draft, complainant: i64, words: ContentRef) -> Result<(), Rejection> {
    must_be_handled(draft, "leave")?;
    let complainant = place(draft, complainant);
    if stance(draft, complainant)? == Stance::Left {
        return Err(Rejection::NothingToChange);
    }
    let others = draft.case().complainants.all_stances().filter(|s| *s != Stance::Left).count();
    if others < 2 {
        // Who is alone takes the whole matter back.
        return Err(draft.forbidden("leave"));
    }
    draft.push(ComplainantLeft { complainant, words, via: draft.via() });
    draft.meet_without();
    settlement::if_all_agree(draft, draft.now());
    Ok(())
}
