//! Who answers for what.

mod name_staff_responsibility;
mod set_responsibility;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&set_responsibility::ACT, &name_staff_responsibility::ACT];
