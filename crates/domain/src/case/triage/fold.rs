//! What facts of triage change.

use crate::case::event::{Event, TriageFact};
use crate::case::state::Case;

impl Case {
    pub(in crate::case) fn fold_triage(&mut self, fact: &TriageFact, event: &Event) {
        match fact {
            TriageFact::KindChanged(f) => self.triage.kind = f.to,
            TriageFact::NatureSet(f) => self.triage.press(f, event.recorded_at),
            TriageFact::CaseTriaged(f) => {
                self.triage.category = Some(f.category.clone());
                self.triage.decided = Some(f.clone());
            }
            TriageFact::SeverityAssessed(f) => self.triage.severity = Some(f.clone()),
        }
    }

    /// Whether it presses by an entry that was withdrawn: how much it does has to be judged
    /// anew.
    pub fn presses_by_nothing(&self) -> bool {
        self.triage.pressed_by.is_some_and(|entry| self.withdrawn_by(entry).is_some())
    }
}
