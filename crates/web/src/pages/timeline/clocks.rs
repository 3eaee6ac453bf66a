//! What happened in clocks, in the words of a line.

use super::Names;
use crate::wording::promise;
use homeward_domain::case::event::{ClockFact, ClockName};

impl Names<'_> {
    pub(super) fn of_clocks(&self, fact: &ClockFact) -> String {
        let kind = fact.kind();
        match fact {
            ClockFact::ClocksStarted(f) => {
                let promises: Vec<String> = f.clocks.iter().map(|started| self.promise(&started.clock)).collect();
                self.happened(kind, &[("promises", &self.listed(&promises))])
            }
            ClockFact::ClocksPartlyMet(f) => {
                let promises: Vec<String> = f.clocks.iter().map(|clock| self.promise(clock)).collect();
                let who = self.members(&f.complainants);
                self.happened(kind, &[("promises", &self.listed(&promises)), ("who", &who)])
            }
            ClockFact::ClockWarned(f) => {
                let percent = f.percent.to_string();
                self.happened(kind, &[("promise", &self.promise(&f.clock)), ("percent", &percent)])
            }
            ClockFact::ClockPaused(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockResumed(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockRetargeted(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockExtended(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockEnteredLate(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockMet(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockBreached(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockEnded(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockRestored(f) => self.of_clock(kind, &f.clock),
            ClockFact::ClockReopened(f) => self.of_clock(kind, &f.clock),
        }
    }

    fn of_clock(&self, kind: &str, clock: &ClockName) -> String {
        self.happened(kind, &[("promise", &self.promise(clock))])
    }

    fn promise(&self, clock: &ClockName) -> String {
        promise(self.frame.language, &clock.promise)
    }
}
