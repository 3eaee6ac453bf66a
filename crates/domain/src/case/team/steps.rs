//! How far a case has come in the procedure of its category (journey §2).

use crate::Seq;
use crate::case::event::{Event, Fact, TeamFact};
use crate::sops::{Sop, Step};
use crate::time::Timestamp;

/// How far a case has come in a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The step.
    pub step: &'a Step,
    /// When and by which entry it was taken.
    pub taken: Option<(Seq, Timestamp)>,
}

/// How far a case has come in its procedure.
pub fn progress<'a>(sop: &'a Sop, events: &[&Event]) -> Vec<Progress<'a>> {
    let shows = |event: &Event, step: &Step| match &event.fact {
        Fact::Team(TeamFact::StepTaken(taken)) => taken.step == step.id,
        fact => step.shown_by.iter().any(|kind| kind == fact.kind()),
    };
    let taken = |step: &Step| events.iter().find(|event| shows(event, step)).map(|e| (e.seq, e.effective_at));
    sop.steps.iter().map(|step| Progress { step, taken: taken(step) }).collect()
}
