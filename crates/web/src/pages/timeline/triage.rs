//! What happened in triage, in the words of a line.

use super::Names;
use crate::wording::category;
use homeward_domain::case::event::TriageFact;

impl Names<'_> {
    pub(super) fn of_triage(&self, fact: &TriageFact) -> String {
        let kind = fact.kind();
        match fact {
            TriageFact::KindChanged(f) => {
                let (from, to) = (self.named("kind", f.from.as_str()), self.named("kind", f.to.as_str()));
                self.happened(kind, &[("from", &from), ("to", &to)])
            }
            TriageFact::NatureSet(f) => self.happened(kind, &[("nature", &self.named("nature", f.nature.as_str()))]),
            TriageFact::CaseTriaged(f) => {
                let category = category(self.frame.language, self.policies.categories(), f.category.as_str());
                let handling = self.named("handling", f.handling_type.as_str());
                self.happened(kind, &[("category", &category), ("handling", &handling)])
            }
            TriageFact::SeverityAssessed(f) => {
                let (grade, strategy) =
                    (self.named("grade", f.grade.as_str()), self.named("strategy", f.strategy.as_str()));
                self.happened(kind, &[("grade", &grade), ("score", &f.score.to_string()), ("strategy", &strategy)])
            }
        }
    }
}
