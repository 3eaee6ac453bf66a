//! What a case still owes to those who complain, its end aside.

use super::{Case, CaseClock};
use crate::promises::MetBy;

impl Case {
    /// Whether a promise that this meets waits, in time or late.
    pub fn owes(&self, met_by: MetBy) -> bool {
        let waits = |c: &CaseClock| c.met_by == met_by && c.clock.is_open();
        self.clocks.iter().any(waits)
    }

    /// Whether somebody has to act on it: it is open, or the complainant waits for
    /// an answer to what they wrote after the end.
    pub fn is_at_work(&self) -> bool {
        let owed = |c: &CaseClock| c.met_by.is_owed_after_the_end() && c.clock.is_open();
        self.state().is_open() || self.clocks.iter().any(owed)
    }
}
