//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ComplainantRejection {
    /// The case has no such complainant.
    #[error("complainant.unknown: from 1 to {count}")]
    NoSuchComplainant {
        /// How many there are.
        count: i64,
    },
    /// The right to act cannot end later than now.
    #[error("ended_at.future")]
    EndedInFuture,
    /// One case may be brought by so many.
    #[error("complainants.too_many: at most {0}")]
    TooManyComplainants(i64),
    /// So many may act for those of one case.
    #[error("representatives.too_many: at most {0}")]
    TooManyRepresentatives(i64),
    /// Nobody acts under this number.
    #[error("representative.unknown: from 1 to {count}")]
    NoSuchRepresentative {
        /// How many there are.
        count: i64,
    },
    /// Nobody of the group has such a place.
    #[error("complainants.unknown: from 1 to {count}")]
    NoSuchAddressee {
        /// How many there are.
        count: i64,
    },
    /// Somebody who is named has agreed, had our last word or left.
    #[error("complainants.settled")]
    AddresseeSettled,
    /// Somebody who is named has left the group, and is told nothing of its result.
    #[error("complainants.left: {who:?}")]
    AddresseeLeft {
        /// Who, from 1.
        who: Vec<i64>,
    },
    /// The representative has left and nobody speaks for those who remain: whoever has
    /// spoken with them says with whom.
    #[error("complainants.nobody_speaks")]
    NobodySpeaks,
}

impl ComplainantRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NoSuchComplainant { .. } => ("no_such_complainant", Some("complainant")),
            Self::EndedInFuture => ("ended_in_future", Some("ended_at")),
            Self::TooManyComplainants(..) => ("too_many_complainants", Some("co_complainants")),
            Self::TooManyRepresentatives(..) => ("too_many_representatives", None),
            Self::NoSuchRepresentative { .. } => ("no_such_representative", Some("representative")),
            Self::NoSuchAddressee { .. } => ("no_such_addressee", Some("complainants")),
            Self::AddresseeSettled => ("addressee_settled", Some("complainants")),
            Self::AddresseeLeft { .. } => ("addressee_left", Some("complainants")),
            Self::NobodySpeaks => ("nobody_speaks", Some("complainants")),
        }
    }
}
