//! What is kept, for how long, and who may see it.

mod erase;
mod erase_one;
pub(super) mod erase_wrong;
mod erasure;
mod finish;
mod foresee_erasure;
mod lift_hold;
mod restrict;
mod see_restricted;
mod set_hold;
mod unanswered;

pub(crate) use erase::{erase_by_schedule, erasure_of, replay as replay_erasures};
pub use erase::{erasure_until, last_erasure};
pub use foresee_erasure::{Foreseen, Part, foresee_erasure};
pub(crate) use unanswered::take_back_unanswered;

use crate::act::{Act, Done};
use crate::ground::request::Request;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] =
    &[&set_hold::ACT, &lift_hold::ACT, &restrict::RESTRICT, &restrict::LIFT, &see_restricted::ACT, &erasure::ACT];
