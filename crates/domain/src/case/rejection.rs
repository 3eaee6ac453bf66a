//! Why a rule forbids a command, by the rooms whose rule it is. Words for people are made
//! at the edge.

pub use super::acceptance::rejection::*;
pub use super::clocks::rejection::*;
pub use super::closing::rejection::*;
pub use super::complainants::rejection::*;
pub use super::connections::rejection::*;
pub use super::conversation::rejection::*;
pub use super::corrections::rejection::*;
pub use super::files::rejection::*;
pub use super::intake::rejection::*;
pub use super::investigation::rejection::*;
pub use super::plans::rejection::*;
pub use super::privacy::rejection::*;
pub use super::proceedings::rejection::*;
pub use super::publication::rejection::*;
pub use super::responsibility::rejection::*;
pub use super::team::rejection::*;
pub use super::triage::rejection::*;

use crate::Seq;
use crate::catalogue::State;
use thiserror::Error;

/// The rule that forbids a command, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Rejection {
    /// The state of the case forbids the act.
    #[error("state.{act}: the case is {state}", state = state.as_str())]
    State {
        /// The act, in snake case.
        act: &'static str,
        /// Where the case stands.
        state: State,
    },
    /// An imported, finished case is kept as it came.
    #[error("history.read_only")]
    History,
    /// An urgent reason must be carried by an entry of this case.
    #[error("carried_by.unknown: there is no entry {0}")]
    NoSuchEntry(Seq),
    /// Nothing would change.
    #[error("nothing_to_change")]
    NothingToChange,
    /// A hand-over from one owner to another needs its reason.
    #[error("assignment.reason_missing")]
    ReasonMissing,
    /// What was found lies in the future.
    #[error("happened_at.future")]
    HappenedInFuture,
    /// The case has as many entries as one case may have.
    #[error("case.entries: at most {0}")]
    TooManyEntries(i64),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Intake(#[from] IntakeRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Complainants(#[from] ComplainantRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Acceptance(#[from] AcceptanceRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Triage(#[from] TriageRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Conversation(#[from] ConversationRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Team(#[from] TeamRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Investigation(#[from] InvestigationRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Plans(#[from] PlanRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Responsibility(#[from] ResponsibilityRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Closing(#[from] ClosingRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Connections(#[from] ConnectionRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Proceedings(#[from] ProceedingRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Publication(#[from] PublicationRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Clocks(#[from] ClockRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Files(#[from] FileRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Privacy(#[from] PrivacyRejection),
    /// A rule of the room forbids it.
    #[error(transparent)]
    Corrections(#[from] CorrectionRejection),
}

impl Rejection {
    /// A stable code: rule and aspect, for machines and for the message files.
    pub const fn code(&self) -> &'static str {
        self.code_and_field().0
    }

    /// The field of the request that the rule speaks of; `None` where it is
    /// the state of the case that forbids the act.
    pub const fn field(&self) -> Option<&'static str> {
        self.code_and_field().1
    }

    const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::State { .. } => ("state", None),
            Self::History => ("history", None),
            Self::NoSuchEntry(..) => ("no_such_entry", Some("entry")),
            Self::NothingToChange => ("nothing_to_change", None),
            Self::ReasonMissing => ("reason_missing", Some("reason")),
            Self::HappenedInFuture => ("happened_in_future", Some("happened_at")),
            Self::TooManyEntries(..) => ("too_many_entries", None),
            Self::Intake(rule) => rule.code_and_field(),
            Self::Complainants(rule) => rule.code_and_field(),
            Self::Acceptance(rule) => rule.code_and_field(),
            Self::Triage(rule) => rule.code_and_field(),
            Self::Conversation(rule) => rule.code_and_field(),
            Self::Team(rule) => rule.code_and_field(),
            Self::Investigation(rule) => rule.code_and_field(),
            Self::Plans(rule) => rule.code_and_field(),
            Self::Responsibility(rule) => rule.code_and_field(),
            Self::Closing(rule) => rule.code_and_field(),
            Self::Connections(rule) => rule.code_and_field(),
            Self::Proceedings(rule) => rule.code_and_field(),
            Self::Publication(rule) => rule.code_and_field(),
            Self::Clocks(rule) => rule.code_and_field(),
            Self::Files(rule) => rule.code_and_field(),
            Self::Privacy(rule) => rule.code_and_field(),
            Self::Corrections(rule) => rule.code_and_field(),
        }
    }
}
