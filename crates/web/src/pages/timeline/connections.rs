//! What happened in connections, in the words of a line.

use super::Names;
use homeward_domain::case::event::ConnectionFact;
use homeward_domain::number::CaseNumber;

impl Names<'_> {
    pub(super) fn of_connections(&self, fact: &ConnectionFact) -> String {
        let kind = fact.kind();
        match fact {
            ConnectionFact::CasesLinked(f) => {
                let how = self.named("link", f.how.as_str());
                self.happened(kind, &[("number", &self.case(f.other)), ("how", &how)])
            }
            ConnectionFact::LinkRemoved(f) => self.of_other(kind, f.other),
            ConnectionFact::CaseMerged(f) => self.of_other(kind, f.into),
            ConnectionFact::CaseAbsorbed(f) => self.of_other(kind, f.other),
            ConnectionFact::CaseUnmerged(f) => self.of_other(kind, f.from),
            ConnectionFact::CaseReleased(f) => self.of_other(kind, f.other),
            ConnectionFact::PassedOn(f) => {
                let entries: Vec<String> = f.entries.iter().map(ToString::to_string).collect();
                self.happened(kind, &[("number", &self.case(f.into)), ("entries", &self.listed(&entries))])
            }
            ConnectionFact::CaseSplit(f) => {
                let parts: Vec<String> = f.parts.iter().map(|part| self.case(*part)).collect();
                self.happened(kind, &[("numbers", &self.listed(&parts))])
            }
        }
    }

    fn of_other(&self, kind: &str, other: CaseNumber) -> String {
        self.happened(kind, &[("number", &self.case(other))])
    }
}
