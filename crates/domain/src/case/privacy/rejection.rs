//! Why a rule of this room forbids a command.

use crate::catalogue::KeptGround;
use crate::time::Timestamp;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PrivacyRejection {
    /// A legal hold keeps the case from being deleted.
    #[error("hold.set")]
    OnHold,
    /// What the entry says proves a transaction, and stays.
    #[error("entry.proves")]
    EntryProves,
    /// The time for keeping the file is not over.
    #[error("retention.runs: until {until}", until = until.to_rfc3339())]
    RetentionRuns {
        /// Until when.
        until: Timestamp,
        /// On what ground.
        ground: KeptGround,
    },
}

impl PrivacyRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::OnHold => ("on_hold", None),
            Self::EntryProves => ("entry_proves", None),
            Self::RetentionRuns { .. } => ("retention_runs", None),
        }
    }
}
