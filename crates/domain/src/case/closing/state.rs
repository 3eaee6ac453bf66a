//! The last word of the company, as far as rules read it.

use crate::time::Timestamp;

/// The company's last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinalAnswer {
    /// Until when its offer can be taken.
    pub open_until: Timestamp,
}
