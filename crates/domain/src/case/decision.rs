//! Events as they are being decided, with the case as they leave it.

use crate::Seq;
use crate::case::DecisionContext;
use crate::case::clocks::case_clock::CaseClock;
use crate::case::event::{ClockEnteredLate, ClockMet, ClockName, ClocksPartlyMet, Event, Fact, NewEvent};
use crate::case::rejection::Rejection;
use crate::case::state::Case;
use crate::case::who::Via;
use crate::promises::clock::Schedule;
use crate::promises::{Clock, ClockState, Counting, MetBy, Proof};
use crate::time::Timestamp;

/// Collects events; each is applied at once, so that the next rule sees it.
pub(in crate::case) struct Decision<'a> {
    case: Case,
    via: Option<Via>,
    context: &'a DecisionContext<'a>,
    events: Vec<NewEvent>,
}

impl<'a> Decision<'a> {
    pub fn new(case: &Case, context: &'a DecisionContext<'a>) -> Self {
        Self { case: case.clone(), via: None, context, events: Vec::new() }
    }

    /// The same for what comes by way of a merged case.
    pub fn by_way(self, via: Option<Via>) -> Self {
        Self { via, ..self }
    }

    /// The merged case by way of which it came, and from whom.
    pub fn via(&self) -> Option<Via> {
        self.via
    }

    /// A decision whose case begins with this fact.
    pub fn begin(fact: Fact, effective_at: Timestamp, context: &'a DecisionContext<'a>) -> Option<Self> {
        let first = event(1, context, effective_at, fact);
        let case = Case::begin(&first)?;
        Some(Self { case, via: None, context, events: vec![NewEvent { effective_at, fact: first.fact }] })
    }

    pub fn case(&self) -> &Case {
        &self.case
    }

    pub fn context(&self) -> &'a DecisionContext<'a> {
        self.context
    }

    pub fn now(&self) -> Timestamp {
        self.context.now
    }

    /// Adds a fact that takes effect now.
    pub fn push(&mut self, fact: impl Into<Fact>) {
        self.push_at(self.context.now, fact);
    }

    /// Adds a fact that took effect earlier.
    pub fn push_at(&mut self, effective_at: Timestamp, fact: impl Into<Fact>) {
        let event = event(self.case.seq + 1, self.context, effective_at, fact.into());
        self.case.advance(&event);
        self.events.push(NewEvent { effective_at, fact: event.fact });
    }

    /// The open clocks that this meets are met now, by the entry added last.
    pub fn meet(&mut self, met: &[MetBy]) {
        self.meet_at(met, self.context.now);
    }

    /// The same by something that happened at a time: clocks that ran then are met
    /// then; of those that are broken since, the breach stays beside it.
    pub fn meet_at(&mut self, met: &[MetBy], at: Timestamp) {
        self.meet_by(self.case.seq, met, at);
    }

    /// The same by words that those of a group heard, or all where nobody is named:
    /// what each of them must hear is met by the last, and noted of the others.
    pub fn meet_of(&mut self, met: &[MetBy], at: Timestamp, who: &[i64]) {
        self.meet_whole(self.case.seq, met, at, who);
    }

    /// The same by an earlier entry.
    pub fn meet_by(&mut self, by: Seq, met: &[MetBy], at: Timestamp) {
        self.meet_whole(by, met, at, &[]);
    }

    fn meet_whole(&mut self, by: Seq, met: &[MetBy], at: Timestamp, who: &[i64]) {
        let ran = self.case.clocks.iter().filter(|c| met.contains(&c.met_by) && c.clock.start <= at);
        let (mut open, mut late, mut partly) = (Vec::new(), Vec::new(), Vec::new());
        for c in ran {
            let is_later = |at: Timestamp| is_met_after(&c.clock, at);
            let is_broken =
                |at| c.clock.is_broken() || (is_later(at) && !matches!(c.clock.state, ClockState::Met { .. }));
            let in_time = |at: Timestamp| is_broken(at) && at <= c.clock.schedule.due_at;
            match self.case.all_heard_at(c, who, at) {
                Some(at) if in_time(at) => late.push((name(&c.clock), at)),
                Some(at) if c.clock.is_open() || is_later(at) => open.push((name(&c.clock), at)),
                None if (c.clock.is_open() || in_time(at)) && !who.is_empty() => partly.push(name(&c.clock)),
                _ => {}
            }
        }
        for (clock, at) in open {
            self.push_at(at, ClockMet { clock, by });
        }
        for (clock, at) in late {
            self.push_at(at, ClockEnteredLate { clock, by });
        }
        if !partly.is_empty() {
            self.push_at(at, ClocksPartlyMet { clocks: partly, by, complainants: who.to_vec() });
        }
    }

    /// What some of a group had heard is met where those who had not have left.
    pub fn meet_without(&mut self) {
        let by = self.case.seq;
        let waits = |c: &&CaseClock| c.clock.is_open() && !c.heard.is_empty();
        let whole = self.case.clocks.iter().filter(waits).filter(|c| self.case.still_to_hear(c).is_empty());
        let names: Vec<_> = whole.map(|c| name(&c.clock)).collect();
        for clock in names {
            self.push(ClockMet { clock, by });
        }
    }

    pub fn forbidden(&self, act: &'static str) -> Rejection {
        Rejection::State { act, state: self.case.state() }
    }

    pub fn into_events(self) -> Vec<NewEvent> {
        self.events
    }

    /// Due time and warnings of a clock as its ledger stands in `clock`.
    pub fn schedule(&self, clock: &Clock) -> Schedule {
        let calendar = clock.calendar.as_ref().and_then(|(id, v)| self.context.policies.calendar(id, *v));
        let counting = calendar.map_or(Counting::Wall, Counting::Working);
        Schedule::of(counting, clock.start, clock.limit, clock.extra, &clock.pauses)
    }
}

/// The name of a clock.
pub(in crate::case) fn name(clock: &Clock) -> ClockName {
    ClockName { promise: clock.promise.clone(), run: clock.run }
}

/// Whether a clock was met after a time, by what nobody has confirmed: what was said then,
/// and is put on record now, was before it.
fn is_met_after(clock: &Clock, at: Timestamp) -> bool {
    let is_confirmed = matches!(clock.proof, Proof::EnteredLate { confirmed: true, .. });
    match clock.state {
        ClockState::Met { at: met } | ClockState::Breached { met_at: Some(met) } => at < met && !is_confirmed,
        _ => false,
    }
}

fn event(seq: Seq, context: &DecisionContext, effective_at: Timestamp, fact: Fact) -> Event {
    Event { seq, actor: fact.said_by(context.actor), recorded_at: context.now, effective_at, fact }
}
