//! Why a rule of this room forbids a command.

use crate::catalogue::State;
use crate::number::CaseNumber;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConnectionRejection {
    /// A case cannot be merged into or linked with itself.
    #[error("other.same")]
    SameCase,
    /// The case that should go on is not open.
    #[error("merge.other_not_open: it is {state}", state = state.as_str())]
    OtherNotOpen {
        /// Where it stands.
        state: State,
    },
    /// The case was merged: this is done to the one that goes on.
    #[error("case.merged: it goes on in {into}")]
    GoesOn {
        /// The case that goes on.
        into: CaseNumber,
    },
    /// A split needs at least one part.
    #[error("split.empty")]
    EmptySplit,
    /// The case has as many links as one case may have.
    #[error("links.too_many: at most {0}")]
    TooManyLinks(i64),
}

impl ConnectionRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::SameCase => ("same_case", Some("other")),
            Self::OtherNotOpen { .. } => ("other_not_open", None),
            Self::GoesOn { .. } => ("goes_on", None),
            Self::EmptySplit => ("empty_split", Some("parts")),
            Self::TooManyLinks(..) => ("too_many_links", None),
        }
    }
}
