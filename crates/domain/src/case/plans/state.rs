//! Plans and measures, as far as rules read them.

use crate::Seq;
use crate::time::Timestamp;

/// What was planned and what has to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// The plans, in their order.
    pub all: Vec<Plan>,
    /// When the last of them was put or answered, or the case was taken up again since:
    /// nothing can have been told before that comes after it.
    pub planned_until: Option<Timestamp>,
    /// What has to be done.
    pub measures: Vec<Measure>,
}

impl Plans {
    /// How many plans were refused by somebody.
    pub fn refused(&self) -> usize {
        self.all.iter().filter(|plan| !plan.refused.is_empty()).count()
    }

    /// How many plans one who complains here has refused.
    pub fn refused_by(&self, place: i64) -> usize {
        self.all.iter().filter(|plan| plan.refused.contains(&place)).count()
    }

    /// How many measures have still to be done.
    pub fn open_measures(&self) -> usize {
        self.measures.iter().filter(|measure| measure.done == Done::Open).count()
    }

    pub(in crate::case) fn plan_until(&mut self, at: Timestamp) {
        self.planned_until = self.planned_until.max(Some(at));
    }

    pub(in crate::case) fn finish(&mut self, number: i64, done: Done) {
        if let Some(measure) = self.measures.iter_mut().find(|measure| measure.number == number) {
            measure.done = done;
        }
    }
}

/// A plan that was put to the complainant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The version, from 1.
    pub version: i64,
    /// The entry that proposed it.
    pub entry: Seq,
    /// Owner and due time of the measures of each option.
    pub options: Vec<Vec<(Option<i64>, Option<Timestamp>)>>,
    /// Who refused it.
    pub refused: Vec<i64>,
    /// To whom it was put: those who are named, or all who complained by then.
    pub asked: Vec<i64>,
    /// Whether it was put to all.
    pub to_all: bool,
    /// Whom each option is for; all to whom it was put where nobody is named.
    pub options_for: Vec<Vec<i64>>,
}

impl Plan {
    /// Whether it was put to one who complains here, or in a merged case.
    pub(in crate::case) fn is_for(&self, place: i64, is_guest: bool) -> bool {
        if is_guest { self.to_all } else { self.asked.contains(&place) }
    }

    /// The options, from 1, that are for one to whom it was put.
    pub fn options_of(&self, place: i64, is_guest: bool) -> Vec<i64> {
        let is_theirs = |named: &Vec<i64>| named.is_empty() || (!is_guest && named.contains(&place));
        (1..).zip(&self.options_for).filter(|(_, named)| is_theirs(named)).map(|(option, _)| option).collect()
    }
}

/// How a measure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// It has to be done.
    Open,
    /// It was done.
    Done,
    /// It is not needed any more.
    Waived,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its number in the case, from 1.
    pub number: i64,
    /// Who does it.
    pub owner: Option<i64>,
    /// By when.
    pub due_at: Option<Timestamp>,
    /// How it stands.
    pub done: Done,
}
