//! The way into the record: what stands before, the one writer of events, what follows
//! from them. Nothing else writes to a case.

pub(crate) mod admission;
pub(crate) mod apologies;
pub(crate) mod append;
pub mod attendance;
pub(crate) mod execute;
pub(crate) mod follow_rules;
pub mod intake;
pub(crate) mod merged;
pub mod notices;
pub(crate) mod projection;
pub(crate) mod projections;
pub mod results;
pub(crate) mod step;
pub(crate) mod take_in;
