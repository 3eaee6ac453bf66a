//! How a case ends, and what comes after.

mod archive;
mod give_final_answer;
mod give_result_notice;
pub(crate) mod record_satisfaction;
mod reopen;
mod resolve;
mod settle_unreachable;
mod withdraw;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[
    &give_final_answer::ACT,
    &settle_unreachable::ACT,
    &give_result_notice::ACT,
    &resolve::ACT,
    &record_satisfaction::ACT,
    &reopen::ACT,
    &withdraw::ACT,
    &archive::ACT,
];
