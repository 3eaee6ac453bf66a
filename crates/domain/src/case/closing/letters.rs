//! Result letters that were told, with what they say of our limits: where an entry that
//! had kept one is withdrawn afterwards, the letter has a line that is not true.

use crate::Seq;
use crate::case::event::ClockName;

/// A result letter that none has taken the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The entry.
    pub entry: Seq,
    /// To whom of a group, from 1; to all where nobody is named.
    pub complainants: Vec<i64>,
    /// What had become of our limits by then, those left out that still ran.
    pub(in crate::case) limits: Vec<(ClockName, &'static str)>,
}

impl Letter {
    /// Whether another letter to these, or to all, takes its place.
    pub(in crate::case) fn is_overtaken_by(&self, to: &[i64]) -> bool {
        let named = |place: &i64| to.contains(place);
        to.is_empty() || (!self.complainants.is_empty() && self.complainants.iter().all(named))
    }
}
