//! What happened in complainants, in the words of a line.

use super::Names;
use homeward_domain::case::event::ComplainantFact;

impl Names<'_> {
    pub(super) fn of_complainants(&self, fact: &ComplainantFact) -> String {
        let kind = fact.kind();
        match fact {
            ComplainantFact::RepresentativeNamed(f) => {
                self.happened(kind, &[("role", &self.named("representative", f.role.as_str()))])
            }
            ComplainantFact::ComplainantLeft(f) => self.happened(kind, &[("complainant", &f.complainant.to_string())]),
            ComplainantFact::LinkRenewed(f) => self.happened(kind, &[("complainant", &f.complainant.to_string())]),
            ComplainantFact::LinkHandedOut(f) => {
                let way = self.named("link-way", f.way.as_str());
                self.happened(kind, &[("complainant", &f.complainant.to_string()), ("way", &way)])
            }
            _ => self.happened(kind, &[]),
        }
    }
}
