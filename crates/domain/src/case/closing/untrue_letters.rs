//! Letters as a case notes them, and the one that says what is not true any more.

use crate::Seq;
use crate::case::closing::letters::Letter;
use crate::case::event::{ClockName, ResultNoticeGiven};
use crate::case::state::Case;
use crate::promises::{MetBy, Subject};

impl Case {
    pub(in crate::case) fn note_letter(&mut self, entry: Seq, given: &ResultNoticeGiven) {
        let complainants = given.complainants.clone();
        self.closing.letters.retain(|letter| !letter.is_overtaken_by(&complainants));
        let limits = self.limits();
        self.closing.letters.push(Letter { entry, complainants, limits });
    }

    /// What has become of the limits that a letter tells of.
    fn limits(&self) -> Vec<(ClockName, &'static str)> {
        let is_told = |met_by: MetBy| met_by.is_heard() || matches!(met_by, MetBy::Settled | MetBy::AcceptanceDecided);
        let all = self.clocks.iter().filter(|c| c.subject == Subject::Case && is_told(c.met_by));
        let states = all.map(|c| {
            let name = ClockName { promise: c.clock.promise.clone(), run: c.clock.run };
            (name, c.clock.state_word())
        });
        states.filter(|(_, state)| !matches!(*state, "running" | "paused" | "ended" | "carried_over")).collect()
    }

    /// A letter that was told, and says of a limit what is not true since an entry was
    /// withdrawn; the newest of several.
    pub fn untrue_letter(&self) -> Option<&Letter> {
        let says_otherwise = |letter: &&Letter| {
            let present = |(name, state): &(ClockName, &'static str)| {
                self.clock(name).is_some_and(|clock| clock.state_word() == *state)
            };
            !letter.limits.iter().all(present)
        };
        let since = |letter: &&Letter| self.withdrawn().iter().any(|one| letter.entry < one.by);
        self.closing.letters.iter().rev().filter(since).find(says_otherwise)
    }
}
