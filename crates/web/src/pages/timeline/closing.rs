//! What happened in closing, in the words of a line.

use super::Names;
use homeward_domain::case::event::ClosingFact;

impl Names<'_> {
    pub(super) fn of_closing(&self, fact: &ClosingFact) -> String {
        let kind = fact.kind();
        match fact {
            ClosingFact::CaseReopened(f) => match f.cause {
                Some(cause) => self.named("reopen-cause", cause.as_str()),
                None => self.happened(kind, &[]),
            },
            ClosingFact::CaseSettled(f) => self.happened(kind, &[("how", &self.named("settled", f.how.as_str()))]),
            ClosingFact::SatisfactionTold(f) => {
                let content = self.frame.t(if f.content { "content-yes" } else { "content-no" });
                self.happened(kind, &[("content", &content)])
            }
            _ => self.happened(kind, &[]),
        }
    }
}
