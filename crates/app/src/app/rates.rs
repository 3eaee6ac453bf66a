//! How often promises were kept: the counts, and the last of them.

use crate::model::view::ClockView;
use homeward_domain::time::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// Below this count a percentage would say more than is known.
const PERCENT_FROM: i64 = 30;

/// How promises that came to their end did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Met within the time first promised.
    pub kept: i64,
    /// Met within a time that was extended: shown apart, never as kept.
    pub extended: i64,
    /// Not met when it was due.
    pub broken: i64,
    /// Of the kept: those that rest on somebody's word to have sent something.
    pub sent_elsewhere: i64,
    /// Of the kept: those that were entered after they were due, and confirmed.
    pub entered_late: i64,
    /// Of the broken: those that were entered late and nobody has confirmed.
    pub unconfirmed: i64,
    /// Met by entries of an earlier program that said more than had happened: in
    /// no total.
    pub unproven: i64,
}

impl Kept {
    /// All that came to an end.
    pub const fn total(self) -> i64 {
        self.kept + self.extended + self.broken
    }

    /// Whole percent kept, never rounded up; none below thirty cases.
    pub const fn percent(self) -> Option<i64> {
        if self.total() < PERCENT_FROM { None } else { Some(self.kept * 100 / self.total()) }
    }

    pub(crate) fn count(&mut self, clock: &ClockView) {
        match clock.state.as_str() {
            "kept" => {
                self.kept += 1;
                self.sent_elsewhere += i64::from(clock.proof.is_some());
            }
            "entered_late" if clock.proof.as_deref() == Some("entered_late_confirmed") => {
                self.kept += 1;
                self.entered_late += 1;
            }
            "entered_late" => {
                self.broken += 1;
                self.unconfirmed += 1;
            }
            "extended" => self.extended += 1,
            "unproven" => self.unproven += 1,
            _ => self.broken += 1,
        }
    }
}

/// The counts of each promise, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRates {
    /// When they were counted.
    pub counted_at: Timestamp,
    /// The last 30 days and the last 365, for each promise that came to an end then.
    pub promises: BTreeMap<String, [Kept; 2]>,
}

impl KeptRates {
    /// The counts of a promise.
    pub fn of(&self, promise: &str) -> [Kept; 2] {
        self.promises.get(promise).copied().unwrap_or_default()
    }
}

/// The last count, and who is making the next.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) last: RwLock<Option<Arc<KeptRates>>>,
    pub(crate) counting: Arc<Mutex<()>>,
}

impl Counted {
    pub fn last(&self) -> Option<Arc<KeptRates>> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_stands_from_thirty_cases_on_and_is_never_rounded_up() {
        let kept = |kept, extended, broken| Kept { kept, extended, broken, ..Kept::default() }.percent();
        assert_eq!(kept(29, 0, 0), None);
        assert_eq!(kept(30, 0, 0), Some(100));
        assert_eq!(kept(0, 0, 30), Some(0));
        assert_eq!(kept(999, 1, 0), Some(99), "extended is not kept");
    }
}
