//! Private links of those who complain (journey §1).

use crate::case::decision::Decision;
use crate::case::event::{LinkHandedOut, LinkRenewed};
use crate::case::rejection::{ComplainantRejection, Rejection};
use crate::catalogue::LinkWay;

/// A new private link; the one before opens nothing any more. Where none has gone out yet,
/// the first one does, and there is nothing that it takes the place of.
pub(in crate::case) fn renew_link(decision: &mut Decision, complainant: i64) -> Result<(), Rejection> {
    let generation = link_in_force(decision, complainant)? + 1;
    if !decision.case().complainants.links_out.contains(&complainant) {
        return hand_out_link(decision, complainant, LinkWay::Given);
    }
    decision.push(LinkRenewed { complainant, generation });
    Ok(())
}

/// The private link in force goes to somebody. Whoever has it speaks as the
/// complainant, so that each time stands on record, in every state of a case.
pub(in crate::case) fn hand_out_link(decision: &mut Decision, complainant: i64, way: LinkWay) -> Result<(), Rejection> {
    let generation = link_in_force(decision, complainant)?;
    decision.push(LinkHandedOut { complainant, generation, way });
    Ok(())
}

/// Which private link of a complainant opens the case.
fn link_in_force(decision: &Decision, complainant: i64) -> Result<i64, Rejection> {
    let links = &decision.case().complainants.link_generations;
    let found = usize::try_from(complainant - 1).ok().and_then(|place| links.get(place));
    let count = i64::try_from(links.len()).unwrap_or(i64::MAX);
    found.copied().ok_or(Rejection::Complainants(ComplainantRejection::NoSuchComplainant { count }))
}
