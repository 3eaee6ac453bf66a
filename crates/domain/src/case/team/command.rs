//! What can be wanted in this room.

use crate::catalogue::EscalationLevel;
use crate::record::ContentRef;
use crate::time::Timestamp;
use crate::triage::strategy::Duty;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum TeamCommand {
    /// Make somebody the owner, or nobody.
    Assign {
        /// A member of staff, by number.
        owner: Option<i64>,
        /// The reason, needed where somebody else owned it.
        reason: Option<ContentRef>,
    },
    /// Let it go up the chain.
    Escalate {
        /// How far.
        to: EscalationLevel,
        /// Why.
        words: ContentRef,
    },
    /// Say that what the strategy asks for was done.
    FulfilDuty {
        /// Which duty.
        duty: Duty,
        /// Who takes part by it.
        staff: Option<TakesPart>,
        /// When it was, of a review.
        at: Option<Timestamp>,
        /// What was done.
        words: ContentRef,
    },
    /// Say that what the strategy asks for is not needed here.
    WaiveDuty {
        /// Which duty.
        duty: Duty,
        /// Why.
        reason: ContentRef,
    },
    /// Take a step of the procedure.
    TakeStep {
        /// Which.
        step: String,
        /// What was done.
        words: Option<ContentRef>,
    },
    /// Give the case to another unit, or to none.
    MoveToUnit {
        /// The unit by its reference.
        unit: Option<String>,
        /// The reason, needed where another unit had it.
        reason: Option<ContentRef>,
    },
    /// Put on record that rules set each other off for too long.
    StopRules {
        /// Those that would have gone on.
        rules: Vec<i64>,
        /// How long the chain was.
        depth: i64,
    },
}

/// A member of staff who takes part in a case by a duty, with what their role lets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakesPart {
    /// Who, by number.
    pub staff: i64,
    /// Whether they lead a desk.
    pub leads: bool,
    /// Whether they decide as a manager does.
    pub manages: bool,
}
