//! How long what is kept stays, as the company says (个保法 19, GDPR 5(1)(e); law §9).
//! Nothing goes by itself before the company has said so.

use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};

/// How long what proves a transaction is kept after the end of the case: three
/// years, the law's least for the records of online travel transactions (电商法
/// 31; law §9), a leap day included.
pub const KEPT_FOR: Span = Span::hours(24 * 365 * 3 + 24);

/// The fewest days for which what proves a transaction is kept: three years, a leap
/// day included (电商法 31).
pub const PROOF_DAYS_MIN: i64 = 1096;
/// The fewest days for which the log of looks is kept: six months, as of any log of a
/// network (网络安全法 21).
pub const LOOKS_DAYS_MIN: i64 = 183;
/// The fewest days for which words are kept after the end of their case: as long as
/// whoever complained may come back within the month.
pub const WORDS_DAYS_MIN: i64 = 30;
/// The most days that a setting may say: a hundred years.
pub const DAYS_MAX: i64 = 36_500;

/// One version of it. Days count from the end of a case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// From 1; 0 where the company has said nothing.
    pub version: i64,
    /// What of a case proves no transaction, and cases that have none; nothing goes by
    /// itself where it is not told.
    pub words_days: Option<i64>,
    /// What proves a transaction; told wherever the words are.
    pub proof_days: Option<i64>,
    /// The log of looks at contact points.
    pub looks_days: Option<i64>,
}

impl Retention {
    /// When the first of a case may go that ended then; `None` where nothing does by itself.
    pub fn begins(&self, ended: Timestamp) -> Option<Timestamp> {
        let days = self.words_days.into_iter().chain(self.proof_days).min()?;
        Some(ended + Span::hours(24 * days))
    }

    /// How long what proves a transaction is kept: the law's least, or as long as the
    /// company says.
    pub fn proof_for(&self) -> Span {
        self.proof_days.map_or(KEPT_FOR, |days| Span::hours(24 * days).max(KEPT_FOR))
    }

    /// The last moment of which looks go now; `None` where none do.
    pub fn looks_before(&self, now: Timestamp) -> Option<Timestamp> {
        self.looks_days.map(|days| Timestamp(now.0 - Span::hours(24 * days).0))
    }
}
