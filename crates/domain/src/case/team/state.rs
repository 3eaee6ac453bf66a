//! Who at the company has the case and what of its strategy was done, as far as rules read
//! it.

use crate::catalogue::EscalationLevel;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;

/// Who at the company has the case and what of its strategy was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Team {
    /// The member of staff who owns it.
    pub owner: Option<i64>,
    /// The unit that has it, by its reference.
    pub unit: Option<String>,
    /// How far up the chain it went.
    pub escalated: Option<EscalationLevel>,
    /// What of its strategies was done.
    pub duties: Vec<DutyDone>,
    /// The steps of its procedure that were taken.
    pub steps: Vec<String>,
}

/// Something that a strategy asks for and that was done, or waived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyDone {
    /// Which duty.
    pub duty: Duty,
    /// Who takes part by it.
    pub staff: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// Whether it was waived with a reason, and not done.
    pub waived: bool,
}
