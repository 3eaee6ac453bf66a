//! Who complains, who acts for them, and their private links.

mod end_representation;
mod hand_out_link;
mod leave_group;
mod name_representative;

pub use hand_out_link::{HandedOut, link_handed_out};

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] =
    &[&name_representative::ACT, &end_representation::ACT, &leave_group::ACT, &hand_out_link::ACT];
