//! Who answers for what, in whole percent (S4 ch. 5, journey §6).

use super::draft::Draft;
use super::investigation::must_be_handled;
use crate::case::event::{ResponsibilitySet, Share};
use crate::case::rejection::Rejection;

/// The most shares of one case.
pub const SHARES_MAX: usize = 20;

pub(super) fn set(draft: &mut Draft, shares: Vec<Share>) -> Result<(), Rejection> {
    must_be_handled(draft, "responsibility")?;
    let sum = shares.iter().fold(0_i64, |sum, share| sum.saturating_add(share.percent));
    let whole = shares.iter().all(|share| (1..=100).contains(&share.percent));
    if !whole || sum != 100 || shares.len() > SHARES_MAX {
        return Err(Rejection::SharesNotWhole { sum });
    }
    if !shares.iter().all(|share| share.ground.is_of(share.party)) {
        return Err(Rejection::GroundOfAnotherParty);
    }
    draft.push(ResponsibilitySet { shares });
    Ok(())
}
