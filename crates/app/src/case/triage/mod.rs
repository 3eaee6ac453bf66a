//! What a case is about, how much it presses, how grave it is.

mod assess;
mod change_kind;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&assess::ACT, &change_kind::ACT];
