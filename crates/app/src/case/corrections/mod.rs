//! What is right where an entry was wrong, or was made later.

mod confirm_entry;
mod correct_entry;

pub use correct_entry::{Follows, Withdrawal, foresee_withdrawal};

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&confirm_entry::ACT, &correct_entry::ACT];
