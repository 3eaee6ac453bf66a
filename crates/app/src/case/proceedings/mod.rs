//! Procedures outside the company.

mod date_proceeding;
mod move_proceeding;
mod open_proceeding;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&open_proceeding::ACT, &move_proceeding::ACT, &date_proceeding::ACT];
