//! What is left of a case after erasures, and who may see it.

use crate::Seq;
use crate::catalogue::RestrictionGround;
use crate::time::Timestamp;

/// Whether it may be deleted, and who may see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    /// Whether nothing of it may be deleted.
    pub on_hold: bool,
    /// Whether nobody sees it but who must.
    pub restriction: Option<Restriction>,
}

/// That nobody sees the case but who must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// The entry that says so.
    pub entry: Seq,
    /// Since when.
    pub since: Timestamp,
    /// On what ground.
    pub ground: RestrictionGround,
    /// Until when it must be kept, where an erasure was refused.
    pub until: Option<Timestamp>,
}
