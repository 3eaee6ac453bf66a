//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AcceptanceRejection {
    /// Facts are missing once they were asked for twice.
    #[error("refusal.not_asked_twice: asked {asked} times")]
    NotAskedTwice {
        /// How often they were asked for.
        asked: i64,
    },
    /// A refusal can be objected to once.
    #[error("objection.made_before")]
    ObjectedBefore,
    /// Whoever refused the case does not decide on the objection to it.
    #[error("objection.own_refusal")]
    OwnRefusal,
    /// No objection waits for a decision.
    #[error("objection.none")]
    NoObjection,
}

impl AcceptanceRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NotAskedTwice { .. } => ("not_asked_twice", None),
            Self::ObjectedBefore => ("objected_before", None),
            Self::OwnRefusal => ("own_refusal", None),
            Self::NoObjection => ("no_objection", None),
        }
    }
}
