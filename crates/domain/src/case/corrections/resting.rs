//! What rests on what: a settlement on what they answered or on attempts to reach them,
//! a closing on the settlement or the answer, what an act wrote on the act. What an
//! untrue entry carried does not stand without it.

use crate::Seq;
use crate::case::acceptance::state::Objection;
use crate::case::conversation::state::Conversation;
use crate::case::corrections::withdrawn::Log;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ComplainantFact, ConnectionFact, Event, Fact, InvestigationFact, MeasureAdded,
    PlanAnswered, PlanFact, TeamFact,
};
use crate::case::plans::state::Done;
use crate::case::state::Case;
use crate::catalogue::{Kind, PlanAnswer, SettledHow};
use crate::promises::MetBy;
use crate::time::Span;

/// Attempts to reach somebody before they count as unreachable…
pub const ATTEMPTS_MIN: usize = 3;
/// …in so many ways…
pub const WAYS_MIN: usize = 2;
/// …from the first to the last of them at least so far apart: three days, of
/// which the first and the last count.
pub const ATTEMPTS_APART: Span = Span::hours(48);

impl Conversation {
    /// Whether enough was tried to reach them: three attempts in two ways over three days,
    /// then a written notice.
    pub fn is_tried_enough(&self) -> bool {
        let mut ways: Vec<_> = self.attempts.iter().map(|(_, channel)| *channel).collect();
        ways.sort_unstable();
        ways.dedup();
        let ends = self.attempts.first().zip(self.attempts.last());
        let apart = ends.map_or(Span::ZERO, |(first, last)| last.0 - first.0);
        let written = self.written_at.zip(ends).is_some_and(|(at, (_, last))| at >= last.0);
        // A written notice in another way is itself one of the ways.
        let ways = ways.len() + usize::from(written && ways.len() < WAYS_MIN);
        self.attempts.len() >= ATTEMPTS_MIN && ways >= WAYS_MIN && apart >= ATTEMPTS_APART && written
    }
}

impl Case {
    /// The entries that do not stand without one: what its act wrote, and the settlement,
    /// the closing and the rest that it carried.
    pub(crate) fn falls_with(&self, entry: Seq) -> Vec<Seq> {
        let log = &self.log;
        let mut fallen = self.written_by_act_of(entry);
        let Some(mut with) = log.events().next().and_then(Self::begin) else { return fallen };
        let mut without = with.clone();
        for event in log.events().skip(1) {
            let stands = self.withdrawn_by(event.seq).is_none();
            let is_carried = stands && with.carries(&event.fact);
            if is_carried && event.seq != entry && !without.carries(&event.fact) && !fallen.contains(&event.seq) {
                fallen.push(event.seq);
            }
            with.read(event, stands, log);
            without.read(event, stands && event.seq != entry && !fallen.contains(&event.seq), log);
        }
        fallen.sort_unstable();
        fallen
    }

    /// The part of the record that an event is, or what is left of it where it was
    /// withdrawn.
    pub(in crate::case) fn read(&mut self, event: &Event, stands: bool, log: &Log) {
        match log.left_of(event).filter(|_| !stands) {
            _ if stands => self.take(event),
            Some(left) => self.take(&left),
            None => self.place(event),
        }
    }

    /// Whether what stands on record by now carries an entry.
    fn carries(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Closing(ClosingFact::CaseSettled(f)) => match f.how {
                SettledHow::PlanAccepted => self.complainants.settles().is_some(),
                SettledHow::FinalAnswer => self.closing.final_answer.is_some() || self.complainants.settles().is_some(),
                SettledHow::Unreachable => self.conversation.is_tried_enough(),
            },
            Fact::Closing(ClosingFact::CaseResolved(_)) => self.is_answered(),
            Fact::Closing(ClosingFact::CaseArchived(_)) => !self.state().is_open(),
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(_)) => {
                self.acceptance.objection == Some(Objection::Waits)
            }
            _ => true,
        }
    }

    /// Whether a complaint is settled, and another kind of matter has its answer.
    fn is_answered(&self) -> bool {
        let unreachable = self.closing.settled.is_some_and(|(how, _)| how == SettledHow::Unreachable);
        match self.triage.kind {
            Kind::Complaint => self.closing.settled.is_some(),
            Kind::Emergency => unreachable || self.happened.last(MetBy::Reached).is_some(),
            _ => self.unanswered().is_empty(),
        }
    }

    /// What the act of an entry wrote with it, as far as nothing else carries that now.
    fn written_by_act_of(&self, entry: Seq) -> Vec<Seq> {
        let Some(written) = self.written(entry) else { return Vec::new() };
        match &written.fact {
            Fact::Plans(PlanFact::PlanAnswered(f)) if f.answer == PlanAnswer::Accepted => self.measures_of(entry, f),
            Fact::Closing(ClosingFact::SatisfactionTold(f)) if !f.content => self.taken_up_by(&written),
            _ => Vec::new(),
        }
    }

    /// What an accepted option promised and nobody has done, unless somebody else has
    /// chosen it too.
    fn measures_of(&self, entry: Seq, answer: &PlanAnswered) -> Vec<Seq> {
        let chosen = (answer.version, answer.option.unwrap_or(1));
        let is_chosen = |event: &&Event| {
            event.seq != entry
                && matches!(&event.fact, Fact::Plans(PlanFact::PlanAnswered(f)) if f.answer == PlanAnswer::Accepted
                    && (f.version, f.option.unwrap_or(1)) == chosen)
        };
        let of_option = |f: &MeasureAdded| {
            let plan = self.plans.all.iter().find(|plan| plan.version == answer.version);
            f.of_plan.zip(plan).is_some_and(|((by, option, _), plan)| (by, option) == (plan.entry, chosen.1))
        };
        let is_open = |number: i64| self.plans.measures.iter().any(|m| m.number == number && m.done == Done::Open);
        if self.standing_after(0).any(|event| is_chosen(&event)) {
            return Vec::new();
        }
        let promised = self.standing_after(entry).filter(
            |event| matches!(&event.fact, Fact::Plans(PlanFact::MeasureAdded(f)) if of_option(f) && is_open(f.measure)),
        );
        promised.map(|event| event.seq).collect()
    }

    /// That a case was taken up, or went up, since somebody was not content. What was
    /// taken up and worked on since stays taken up.
    fn taken_up_by(&self, told: &Event) -> Vec<Seq> {
        let words = if let Fact::Closing(ClosingFact::SatisfactionTold(f)) = &told.fact { f.words } else { None };
        let of_act = |event: &&Event| {
            let reason = match &event.fact {
                Fact::Closing(ClosingFact::CaseReopened(f)) => Some(f.reason),
                Fact::Team(TeamFact::CaseEscalated(f)) => Some(f.words),
                _ => None,
            };
            reason.is_some() && reason == words && event.recorded_at == told.recorded_at
        };
        let is_idle = |event: &&Event| {
            !matches!(event.fact, Fact::Closing(ClosingFact::CaseReopened(_)))
                || !self.standing_after(event.seq).any(|next| is_work(&next.fact))
        };
        self.standing_after(told.seq).filter(of_act).filter(is_idle).map(|event| event.seq).collect()
    }

    /// The word of discontent for which a case was taken up, where that would fall with it.
    pub(crate) fn taken_up_for(&self, reopened: Seq) -> Option<Seq> {
        let told = self
            .standing_after(0)
            .filter(|event| matches!(event.fact, Fact::Closing(ClosingFact::SatisfactionTold(_))));
        let all: Vec<Seq> = told.map(|event| event.seq).filter(|seq| *seq < reopened).collect();
        all.into_iter().rev().find(|entry| self.written_by_act_of(*entry).contains(&reopened))
    }

    /// The highest number that a measure of the case ever had.
    pub(crate) fn measures_ever(&self) -> i64 {
        let numbers = self.log.events().filter_map(|event| match &event.fact {
            Fact::Plans(PlanFact::MeasureAdded(f)) => Some(f.measure),
            _ => None,
        });
        numbers.max().unwrap_or(0)
    }

    /// The answer, or the departure, without which a settlement would not stand; the last
    /// of several.
    pub(crate) fn settled_by(&self, settled: Seq) -> Option<Seq> {
        let agrees = |event: &&Event| match &event.fact {
            Fact::Plans(PlanFact::PlanAnswered(f)) => f.answer == PlanAnswer::Accepted,
            Fact::Complainants(ComplainantFact::ComplainantLeft(_)) => true,
            _ => false,
        };
        let before = self.standing_after(0).filter(|event| event.seq < settled).filter(agrees);
        let all: Vec<Seq> = before.map(|event| event.seq).collect();
        all.into_iter().rev().find(|entry| self.falls_with(*entry).contains(&settled))
    }
}

/// Whether a case moves on by an entry, once it was taken up.
const fn is_work(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Investigation(
            InvestigationFact::FindingRecorded(_)
                | InvestigationFact::QuestionAsked(_)
                | InvestigationFact::SiteCheckOrdered(_)
                | InvestigationFact::CausesFound(_)
        ) | Fact::Plans(
            PlanFact::PlanProposed(_)
                | PlanFact::PlanAnswered(_)
                | PlanFact::MeasureAdded(_)
                | PlanFact::MeasureDone(_)
        ) | Fact::Complainants(ComplainantFact::ComplainantLeft(_))
            | Fact::Closing(
                ClosingFact::FinalAnswerGiven(_)
                    | ClosingFact::CaseSettled(_)
                    | ClosingFact::CaseResolved(_)
                    | ClosingFact::CaseReopened(_)
                    | ClosingFact::CaseWithdrawn(_)
            )
            | Fact::Connections(ConnectionFact::CaseMerged(_))
    )
}
