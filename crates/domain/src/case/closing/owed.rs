//! What a case still owes to those who complain, its end aside.

use crate::case::clocks::case_clock::CaseClock;
use crate::case::state::Case;
use crate::catalogue::{ClosingItem, Kind, SettledHow};
use crate::promises::{ClockState, MetBy};
use crate::time::Timestamp;

impl Case {
    /// Whether a promise that this meets waits, in time or late.
    pub fn owes(&self, met_by: MetBy) -> bool {
        let waits = |c: &CaseClock| c.met_by == met_by && c.clock.is_open();
        self.clocks.iter().any(waits)
    }

    /// What answer of its kind nobody has given yet, without which it is not closed. A
    /// complaint ends by its settlement instead; of one that came from elsewhere, we do
    /// not know what was answered there.
    pub fn unanswered(&self) -> Vec<ClosingItem> {
        let told = |item| if self.conversation.answered { Vec::new() } else { vec![item] };
        if self.intake.imported || self.is_emptied() {
            return Vec::new();
        }
        match self.triage.kind {
            Kind::Complaint => Vec::new(),
            Kind::Inquiry | Kind::Change => told(ClosingItem::Solution),
            Kind::Feedback => told(ClosingItem::FeedbackAnswer),
            Kind::Praise => told(ClosingItem::PraisePassed),
            Kind::Emergency => self.emergency_lacks(),
        }
    }

    fn emergency_lacks(&self) -> Vec<ClosingItem> {
        let unreachable = self.closing.settled.is_some_and(|(how, _)| how == SettledHow::Unreachable);
        let lacks = [
            (self.team.owner.is_none() && self.owes(MetBy::Taken), ClosingItem::EmergencyTaken),
            (!unreachable && self.owes(MetBy::Reached), ClosingItem::EmergencyReached),
        ];
        lacks.into_iter().filter(|(lacks, _)| *lacks).map(|(_, item)| item).collect()
    }

    /// Whether somebody has to act on it: it is open, or the complainant waits for
    /// an answer to what they wrote after the end.
    pub fn is_at_work(&self) -> bool {
        let owed = |c: &CaseClock| c.met_by.is_owed_after_the_end() && c.clock.is_open();
        self.state().is_open() || self.clocks.iter().any(owed)
    }

    /// The promise by which they hear from us next: of all that mean a word to them the
    /// one due first. One that is broken counts until they hear from us again, whatever
    /// of; what was put off by a pause has no time that could be named.
    pub fn next_word(&self) -> Option<&CaseClock> {
        let is_open = self.state().is_open();
        let heard_at = self.last_heard_at();
        let goes_on = |met_by: MetBy| is_open || met_by == MetBy::NoticeTold || met_by.is_owed_after_the_end();
        let counts = |c: &&CaseClock| match c.clock.state {
            ClockState::Running => true,
            ClockState::Breached { met_at: None } => heard_at.is_none_or(|at| at < c.clock.schedule.due_at),
            _ => false,
        };
        let heard = self.clocks.iter().filter(|c| c.met_by.is_heard() && goes_on(c.met_by));
        heard.filter(counts).min_by_key(|c| c.clock.schedule.due_at)
    }

    /// When they last heard from us while the case was open, as the rounds of the next
    /// word tell.
    fn last_heard_at(&self) -> Option<Timestamp> {
        let words = self.clocks.iter().filter(|c| c.met_by == MetBy::Word);
        let heard = words.filter_map(|c| match c.clock.state {
            ClockState::Met { at } => Some(at),
            ClockState::Breached { met_at } => met_at,
            _ => None,
        });
        heard.max()
    }
}
