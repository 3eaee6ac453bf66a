//! Who of those who complain speaks, and where they stand (journey §1, "Group complaints").

use crate::case::complainants::stance::Stance;
use crate::case::decision::Decision;
use crate::case::event::Party;
use crate::case::rejection::{ComplainantRejection, Rejection};

pub(in crate::case) fn stance(decision: &Decision, complainant: i64) -> Result<Stance, Rejection> {
    let complainants = &decision.case().complainants;
    let count = i64::try_from(complainants.stances.len()).unwrap_or(i64::MAX);
    complainants
        .stance(complainant, decision.via())
        .ok_or(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }))
}

/// Who of this case speaks by way of a merged one: themselves, where they complain
/// here as well.
pub(in crate::case) fn place(decision: &Decision, told: i64) -> i64 {
    let party = |who| decision.case().connections.party(who);
    match decision.via().map(party) {
        None => told,
        Some(Some(Party { who, same_as })) => same_as.unwrap_or(who.complainant),
        // Merged before it was noted who is who: one of them speaks for both.
        Some(None) => 1,
    }
}
