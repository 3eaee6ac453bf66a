//! One of a group goes on without us (journey §1, "Group complaints").

use crate::case::closing::settlement;
use crate::case::complainants::speaker::{place, stance};
use crate::case::complainants::stance::Stance;
use crate::case::decision::Decision;
use crate::case::event::ComplainantLeft;
use crate::case::guards::must_be_handled;
use crate::case::rejection::Rejection;
use crate::record::ContentRef;

/// One of a group goes on without us; the others may be settled by that.
pub(in crate::case) fn leave(decision: &mut Decision, complainant: i64, words: ContentRef) -> Result<(), Rejection> {
    must_be_handled(decision, "leave")?;
    let complainant = place(decision, complainant);
    if stance(decision, complainant)? == Stance::Left {
        return Err(Rejection::NothingToChange);
    }
    let others = decision.case().complainants.all_stances().filter(|s| *s != Stance::Left).count();
    if others < 2 {
        // Who is alone takes the whole matter back.
        return Err(decision.forbidden("leave"));
    }
    decision.push(ComplainantLeft { complainant, words, via: decision.via() });
    decision.meet_without();
    settlement::if_all_agree(decision, decision.now());
    Ok(())
}
