//! Where a case stands, with what belongs to standing there.

use crate::case::event::{ClockName, History};
use crate::catalogue::{RefusalGround, State};
use crate::number::CaseNumber;
use crate::time::Timestamp;

/// Where a case stands, with what belongs to standing there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseStatus {
    /// Taken in, acceptance not decided.
    Received,
    /// Accepted for handling.
    Accepted,
    /// Facts are being gathered.
    Investigating,
    /// A plan was put to the complainant.
    Planned,
    /// A plan is accepted.
    Agreed,
    /// Its measures are under way.
    CarryingOut,
    /// Everything is done and told.
    Resolved {
        /// When.
        at: Timestamp,
    },
    /// Sealed.
    Archived {
        /// When.
        at: Timestamp,
        /// When it had ended.
        ended_at: Timestamp,
        /// How it had ended.
        ended: State,
    },
    /// Not accepted.
    Refused {
        /// When.
        at: Timestamp,
        /// The ground.
        ground: RefusalGround,
    },
    /// Taken back by the complainant.
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// Ended by a final answer that was not accepted.
    NotAgreed {
        /// When.
        at: Timestamp,
    },
    /// Carried on in another case.
    Merged {
        /// Since when.
        at: Timestamp,
        /// The case that goes on.
        into: CaseNumber,
        /// Where it stood before.
        before: Box<CaseStatus>,
        /// Its clocks that the other case carries.
        carried: Vec<ClockName>,
    },
    /// Imported with its life behind it.
    Historic {
        /// Where it stood.
        state: State,
        /// When it ended, if it had ended.
        ended_at: Option<Timestamp>,
    },
}

impl CaseStatus {
    /// Where a case begins: received, or where another system had brought it.
    pub(super) const fn begin(history: Option<&History>) -> Self {
        let Some(history) = history else { return Self::Received };
        match history.state {
            State::Received => Self::Received,
            State::Accepted => Self::Accepted,
            State::Investigating => Self::Investigating,
            State::Planned => Self::Planned,
            State::Agreed => Self::Agreed,
            State::CarryingOut => Self::CarryingOut,
            state => Self::Historic { state, ended_at: history.ended_at },
        }
    }

    /// The state as the API spells it.
    pub const fn state(&self) -> State {
        match self {
            Self::Received => State::Received,
            Self::Accepted => State::Accepted,
            Self::Investigating => State::Investigating,
            Self::Planned => State::Planned,
            Self::Agreed => State::Agreed,
            Self::CarryingOut => State::CarryingOut,
            Self::Resolved { .. } => State::Resolved,
            Self::Archived { .. } => State::Archived,
            Self::Refused { .. } => State::Refused,
            Self::Withdrawn { .. } => State::Withdrawn,
            Self::NotAgreed { .. } => State::NotAgreed,
            Self::Merged { .. } => State::Merged,
            Self::Historic { state, .. } => *state,
        }
    }

    /// Whether it was refused, and is sealed at most since.
    pub const fn is_refused(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Archived { ended: State::Refused, .. })
    }

    /// When a case that was handled here ended; `None` while it is open.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Resolved { at }
            | Self::Archived { ended_at: at, .. }
            | Self::Refused { at, .. }
            | Self::Withdrawn { at }
            | Self::NotAgreed { at }
            | Self::Merged { at, .. } => Some(*at),
            Self::Historic { ended_at, .. } => *ended_at,
            _ => None,
        }
    }
}
