//! What facts of outside proceedings change.

use crate::case::event::{Event, ExpectedDate, ProceedingFact};
use crate::case::proceedings::state::{Proceeding, TOLD};
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_proceedings(&mut self, fact: &ProceedingFact, event: &Event) {
        match fact {
            ProceedingFact::ProceedingOpened(f) => self.proceedings.push(Proceeding {
                number: f.proceeding,
                body: f.body,
                law: f.law.clone(),
                received_at: event.effective_at,
                dates: f.expected.clone(),
                steps: Vec::new(),
            }),
            ProceedingFact::ProceedingMoved(f) => self.on_proceeding(f.proceeding, |one| {
                one.steps.push((f.step, event.effective_at));
                one.expect(&f.expected);
            }),
            ProceedingFact::ProceedingDated(f) => self.on_proceeding(f.proceeding, |one| {
                one.expect(&[ExpectedDate { topic: f.topic, rule: TOLD.into(), at: Some(f.at) }]);
            }),
        }
    }

    fn on_proceeding(&mut self, number: i64, change: impl FnMut(&mut Proceeding)) {
        self.proceedings.iter_mut().filter(|one| one.number == number).for_each(change);
    }
}
