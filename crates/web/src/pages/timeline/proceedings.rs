//! What happened in proceedings, in the words of a line.

use super::Names;
use crate::wording::time;
use homeward_domain::case::event::ProceedingFact;

impl Names<'_> {
    pub(super) fn of_proceedings(&self, fact: &ProceedingFact) -> String {
        let kind = fact.kind();
        match fact {
            ProceedingFact::ProceedingOpened(f) => {
                self.happened(kind, &[("body", &self.named("body", f.body.as_str()))])
            }
            ProceedingFact::ProceedingMoved(f) => {
                self.happened(kind, &[("step", &self.named("step", f.step.as_str()))])
            }
            ProceedingFact::ProceedingDated(f) => {
                let (topic, at) = (self.named("topic", f.topic.as_str()), time(self.frame.language, f.at.0));
                self.happened(kind, &[("topic", &topic), ("at", &at)])
            }
        }
    }
}
