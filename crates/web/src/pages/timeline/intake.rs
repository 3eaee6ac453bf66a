//! What happened in intake, in the words of a line.

use super::Names;
use homeward_domain::case::event::{IntakeFact, MatterAdded};

impl Names<'_> {
    pub(super) fn of_intake(&self, fact: &IntakeFact) -> String {
        let kind = fact.kind();
        match fact {
            IntakeFact::CaseReceived(f) => {
                let channel = self.named("channel", f.channel.as_str());
                self.happened(kind, &[("kind", &self.named("kind", f.kind.as_str())), ("channel", &channel)])
            }
            IntakeFact::MatterAdded(f) => self.happened(kind, &[("items", &self.added(f))]),
        }
    }

    fn added(&self, added: &MatterAdded) -> String {
        let frame = self.frame;
        let (joined, not_given) = (added.joined.len().to_string(), self.items(&added.not_given));
        let parts = [
            (added.statement.is_some()).then(|| frame.t("added-words")),
            (!added.told.is_empty()).then(|| self.items(&added.told)),
            (!added.joined.is_empty()).then(|| frame.t1("added-joined", "count", &joined)),
            (!added.not_given.is_empty()).then(|| frame.t1("added-not-given", "items", &not_given)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(&frame.t("part-separator"))
    }
}
