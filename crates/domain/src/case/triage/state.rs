//! What it is about, how much it presses and how grave it is, as far as rules read it.

use crate::Seq;
use crate::case::event::{CaseReceived, CaseTriaged, NatureSet, SeverityAssessed};
use crate::catalogue::{Category, Kind, Nature};
use crate::time::Timestamp;

/// What it is about, how much it presses and how grave it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triage {
    /// What kind of matter.
    pub kind: Kind,
    /// The category, where it was told.
    pub category: Option<Category>,
    /// What it is about and how it is handled; none before it was decided.
    pub decided: Option<CaseTriaged>,
    /// How grave it is; none before a person graded it.
    pub severity: Option<SeverityAssessed>,
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// Since when it is on record as urgent; none where it is not.
    pub pressed_at: Option<Timestamp>,
    /// The entry that shows it; none where it was told at the intake.
    pub pressed_by: Option<Seq>,
}

impl Triage {
    pub(in crate::case) fn begin(received: &CaseReceived, recorded_at: Timestamp) -> Self {
        Self {
            kind: received.kind,
            category: received.category.clone(),
            decided: None,
            severity: None,
            nature: received.nature,
            danger: received.danger,
            pressed_at: (received.danger || received.nature == Nature::Urgent).then_some(recorded_at),
            pressed_by: None,
        }
    }

    pub(in crate::case) fn press(&mut self, set: &NatureSet, recorded_at: Timestamp) {
        (self.nature, self.danger) = (set.nature, set.danger);
        let presses = set.danger || set.nature == Nature::Urgent;
        self.pressed_at = presses.then_some(self.pressed_at.unwrap_or(recorded_at));
        self.pressed_by = presses.then_some(set.carried_by);
    }
}
