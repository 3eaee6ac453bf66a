//! What was told of the matter, at its intake and later.

mod add_to_matter;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&add_to_matter::ACT];
