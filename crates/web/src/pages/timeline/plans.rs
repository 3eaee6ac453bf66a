//! What happened in plans, in the words of a line.

use super::Names;
use homeward_domain::case::event::PlanFact;

impl Names<'_> {
    pub(super) fn of_plans(&self, fact: &PlanFact) -> String {
        let kind = fact.kind();
        match fact {
            PlanFact::PlanProposed(f) => self.happened(kind, &[("version", &f.version.to_string())]),
            PlanFact::PlanAnswered(f) => {
                let answer = self.named("answer", f.answer.as_str());
                self.happened(kind, &[("version", &f.version.to_string()), ("answer", &answer)])
            }
            PlanFact::MeasureAdded(f) => self.happened(kind, &[("measure", &f.measure.to_string())]),
            PlanFact::MeasureDone(f) => self.happened(kind, &[("measure", &f.measure.to_string())]),
            PlanFact::MeasureWaived(f) => self.happened(kind, &[("measure", &f.measure.to_string())]),
        }
    }
}
