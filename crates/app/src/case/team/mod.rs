//! Who at the company does what.

mod assign;
mod escalate;
mod fulfil_duty;
mod move_to_unit;
mod take_step;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] =
    &[&assign::ACT, &escalate::ACT, &move_to_unit::ACT, &fulfil_duty::ACT, &take_step::ACT];
