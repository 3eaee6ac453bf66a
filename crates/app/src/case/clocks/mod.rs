//! Pauses and extensions.

mod extend;
mod pause;
mod resume;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&pause::ACT, &resume::ACT, &extend::ACT];
