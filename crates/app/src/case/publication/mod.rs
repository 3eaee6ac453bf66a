//! Nameless results that are published.

mod decide_publication;
mod object_to_publication;
mod propose_publication;
mod publish;
mod tell_supplier_of_publication;

pub(super) use propose_publication::without_personal_data;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[
    &propose_publication::ACT,
    &decide_publication::ACT,
    &tell_supplier_of_publication::ACT,
    &object_to_publication::ACT,
    &publish::ACT,
];
