//! Why a rule of this room forbids a command.

use crate::time::Timestamp;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PublicationRejection {
    /// Nothing is published while an outside proceeding runs.
    #[error("publication.before_others")]
    BeforeOthers,
    /// Nothing was proposed for publication, or it was decided.
    #[error("publication.none")]
    NoPublication,
    /// A manager has not approved the publication, or somebody objected since.
    #[error("publication.not_approved")]
    NotApproved,
    /// Whoever proposed a publication does not decide on it.
    #[error("publication.same_person")]
    SamePerson,
    /// A supplier concerned was not told of the publication yet.
    #[error("publication.supplier_not_told")]
    SupplierNotTold,
    /// The complainant was not told of the publication yet: their days to object have
    /// not begun.
    #[error("publication.not_told")]
    PublicationNotTold,
    /// Those concerned may still object.
    #[error("publication.objection_runs: until {until}", until = until.to_rfc3339())]
    ObjectionRuns {
        /// Until when.
        until: Timestamp,
    },
}

impl PublicationRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::BeforeOthers => ("before_others", None),
            Self::NoPublication => ("no_publication", None),
            Self::NotApproved => ("not_approved", None),
            Self::SamePerson => ("same_person", None),
            Self::SupplierNotTold => ("supplier_not_told", None),
            Self::PublicationNotTold => ("publication_not_told", None),
            Self::ObjectionRuns { .. } => ("objection_runs", None),
        }
    }
}
