//! Words to and from the complainant, and of colleagues to each other.

pub(crate) mod add_note;
mod add_translation;
mod free_contact;
mod record_message;
mod restrict_contact;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] =
    &[&record_message::ACT, &add_note::ACT, &add_translation::ACT, &restrict_contact::ACT, &free_contact::ACT];
