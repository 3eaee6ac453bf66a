//! What facts of the investigation change.

use crate::case::event::{Event, InvestigationFact};
use crate::case::investigation::state::end;
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::catalogue::Respondent;

impl Case {
    pub(in crate::case) fn fold_investigation(&mut self, fact: &InvestigationFact, event: &Event) {
        let (own, seq) = (&mut self.investigation, event.seq);
        match fact {
            InvestigationFact::FindingRecorded(_) | InvestigationFact::CausesFound(_) => self.investigates(),
            InvestigationFact::QuestionAsked(f) => {
                own.ask(f.question, seq);
                own.department_asked |= f.respondent == Respondent::Department;
                own.supplier_concerned |= f.respondent == Respondent::Supplier;
                self.investigates();
            }
            InvestigationFact::SiteCheckOrdered(f) => {
                own.order(f.check, seq);
                self.investigates();
            }
            InvestigationFact::QuestionAnswered(f) => end(&mut own.questions, f.question, seq),
            InvestigationFact::SiteCheckReported(f) => end(&mut own.site_checks, f.check, seq),
            InvestigationFact::EvidenceNamed(f) => own.name(f.evidence, seq),
            InvestigationFact::EvidenceSecured(f) => end(&mut own.evidence, f.evidence, seq),
            InvestigationFact::EvidenceLost(f) => end(&mut own.evidence, f.evidence, seq),
        }
    }

    fn investigates(&mut self) {
        if self.status == CaseStatus::Accepted {
            self.status = CaseStatus::Investigating;
        }
    }
}
