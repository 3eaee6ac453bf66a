//! What rules of several rooms refuse first.

use crate::case::decision::Decision;
use crate::case::rejection::Rejection;
use crate::catalogue::State;
use crate::time::Span;

/// Handling begins with acceptance, where the kind needs one, and ends with the case.
pub(in crate::case) fn must_be_handled(decision: &Decision, act: &'static str) -> Result<(), Rejection> {
    match decision.case().state() {
        State::Received if decision.case().triage.kind.needs_acceptance() => Err(decision.forbidden(act)),
        state if state.is_open() => Ok(()),
        _ => Err(decision.forbidden(act)),
    }
}

/// How far another system's clock may run ahead of ours before what it says
/// lies in the future.
pub const CLOCK_SKEW_MAX: Span = Span::minutes(1);
