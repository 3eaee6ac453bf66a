//! What facts of clocks change, and what stands behind clocks that were met.

use crate::Seq;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::complainants::group::Hearing;
use crate::case::event::{
    ClockEnded, ClockFact, ClockName, ClockPaused, ClockReopened, ClockRestored, ClockResumed, ClocksPartlyMet, Event,
    StartedClock, Target, Told,
};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::number::CaseNumber;
use crate::promises::clock::Schedule;
use crate::promises::{Clock, ClockState, MetBy, Pause, Proof, Subject};
use crate::time::{Span, Timestamp};

impl Case {
    pub(in crate::case) fn fold_clocks(&mut self, fact: &ClockFact, event: &Event) {
        let at = event.effective_at;
        match fact {
            ClockFact::ClocksStarted(f) => {
                let under_way = f.by.or(self.happened.under_way());
                let clocks = f.clocks.iter().map(started);
                self.clocks.extend(clocks.map(|clock| begun(clock, under_way)));
                self.connections.run(f);
            }
            ClockFact::ClockPaused(f) => self.pause(f, at),
            ClockFact::ClockResumed(f) => self.resume(f, at),
            ClockFact::ClockRetargeted(f) => {
                if let Some(before) = self.clock(&f.clock).cloned() {
                    self.connections.remember(&before, f);
                }
                self.on_clock(&f.clock, |c| retarget(c, &f.target));
            }
            ClockFact::ClockExtended(f) => self.on_clock(&f.clock, |c| {
                c.extra = Span(c.extra.0 + f.by.0);
                c.schedule = f.schedule;
            }),
            ClockFact::ClockWarned(f) => self.on_clock(&f.clock, |c| c.warned = c.warned.max(f.percent)),
            ClockFact::ClockMet(f) => {
                self.met(&f.clock, f.by, at);
                self.rest_heard(&f.clock, f.by, event);
            }
            ClockFact::ClocksPartlyMet(f) => self.partly_met(f, event),
            ClockFact::ClockEnteredLate(f) => {
                self.rest_heard(&f.clock, f.by, event);
                let proof = Proof::EnteredLate { entry: f.by, writer: event.actor, confirmed: false };
                self.entered_late(&f.clock, proof, at);
            }
            ClockFact::ClockBreached(f) => self.on_clock(&f.clock, |c| {
                let met_at = if let ClockState::Met { at } = c.state { Some(at) } else { None };
                c.state = ClockState::Breached { met_at };
            }),
            ClockFact::ClockEnded(f) => self.end_clock(f, at),
            ClockFact::ClockRestored(f) => self.restore(f),
            ClockFact::ClockReopened(f) => self.reopen(f),
        }
    }

    fn partly_met(&mut self, met: &ClocksPartlyMet, event: &Event) {
        let (by, at, recorded_at) = (met.by, event.effective_at, event.recorded_at);
        let hearing = |place: &i64| Hearing { place: *place, at, recorded_at, by };
        for found in self.clocks.iter_mut().filter(|c| met.clocks.contains(&named(&c.clock))) {
            found.heard.extend(met.complainants.iter().map(hearing));
        }
    }

    fn end_clock(&mut self, ended: &ClockEnded, at: Timestamp) {
        let state = self.ended(&ended.clock, at);
        self.on_clock(&ended.clock, |c| c.state = state);
        self.note_end(&ended.clock, Some(ended.by));
        if let CaseStatus::Merged { carried, .. } = &mut self.status {
            carried.push(ended.clock.clone());
        }
    }

    /// How a clock ends now: with its case, or carried over with it. What went back to
    /// a case that was merged before has ended by that.
    fn ended(&self, clock: &ClockName, at: Timestamp) -> ClockState {
        match (&self.status, self.clock(clock).map(|clock| clock.state)) {
            (_, Some(back @ ClockState::CarriedOver { .. })) => back,
            (CaseStatus::Merged { into, .. }, _) => ClockState::CarriedOver { at, to: *into },
            _ => ClockState::Ended { at },
        }
    }

    /// What ran here on behalf of a merged case is judged there again, and there alone.
    pub(in crate::case) fn hand_back_clocks(&mut self, other: CaseNumber, at: Timestamp) {
        let of_other: Vec<ClockName> = self.connections.run_for(other).cloned().collect();
        for clock in of_other {
            self.on_clock(&clock, |c| c.state = ClockState::CarriedOver { at, to: other });
        }
    }

    fn restore(&mut self, restored: &ClockRestored) {
        self.on_clock(&restored.clock, |c| {
            if let Some(left_out) = &restored.left_out {
                c.leave_out(left_out.from, left_out.until);
                c.schedule = left_out.schedule;
            }
            let open_pause = c.pauses.last().filter(|pause| pause.ended.is_none());
            c.state = open_pause.map_or(ClockState::Running, |pause| ClockState::Paused { until: pause.until });
        });
        self.note_end(&restored.clock, None);
    }

    /// What had met it did not happen.
    fn reopen(&mut self, reopened: &ClockReopened) {
        self.on_clock(&reopened.clock, |c| {
            if let Some(meanwhile) = &reopened.meanwhile {
                c.pauses.clone_from(&meanwhile.pauses);
                c.schedule = meanwhile.schedule;
            }
            let open_pause = c.pauses.last().filter(|pause| pause.ended.is_none());
            c.proof = Proof::Entry;
            c.state = match (c.state, open_pause) {
                (ClockState::Breached { .. }, _) => ClockState::Breached { met_at: None },
                (_, Some(pause)) => ClockState::Paused { until: pause.until },
                (_, None) => ClockState::Running,
            };
        });
        self.note_met(&reopened.clock, None);
    }

    /// Remembers which entry ended a clock before its time.
    fn note_end(&mut self, name: &ClockName, by: Option<Seq>) {
        if let Some(found) = self.named_mut(name) {
            found.ended_by = by;
        }
    }

    /// Remembers which entry met a clock.
    fn note_met(&mut self, name: &ClockName, by: Option<Seq>) {
        if let Some(found) = self.named_mut(name) {
            found.met_entry = by;
        }
    }

    fn pause(&mut self, paused: &ClockPaused, at: Timestamp) {
        // Clocks that pause together pause once.
        let pause = (paused.reason, at, paused.until);
        if !self.paused.contains(&pause) {
            self.paused.push(pause);
        }
        self.on_clock(&paused.clock, |c| {
            c.pauses.push(Pause { from: at, until: paused.until, ended: None });
            c.schedule = paused.schedule;
            c.state = ClockState::Paused { until: paused.until };
        });
    }

    fn resume(&mut self, resumed: &ClockResumed, at: Timestamp) {
        for pause in self.paused.iter_mut().filter(|pause| pause.2 > at) {
            pause.2 = at;
        }
        self.on_clock(&resumed.clock, |c| {
            if let Some(pause) = c.pauses.last_mut() {
                pause.ended = Some(at);
            }
            c.schedule = resumed.schedule;
            c.state = ClockState::Running;
        });
    }

    /// What stands behind a clock that an entry met.
    pub(in crate::case) fn proof(&self, by: Seq) -> Proof {
        match self.conversation.tellings.told_by(by) {
            None => Proof::Entry,
            Some(Told::SentElsewhere) => Proof::SentElsewhere,
            // Only programs before version 2 of messages let such an entry meet a clock.
            Some(_) => Proof::None,
        }
    }

    fn met(&mut self, clock: &ClockName, by: Seq, at: Timestamp) {
        let named = |c: &&CaseClock| c.clock.promise == clock.promise && c.clock.run == clock.run;
        // Whether a case is accepted is decided by us; that stands whoever has heard of it.
        let is_decided = self.clocks.iter().find(named).is_some_and(|c| c.met_by == MetBy::AcceptanceDecided);
        let proof = if is_decided { Proof::Entry } else { self.proof(by) };
        self.on_clock(clock, |c| {
            c.proof = proof;
            c.state = match c.state {
                ClockState::Breached { .. } => ClockState::Breached { met_at: Some(at) },
                _ => ClockState::Met { at },
            };
        });
        self.note_met(clock, Some(by));
    }

    fn entered_late(&mut self, clock: &ClockName, proof: Proof, at: Timestamp) {
        self.on_clock(clock, |c| (c.state, c.proof) = (ClockState::Breached { met_at: Some(at) }, proof));
        if let Proof::EnteredLate { entry, .. } = proof {
            self.note_met(clock, Some(entry));
        }
    }

    /// Somebody else has confirmed an entry that was made later.
    pub(in crate::case) fn confirm_clocks(&mut self, confirmed: Seq) {
        for found in &mut self.clocks {
            if let Proof::EnteredLate { entry, confirmed: is_confirmed, .. } = &mut found.clock.proof
                && *entry == confirmed
            {
                *is_confirmed = true;
            }
        }
    }

    /// Who answers a plan in time shows that it was put to them in time.
    pub(in crate::case) fn proved_by_answer(&mut self, version: i64, at: Timestamp) {
        let entries = self.conversation.tellings.of_plan(version);
        let of_plan = |c: &&mut CaseClock| c.clock.proof == Proof::None && c.met_by == MetBy::PlanProposed;
        for found in self.clocks.iter_mut().filter(of_plan).filter(|_| !entries.is_empty()) {
            let clock = &mut found.clock;
            if matches!(clock.state, ClockState::Met { .. }) && at <= clock.schedule.due_at {
                (clock.state, clock.proof) = (ClockState::Met { at }, Proof::Entry);
            }
        }
    }

    /// A clock by its name.
    pub fn clock(&self, name: &ClockName) -> Option<&Clock> {
        let named = |c: &&CaseClock| c.clock.promise == name.promise && c.clock.run == name.run;
        self.clocks.iter().find(named).map(|c| &c.clock)
    }

    /// The earliest moment at which a clock of this case does something by itself.
    pub fn next_alarm_at(&self) -> Option<Timestamp> {
        self.clocks.iter().filter_map(|c| c.clock.next_alarm_at()).min()
    }

    /// The earliest due time of the case itself that still counts: running or paused.
    pub fn next_due_at(&self) -> Option<Timestamp> {
        let counts = |c: &&CaseClock| {
            c.subject == Subject::Case && matches!(c.clock.state, ClockState::Running | ClockState::Paused { .. })
        };
        self.clocks.iter().filter(counts).map(|c| c.clock.schedule.due_at).min()
    }

    fn on_clock(&mut self, name: &ClockName, change: impl FnOnce(&mut Clock)) {
        if let Some(found) = self.named_mut(name) {
            change(&mut found.clock);
        }
    }

    pub(in crate::case) fn named_mut(&mut self, name: &ClockName) -> Option<&mut CaseClock> {
        self.clocks.iter_mut().find(|c| c.clock.promise == name.promise && c.clock.run == name.run)
    }
}

/// A clock that comes again with each word, answer or review, with the one that it
/// began with.
fn begun(clock: CaseClock, under_way: Option<Seq>) -> CaseClock {
    let comes_with_it =
        matches!(clock.met_by, MetBy::Word | MetBy::Replied | MetBy::AfterwordAnswered | MetBy::Reviewed);
    let started_by = if comes_with_it { under_way } else { None };
    CaseClock { started_by, ..clock }
}

fn named(clock: &Clock) -> ClockName {
    ClockName { promise: clock.promise.clone(), run: clock.run }
}

fn started(started: &StartedClock) -> CaseClock {
    let StartedClock { clock: name, subject, met_by, target } = started;
    let mut clock = Clock {
        promise: name.promise.clone(),
        version: 0,
        run: name.run,
        calendar: None,
        start: target.start,
        limit: Span::ZERO,
        extra: Span::ZERO,
        pauses: Vec::new(),
        warned: 0,
        schedule: Schedule { ..target.schedule },
        state: ClockState::Running,
        proof: Proof::Entry,
    };
    retarget(&mut clock, target);
    let (subject, met_by, began) = (*subject, *met_by, target.start);
    let heard = Vec::new();
    CaseClock { clock, subject, met_by, began, ended_by: None, heard, met_entry: None, started_by: None }
}

fn retarget(clock: &mut Clock, target: &Target) {
    clock.version = target.version;
    clock.calendar.clone_from(&target.calendar);
    clock.start = target.start;
    clock.limit = target.limit;
    clock.schedule = target.schedule;
}
