//! What happened in responsibility, in the words of a line.

use super::Names;
use homeward_domain::case::event::{ResponsibilityFact, ResponsibilitySet, Share};

impl Names<'_> {
    pub(super) fn of_responsibility(&self, fact: &ResponsibilityFact) -> String {
        let kind = fact.kind();
        match fact {
            ResponsibilityFact::ResponsibilitySet(f) => self.happened(kind, &[("shares", &self.shares(f))]),
            _ => self.happened(kind, &[]),
        }
    }

    fn shares(&self, set: &ResponsibilitySet) -> String {
        let share = |share: &Share| format!("{} {}%", self.named("party", share.party.as_str()), share.percent);
        self.listed(&set.shares.iter().map(share).collect::<Vec<_>>())
    }
}
