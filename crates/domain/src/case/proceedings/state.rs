//! Outside proceedings, as far as decisions read them.

use crate::case::event::ExpectedDate;
use crate::catalogue::{Authority, DateTopic, ProceedingStep};
use crate::time::Timestamp;

/// A procedure outside the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proceeding {
    /// Its number in the case, from 1.
    pub number: i64,
    /// Whose procedure.
    pub body: Authority,
    /// The version of the law it follows.
    pub law: Option<String>,
    /// When its notice reached us.
    pub received_at: Timestamp,
    /// Its dates, the last told of each topic.
    pub dates: Vec<ExpectedDate>,
    /// What happened in it, with the time of each document.
    pub steps: Vec<(ProceedingStep, Timestamp)>,
}

impl Proceeding {
    /// Whether it still runs.
    pub fn runs(&self) -> bool {
        !self.steps.iter().any(|(step, _)| step.ends())
    }

    pub(in crate::case) fn expect(&mut self, dates: &[ExpectedDate]) {
        for date in dates {
            self.dates.retain(|known| known.topic != date.topic);
            self.dates.push(date.clone());
        }
    }
}

/// The name of the rule where a person told the date.
pub const TOLD: &str = "told";

/// The date of a topic, where it is known.
pub fn date(proceeding: &Proceeding, topic: DateTopic) -> Option<Timestamp> {
    proceeding.dates.iter().find(|date| date.topic == topic)?.at
}
