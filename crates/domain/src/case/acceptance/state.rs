//! What became of acceptance, as far as rules read it.

use crate::actor::Actor;

/// What became of acceptance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acceptance {
    /// Who refused the case last; none where nobody did.
    pub refused_by: Option<Actor>,
    /// How the objection to a refusal stands; none where nobody objected.
    pub objection: Option<Objection>,
}

/// How an objection to a refusal stands; there is one at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objection {
    /// It waits for a decision.
    Waits,
    /// The case was taken up by it.
    Upheld,
    /// The refusal stands for good.
    Dismissed,
}
