//! Where each of those who complain stands.

use crate::case::who::Via;
use crate::number::CaseNumber;
use crate::time::Timestamp;

/// Where one of those who complain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// Nothing agreed yet.
    Open,
    /// Accepted an option of a plan.
    Accepted {
        /// The version.
        version: i64,
        /// The option, from 1.
        option: i64,
    },
    /// Refused the plan of this version, or asked for a change.
    Refused {
        /// The version.
        version: i64,
    },
    /// Had the company's last word, which was to them alone.
    Answered {
        /// Until when its offer can be taken.
        open_until: Timestamp,
    },
    /// Goes on without us.
    Left,
}

impl Stance {
    /// Whether something can still be put to them.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Open | Self::Refused { .. })
    }
}

/// Somebody who complained in a merged case, and answers for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The case that was merged into this one.
    pub with: CaseNumber,
    /// Who, of that case or one merged into it before.
    pub who: Via,
    /// Where they stand.
    pub stance: Stance,
}
