//! Terms on which the company handles cases: since when it counts, how long what
//! may be put off can be put off (journey §§1, 3, 7).

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The most days that a setting of days may say.
pub const DAYS_MAX: i64 = 90;
/// The most hours that a setting of hours may say: a week.
pub const HOURS_MAX: i64 = 168;

/// One version of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// From 1.
    pub version: i64,
    /// The first day of use: what was received before stays out of kept-rates.
    pub first_use_at: Timestamp,
    /// Cases that ended before need not be whole: the program did not ask then.
    pub whole_since: Timestamp,
    /// The most days by which a settlement may be extended.
    pub extension_days_max: i64,
    /// The most days that pauses for one reason may add to without a lead.
    pub pause_days_max: i64,
    /// The days that those concerned have to object before a result is published.
    pub objection_days: i64,
    /// The most hours after which a call or letter of ours may still be entered.
    #[serde(default = "three_days")]
    pub entered_later_hours_max: i64,
}

/// What the program allowed before it was a setting.
const fn three_days() -> i64 {
    72
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            version: 1,
            first_use_at: Timestamp::EARLIEST,
            whole_since: Timestamp::EARLIEST,
            extension_days_max: 30,
            pause_days_max: 30,
            objection_days: 3,
            entered_later_hours_max: three_days(),
        }
    }
}
