//! What is offered, what they say to it, and what is done.

mod add_measure;
mod answer_plan;
mod complete_measure;
mod propose_plan;
mod waive_measure;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] =
    &[&propose_plan::ACT, &answer_plan::ACT, &add_measure::ACT, &complete_measure::ACT, &waive_measure::ACT];
