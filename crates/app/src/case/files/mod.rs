//! Files of a case.

mod attach_files;
mod mark_file;

pub use attach_files::attach_files;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[&mark_file::ACT];
