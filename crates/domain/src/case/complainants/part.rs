//! Where a matter that several brought stands for one of them. Each of a group agrees,
//! refuses and leaves for themselves, so what we tell one of them of their matter is what
//! is theirs, and not what the others came to (journey §1, "Group complaints").

use crate::case::clocks::case_clock::CaseClock;
use crate::case::complainants::group::Hearing;
use crate::case::complainants::stance::Stance;
use crate::case::conversation::tellings::Act;
use crate::case::conversation::tellings::Telling;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ComplainantFact, ConversationFact, Event, Fact, InvestigationFact, PlanFact,
};
use crate::case::page::{self, Reader, Said, Stands};
use crate::case::state::Case;
use crate::case::status::CaseStatus;
use crate::case::who::Via;
use crate::catalogue::{PlanAnswer, State};
use crate::promises::{ClockState, MetBy, Proof};
use crate::time::Timestamp;

/// How it is spelled that one has left the group; otherwise their state is one of
/// [`State`].
pub const LEFT: &str = "left";

/// What of a case is that of one who complains in it beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands for them; of who has left, where it stood.
    pub state: State,
    /// How it ended for them, and when; none while it goes on.
    pub ended: Option<(State, Option<Timestamp>)>,
    /// When they joined those who complain; none where they did from the beginning.
    pub joined_at: Option<Timestamp>,
    /// When they left them.
    pub left_at: Option<Timestamp>,
    /// When they agreed to what holds for them.
    pub agreed_at: Option<Timestamp>,
    /// When our last word was given that holds for them.
    pub answered_at: Option<Timestamp>,
    /// Their place; none for one of a merged case.
    place: Option<i64>,
    /// When they wrote to us.
    wrote: Vec<Timestamp>,
    /// What settled the matter for them, since it was last taken up.
    settled: Option<Reached>,
    /// Since when it is handled: the receipt, or the last time that it was taken up.
    round: Timestamp,
}

/// That something came to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reached {
    at: Timestamp,
    recorded_at: Timestamp,
    proof: Proof,
}

/// The entries of a case that stand, as one of those who complain reads them.
struct Record<'a> {
    case: &'a Case,
    events: Vec<&'a Event>,
    reader: Reader,
    /// Those since the case was last taken up begin here.
    round: usize,
}

/// The part of one who complains in a case of these entries, withdrawn ones left out;
/// none where nobody else does, for whom it stands as the case does.
pub fn of<'a>(case: &Case, events: impl IntoIterator<Item = &'a Event>, reader: Reader) -> Option<Part> {
    if case.complainants.all_stances().count() < 2 {
        return None;
    }
    let stance = stance(case, reader)?;
    let events: Vec<&Event> = events.into_iter().collect();
    let round =
        events.iter().rposition(|event| matches!(event.fact, Fact::Closing(ClosingFact::CaseReopened(_)))).unwrap_or(0);
    let record = Record { case, events, reader, round };
    let agreed = record.agreed().filter(|_| matches!(stance, Stance::Accepted { .. }));
    let answered = record.answered().filter(|_| record.has_last_word(stance));
    let at = |event: Option<&Event>| event.map(|event| event.effective_at);
    let place = if let Reader::OfCase { place, .. } = reader { Some(place) } else { None };
    let heard = answered.filter(|_| !case.conversation.tellings.waiting().any(|one| is_last_word_to(one, place)));
    Some(Part {
        state: record.state(stance, answered.is_some()),
        ended: ended(case, at(agreed), at(answered)),
        joined_at: record.joined_at(),
        left_at: at(record.left()).filter(|_| stance == Stance::Left),
        agreed_at: at(agreed),
        answered_at: at(answered),
        place,
        wrote: record.wrote(),
        settled: agreed.or(heard).map(reached),
        round: record.events.get(round).map_or(case.received_at, |event| event.effective_at),
    })
}

fn stance(case: &Case, reader: Reader) -> Option<Stance> {
    match reader {
        Reader::OfCase { place, .. } => case.complainants.stance(place, None),
        // Merged before it was noted who is who: the case stands for all of them.
        Reader::ByWay(via) if !case.complainants.is_guest(Some(via)) => None,
        Reader::ByWay(via) => case.complainants.stance(via.complainant, Some(via)),
    }
}

fn reached(event: &Event) -> Reached {
    Reached { at: event.effective_at, recorded_at: event.recorded_at, proof: Proof::Entry }
}

/// Whether our last word waits to be told to one.
fn is_last_word_to(telling: &Telling, place: Option<i64>) -> bool {
    let is_theirs = place.is_none_or(|place| telling.untold.is_empty() || telling.untold.contains(&place));
    telling.act == Some(Act::FinalAnswer) && is_theirs
}

/// How a case ended for one who agreed, or had our last word, at a time.
fn ended(case: &Case, agreed: Option<Timestamp>, answered: Option<Timestamp>) -> Option<(State, Option<Timestamp>)> {
    let state = if let CaseStatus::Archived { ended, .. } = case.status { ended } else { case.state() };
    match state {
        State::Refused | State::Withdrawn => Some((state, case.status.ended_at())),
        _ if answered.is_some() => Some((State::NotAgreed, answered)),
        State::NotAgreed if agreed.is_some() => None,
        state if state.is_open() || state == State::Merged => None,
        state => Some((state, case.status.ended_at())),
    }
}

impl<'a> Record<'a> {
    /// The entries since the case was last taken up.
    fn since(&self) -> impl DoubleEndedIterator<Item = &'a Event> + '_ {
        self.events[self.round.min(self.events.len())..].iter().copied()
    }

    /// Whether one of those whom an entry names is the reader.
    fn is_theirs(&self, complainant: i64, via: Option<Via>) -> bool {
        match self.reader {
            Reader::OfCase { place, .. } => complainant == place && !self.case.complainants.is_guest(via),
            Reader::ByWay(own) => via == Some(own),
        }
    }

    fn agreed(&self) -> Option<&'a Event> {
        self.since().rev().find(|event| match &event.fact {
            Fact::Plans(PlanFact::PlanAnswered(f)) => {
                f.answer == PlanAnswer::Accepted && self.is_theirs(f.complainant, f.via)
            }
            _ => false,
        })
    }

    fn answered(&self) -> Option<&'a Event> {
        let is_it = |event: &&Event| {
            matches!(event.fact, Fact::Closing(ClosingFact::FinalAnswerGiven(_))) && self.is_for(event)
        };
        self.since().rev().find(is_it)
    }

    fn left(&self) -> Option<&'a Event> {
        self.events.iter().copied().find(|event| match &event.fact {
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) => self.is_theirs(f.complainant, f.via),
            _ => false,
        })
    }

    fn is_for(&self, event: &Event) -> bool {
        page::is_for(event, self.reader)
    }

    /// Whether our last word to them alone, or to all, holds for one who stands there.
    fn has_last_word(&self, stance: Stance) -> bool {
        let to_all = self.case.closing.final_answer.is_some();
        matches!(stance, Stance::Answered { .. }) || (stance.waits() && to_all)
    }

    fn joined_at(&self) -> Option<Timestamp> {
        let Reader::OfCase { place, .. } = self.reader else { return None };
        page::joined_at(self.events.iter().copied(), place)
    }

    fn wrote(&self) -> Vec<Timestamp> {
        let is_word = |fact: &Fact| {
            matches!(
                fact,
                Fact::Conversation(ConversationFact::MessageRecorded(_))
                    | Fact::Closing(ClosingFact::SatisfactionTold(_))
            )
        };
        let is_theirs = |event: &Event| {
            let said = page::said(event, self.reader, Stands::AsWritten);
            said.iter().any(|said| matches!(said, Said::Theirs(_)))
        };
        let own = self.events.iter().filter(|event| is_word(&event.fact) && is_theirs(event));
        own.map(|event| event.effective_at).collect()
    }

    fn state(&self, stance: Stance, is_answered: bool) -> State {
        let planned =
            |event: &Event| matches!(event.fact, Fact::Plans(PlanFact::PlanProposed(_))) && self.is_for(event);
        match (self.case.state(), stance) {
            (of_case, _) if is_of_all(of_case) => of_case,
            (agreed @ (State::Agreed | State::CarryingOut | State::Resolved), Stance::Accepted { .. }) => agreed,
            (_, Stance::Accepted { .. }) => State::Agreed,
            _ if is_answered => State::NotAgreed,
            // A plan was put to others alone.
            (State::Planned, stance) if stance.waits() && !self.since().any(planned) => self.before_a_plan(),
            (of_case, _) => of_case,
        }
    }

    /// Where it stands for somebody to whom no plan was put.
    fn before_a_plan(&self) -> State {
        let has = |wanted: fn(&Fact) -> bool| self.events.iter().any(|event| wanted(&event.fact));
        let is_looked_into = |fact: &Fact| {
            matches!(
                fact,
                Fact::Investigation(
                    InvestigationFact::FindingRecorded(_)
                        | InvestigationFact::CausesFound(_)
                        | InvestigationFact::QuestionAsked(_)
                        | InvestigationFact::SiteCheckOrdered(_)
                ) | Fact::Closing(ClosingFact::CaseReopened(_))
            )
        };
        if has(is_looked_into) {
            State::Investigating
        } else if has(|fact| matches!(fact, Fact::Acceptance(AcceptanceFact::CaseAccepted(_)))) {
            State::Accepted
        } else {
            State::Received
        }
    }
}

/// States in which a case is for all of a group alike.
const fn is_of_all(state: State) -> bool {
    matches!(state, State::Received | State::Refused | State::Withdrawn | State::Merged | State::Archived)
}

impl Part {
    /// Where it stands for them, as the API spells it.
    pub const fn word(&self) -> &'static str {
        if self.left_at.is_some() { LEFT } else { self.state.as_str() }
    }

    /// The clocks of the case as they count for them: those that are not theirs are left
    /// out, and what waits for others alone is kept from when it came to them.
    pub fn clocks(&self, case: &Case) -> Vec<CaseClock> {
        case.clocks.iter().filter_map(|clock| self.clock(case, clock)).collect()
    }

    /// The case with its clocks as they count for them.
    #[must_use]
    pub fn of_case(&self, mut case: Case) -> Case {
        case.clocks = self.clocks(&case);
        case
    }

    fn clock(&self, case: &Case, of_case: &CaseClock) -> Option<CaseClock> {
        self.is_owed(of_case).then_some(())?;
        let mut of_case = of_case.clone();
        if let Some(reached) = self.reached(case, &of_case) {
            let due = of_case.clock.schedule.due_at;
            (of_case.clock.state, of_case.clock.proof) = match reached.at {
                at if at <= due => (ClockState::Met { at }, reached.proof),
                at => (ClockState::Breached { met_at: Some(at) }, reached.proof),
            };
        }
        self.until_they_left(of_case)
    }

    /// Whether a clock counts towards them: not what was due or done before they came, nor
    /// an answer to what others wrote.
    fn is_owed(&self, of_case: &CaseClock) -> bool {
        let (clock, met_at) = (&of_case.clock, met_at(of_case.clock.state));
        let before = |joined: Timestamp| clock.schedule.due_at < joined || met_at.is_some_and(|met| met < joined);
        let answers = matches!(of_case.met_by, MetBy::Replied | MetBy::AfterwordAnswered);
        let asked = |at: &Timestamp| of_case.began <= *at && met_at.is_none_or(|met| *at <= met);
        !self.joined_at.is_some_and(before) && (!answers || self.wrote.iter().any(asked))
    }

    /// When what a clock waits for came to them, where that was before it came to all. What
    /// was put on record after the breach mends nothing by itself.
    fn reached(&self, case: &Case, of_case: &CaseClock) -> Option<Reached> {
        let heard = of_case.heard.iter().find(|one| Some(one.place) == self.place);
        let heard =
            heard.map(|one: &Hearing| Reached { at: one.at, recorded_at: one.recorded_at, proof: case.proof(one.by) });
        let is_of_round = |_: &Reached| of_case.met_by == MetBy::Settled && self.round <= of_case.began;
        let reached = heard.or(self.settled.filter(is_of_round))?;
        let due = of_case.clock.schedule.due_at;
        let is_first = met_at(of_case.clock.state).is_none_or(|met| reached.at < met);
        let is_mended_later = reached.at <= due && due < reached.recorded_at;
        (is_first && !is_mended_later).then_some(reached)
    }

    /// A clock as it stood when they left, after which nothing is owed to them.
    fn until_they_left(&self, mut of_case: CaseClock) -> Option<CaseClock> {
        let Some(left) = self.left_at else { return Some(of_case) };
        if met_at(of_case.clock.state).is_some_and(|met| met <= left) {
            return Some(of_case);
        }
        let was_broken = of_case.clock.is_broken() && of_case.clock.schedule.due_at <= left;
        of_case.clock.state = ClockState::Breached { met_at: None };
        was_broken.then_some(of_case)
    }
}

const fn met_at(state: ClockState) -> Option<Timestamp> {
    match state {
        ClockState::Met { at } => Some(at),
        ClockState::Breached { met_at } => met_at,
        _ => None,
    }
}
