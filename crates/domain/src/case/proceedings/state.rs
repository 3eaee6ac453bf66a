//! Outside proceedings and publication, as far as decisions read them.

use crate::case::event::{Event, ExpectedDate, Fact, ProceedingFact};
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

    fn expect(&mut self, dates: &[ExpectedDate]) {
        for date in dates {
            self.dates.retain(|known| known.topic != date.topic);
            self.dates.push(date.clone());
        }
    }
}

/// The name of the rule where a person told the date.
pub const TOLD: &str = "told";

/// Brings proceedings up to date with one more event.
pub(in crate::case) fn advance(proceedings: &mut Vec<Proceeding>, event: &Event) {
    let on = |proceedings: &mut Vec<Proceeding>, number: i64, change: &dyn Fn(&mut Proceeding)| {
        proceedings.iter_mut().filter(|one| one.number == number).for_each(change);
    };
    match &event.fact {
        Fact::Proceedings(ProceedingFact::ProceedingOpened(f)) => proceedings.push(Proceeding {
            number: f.proceeding,
            body: f.body,
            law: f.law.clone(),
            received_at: event.effective_at,
            dates: f.expected.clone(),
            steps: Vec::new(),
        }),
        Fact::Proceedings(ProceedingFact::ProceedingMoved(f)) => on(proceedings, f.proceeding, &|one| {
            one.steps.push((f.step, event.effective_at));
            one.expect(&f.expected);
        }),
        Fact::Proceedings(ProceedingFact::ProceedingDated(f)) => on(proceedings, f.proceeding, &|one| {
            one.expect(&[ExpectedDate { topic: f.topic, rule: TOLD.into(), at: Some(f.at) }]);
        }),
        _ => {}
    }
}

/// The date of a topic, where it is known.
pub fn date(proceeding: &Proceeding, topic: DateTopic) -> Option<Timestamp> {
    proceeding.dates.iter().find(|date| date.topic == topic)?.at
}
