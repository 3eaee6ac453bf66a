//! What happened in investigation, in the words of a line.

use super::Names;
use homeward_domain::case::event::InvestigationFact;
use homeward_domain::catalogue::Cause;

impl Names<'_> {
    pub(super) fn of_investigation(&self, fact: &InvestigationFact) -> String {
        let kind = fact.kind();
        match fact {
            InvestigationFact::FindingRecorded(f) => {
                self.happened(kind, &[("source", &self.named("source", f.whose.as_str()))])
            }
            InvestigationFact::QuestionAsked(f) => {
                let respondent = self.named("respondent", f.respondent.as_str());
                self.happened(kind, &[("respondent", &respondent), ("to", &f.to)])
            }
            InvestigationFact::QuestionAnswered(f) => {
                let position = self.named("position", f.position.as_str());
                self.happened(kind, &[("question", &f.question.to_string()), ("position", &position)])
            }
            InvestigationFact::EvidenceNamed(f) => {
                self.happened(kind, &[("what", &self.named("evidence", f.what.as_str()))])
            }
            InvestigationFact::CausesFound(f) => {
                let cause = |cause: &Cause| self.named("cause", &cause.as_str().replace('.', "-"));
                let causes: Vec<String> = f.causes.iter().map(cause).collect();
                self.happened(kind, &[("causes", &self.listed(&causes))])
            }
            _ => self.happened(kind, &[]),
        }
    }
}
