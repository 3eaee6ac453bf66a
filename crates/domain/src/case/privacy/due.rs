//! When what is kept of a case goes by itself, and what forbids it (law §9).

use crate::case::state::Case;
use crate::catalogue::RestrictionGround;
use crate::retention::Retention;
use crate::time::Timestamp;

/// Why nothing of a case goes though its time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// It is under a legal hold.
    Hold,
    /// An authority, a court or an arbitrator has not ended.
    Proceeding,
    /// It is under restriction because somebody needs it or its truth is disputed.
    Restriction,
}

/// When the next of a case goes; `None` where nothing of it does, as it is now.
pub fn next_of(case: &Case, retention: &Retention, now: Timestamp) -> Option<Timestamp> {
    let ended = case.status.ended_at().filter(|_| !case.state().is_open())?;
    let begins = retention.begins(ended)?;
    let proof = ended + retention.proof_for();
    Some(if now < begins { begins } else { proof.max(begins) })
}

/// Why nothing of a case goes by itself, where something forbids it.
pub fn held(case: &Case) -> Option<Held> {
    if case.privacy.on_hold {
        return Some(Held::Hold);
    }
    if case.is_before_others() {
        return Some(Held::Proceeding);
    }
    let needed = |ground: RestrictionGround| ground != RestrictionGround::ErasureRefused;
    case.privacy.restriction.as_ref().filter(|restriction| needed(restriction.ground)).map(|_| Held::Restriction)
}
