//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ResponsibilityRejection {
    /// Shares are whole percents above 0 and add to 100.
    #[error("shares.sum: {sum}")]
    SharesNotWhole {
        /// What they add to.
        sum: i64,
    },
    /// A ground that this party cannot answer on.
    #[error("shares.ground")]
    GroundOfAnotherParty,
}

impl ResponsibilityRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::SharesNotWhole { .. } => ("shares_not_whole", Some("shares")),
            Self::GroundOfAnotherParty => ("ground_of_another_party", Some("shares")),
        }
    }
}
