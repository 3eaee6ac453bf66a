//! A case as an append-only list of events, and the decisions that make them.

pub mod changed;
pub mod command;
pub mod decide;
pub mod duties;
pub mod event;
pub mod keeping;
pub mod next;
pub mod of_one;
pub mod page;
pub mod papers;
pub mod part;
pub mod rejection;
mod state;
pub mod withdrawable;

pub use command::{Command, Origin, Receipt};
pub use decide::{decide, decide_by_way, receive};
pub use event::{Event, Fact, NewEvent};
pub use rejection::Rejection;
pub use state::{
    Absorbed, Act, Case, CaseClock, Connections, Done, Entry, Errand, Errands, FinalAnswer, Guest, Happened, Happening,
    InterruptedBy, Interruption, Journey, Letter, Measure, Objection, Plan, Proceeding, Publication, Representative,
    Restriction, Stance, Standing, TOLD, Telling, Tellings, Withdrawn, is_written_by_an_act, proceeding_date,
};

use crate::actor::Actor;
use crate::policies::Policies;
use crate::time::Timestamp;

/// What a decision may know about the world around the case.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// Now, not earlier than anything recorded in the case before.
    pub now: Timestamp,
    /// Who acts.
    pub actor: Actor,
    /// What the company has set.
    pub policies: &'a Policies,
}
