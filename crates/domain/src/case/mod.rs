//! A case as an append-only list of events, and the decisions that make them.

pub mod acceptance;
pub mod clocks;
pub mod closing;
pub mod command;
pub mod complainants;
pub mod connections;
pub mod conversation;
pub mod corrections;
pub mod decide;
mod decision;
mod entry;
pub mod event;
pub mod files;
mod guards;
pub mod intake;
pub mod investigation;
pub mod next;
pub mod page;
pub mod plans;
pub mod privacy;
pub mod proceedings;
pub mod publication;
pub mod rejection;
pub mod responsibility;
mod state;
mod status;
pub mod team;
pub mod triage;
pub mod who;

pub use acceptance::state::{Acceptance, Objection};
pub use clocks::case_clock::CaseClock;
pub use clocks::happened::{Happened, Happening};
pub use clocks::interrupted::{InterruptedBy, Interruption};
pub use closing::letters::Letter;
pub use closing::state::{Closing, FinalAnswer};
pub use command::{Command, Origin, Receipt};
pub use complainants::group::Hearing;
pub use complainants::stance::{Guest, Stance};
pub use complainants::state::{Complainants, Representative};
pub use connections::state::{Absorbed, Connections};
pub use conversation::state::Conversation;
pub use conversation::tellings::{Act, Telling, Tellings};
pub use corrections::withdrawn::{Withdrawn, is_written_by_an_act};
pub use decide::{decide, decide_by_way, receive};
pub use event::{Event, Fact, NewEvent};
pub use files::state::Files;
pub use intake::state::Intake;
pub use investigation::state::{Investigation, InvestigationTask};
pub use plans::state::{Done, Measure, Plan, Plans};
pub use privacy::state::{Privacy, Restriction};
pub use proceedings::state::{Proceeding, TOLD, date as proceeding_date};
pub use publication::state::Publication;
pub use rejection::Rejection;
pub use state::Case;
pub use status::CaseStatus;
pub use team::state::{DutyDone, Team};
pub use triage::state::Triage;

use crate::actor::Actor;
use crate::policies::Policies;
use crate::time::Timestamp;

/// What a decision may know about the world around the case.
#[derive(Clone, Copy, Debug)]
pub struct DecisionContext<'a> {
    /// Now, not earlier than anything recorded in the case before.
    pub now: Timestamp,
    /// Who acts.
    pub actor: Actor,
    /// What the company has set.
    pub policies: &'a Policies,
}
