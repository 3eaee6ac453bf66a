//! Who answers for what, in whole percent (S4 ch. 5, journey §6).

use crate::case::decision::Decision;
use crate::case::event::{ResponsibilitySet, Share, StaffResponsibilityNamed};
use crate::case::guards::must_be_handled;
use crate::case::rejection::{Rejection, ResponsibilityRejection};
use crate::record::ContentRef;

/// The most shares of one case.
pub const SHARES_MAX: usize = 20;

pub(in crate::case) fn set(decision: &mut Decision, shares: Vec<Share>) -> Result<(), Rejection> {
    must_be_handled(decision, "responsibility")?;
    let sum = shares.iter().fold(0_i64, |sum, share| sum.saturating_add(share.percent));
    let whole = shares.iter().all(|share| (1..=100).contains(&share.percent));
    if !whole || sum != 100 || shares.len() > SHARES_MAX {
        return Err(Rejection::Responsibility(ResponsibilityRejection::SharesNotWhole { sum }));
    }
    if !shares.iter().all(|share| share.ground.is_of(share.party)) {
        return Err(Rejection::Responsibility(ResponsibilityRejection::GroundOfAnotherParty));
    }
    decision.push(ResponsibilitySet { shares });
    Ok(())
}

/// What a member of staff answers for, apart from the company's share.
pub(in crate::case) fn name_staff_responsibility(
    decision: &mut Decision,
    details: ContentRef,
) -> Result<(), Rejection> {
    must_be_handled(decision, "staff_responsibility")?;
    decision.push(StaffResponsibilityNamed { details });
    Ok(())
}
