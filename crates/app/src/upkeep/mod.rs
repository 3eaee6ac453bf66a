//! What runs by itself: clocks that run out, policies that open cases follow, what is kept
//! too long, what was cut short.

pub mod clocks;
pub mod follow_policies;
pub mod leftovers;
pub mod retention;
pub(crate) mod sweep;
