//! Other cases: links, merging, splitting.

mod link;
mod merge;
mod pair;
mod split;
mod unlink;
mod unmerge;

use crate::act::{Act, Done};
use crate::ground::request::Request;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&link::ACT, &unlink::ACT, &merge::ACT, &unmerge::ACT, &split::ACT];
