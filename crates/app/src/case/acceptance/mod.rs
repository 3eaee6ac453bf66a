//! Whether a case is taken up.

mod decide_acceptance;
mod decide_objection;
mod object_to_refusal;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&decide_acceptance::ACT, &object_to_refusal::ACT, &decide_objection::ACT];
