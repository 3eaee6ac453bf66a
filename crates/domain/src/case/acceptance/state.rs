//! The objection to a refusal, as far as rules read it.

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
