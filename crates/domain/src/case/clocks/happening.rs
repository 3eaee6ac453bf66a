//! What promises wait for as it happens in a case, and what met a clock that began late.

use crate::case::clocks::case_clock::CaseClock;
use crate::case::clocks::happened::{Happening, UnderWay};
use crate::case::conversation::tellings::Act;
use crate::case::corrections::withdrawn::moves_a_clock;
use crate::case::event::{
    AcceptanceFact, ClosingFact, ConversationFact, Direction, Event, Fact, InvestigationFact, MessageAct,
    MessageRecorded, PlanFact, TeamFact, Told, TriageFact,
};
use crate::case::state::Case;
use crate::catalogue::{Kind, SettledHow};
use crate::promises::MetBy;
use crate::triage::strategy::Duty;

impl Case {
    /// What may have met such a promise since this clock began, in the order of the
    /// record.
    pub fn happened_since(&self, clock: &CaseClock) -> impl Iterator<Item = Happening> {
        let (met_by, began, by) = (clock.met_by, clock.began, clock.started_by);
        // What it began with does not meet it. A word of ours that came after the one it
        // began with does, in whatever order the two were put on record.
        let is_next_word = move |one: &Happening| met_by == MetBy::Word && began < one.at;
        let is_since =
            move |one: &&Happening| began <= one.at && (is_next_word(one) || by.is_none_or(|by| by < one.entry));
        self.happened.all.iter().filter(move |one| one.met_by == met_by).filter(is_since).copied()
    }

    /// The part of an event that may meet a promise; read before the rest of the case
    /// moves on.
    pub(in crate::case) fn happens(&mut self, event: &Event) {
        let met = self.met_by(&event.fact);
        self.happened.add(event, met);
        self.happened.under_way = match &event.fact {
            Fact::Conversation(ConversationFact::MessageRecorded(f)) => {
                Some(UnderWay { entry: event.seq, heard: self.is_heard(f) && !f.is_for_some() })
            }
            Fact::Team(TeamFact::DutyFulfilled(_)) => Some(UnderWay { entry: event.seq, heard: false }),
            fact if moves_a_clock(fact) || matches!(fact, Fact::Closing(ClosingFact::FinalAnswerGiven(_))) => {
                self.happened.under_way
            }
            _ => None,
        };
    }

    fn met_by(&self, fact: &Fact) -> Vec<MetBy> {
        let when = |holds: bool, met: MetBy| if holds { vec![met] } else { Vec::new() };
        let heard = self.happened.is_heard();
        match fact {
            // What somebody else said or heard is not theirs.
            // What only some of a group have heard is noted at the clocks that wait for it.
            Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.is_for_some() => Vec::new(),
            Fact::Conversation(ConversationFact::MessageRecorded(f)) if !self.connections.is_another(f.via) => {
                self.met_by_words(f)
            }
            Fact::Acceptance(AcceptanceFact::CaseAccepted(_) | AcceptanceFact::CaseRefused(_)) => {
                vec![MetBy::AcceptanceDecided]
            }
            Fact::Triage(TriageFact::SeverityAssessed(_)) => vec![MetBy::Graded],
            Fact::Investigation(InvestigationFact::CausesFound(_)) => vec![MetBy::FactsGathered],
            Fact::Team(TeamFact::CaseAssigned(f)) => when(f.owner.is_some(), MetBy::Taken),
            Fact::Plans(PlanFact::PlanProposed(_)) => when(heard, MetBy::PlanProposed),
            // Nobody answers what was not put to them.
            Fact::Plans(PlanFact::PlanAnswered(_)) => vec![MetBy::PlanProposed],
            Fact::Closing(ClosingFact::CaseSettled(f)) => {
                when(heard || f.how != SettledHow::FinalAnswer, MetBy::Settled)
            }
            Fact::Closing(ClosingFact::ResultNoticeGiven(_)) => when(heard, MetBy::NoticeTold),
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(_)) => when(heard, MetBy::ObjectionDecided),
            Fact::Closing(ClosingFact::SatisfactionTold(_)) => vec![MetBy::SatisfactionAsked],
            Fact::Team(TeamFact::DutyFulfilled(f)) => when(f.duty == Duty::DailyReview, MetBy::Reviewed),
            // What closes another kind of matter is the answer that it waited for.
            Fact::Closing(ClosingFact::CaseResolved(_))
                if self.triage.kind != Kind::Complaint && self.conversation.answered =>
            {
                vec![MetBy::SolutionTold, MetBy::FeedbackAnswered, MetBy::PraisePassed, MetBy::ContentConfirmed]
            }
            _ => Vec::new(),
        }
    }

    /// Whether words of ours are known to have come to them.
    pub(crate) fn is_heard(&self, message: &MessageRecorded) -> bool {
        self.heard_by(message).is_some()
    }

    /// To whom words of ours are known to have come, of those whom they are for: nobody
    /// is named where they came to all, none where they came to nobody.
    pub(crate) fn heard_by(&self, message: &MessageRecorded) -> Option<Vec<i64>> {
        if message.direction == Direction::In || message.automatic || message.reached == Some(false) {
            return None;
        }
        let mut to = message.complainants.clone();
        if let Some(unheard) = self.unheard_of(message) {
            to.retain(|place| !unheard.contains(place));
            return (!to.is_empty()).then_some(to);
        }
        Some(to)
    }

    /// What a message meets: theirs, where the two spoke; ours, where they were heard.
    pub(crate) fn met_by_words(&self, message: &MessageRecorded) -> Vec<MetBy> {
        let spoke = message.reached == Some(true) || message.told.is_some_and(Told::is_in_person);
        let mut met = Vec::new();
        if message.direction == Direction::In {
            met.extend(spoke.then_some([MetBy::Contact, MetBy::Reached]).into_iter().flatten());
            return met;
        }
        if !self.is_heard(message) {
            return met;
        }
        met.extend([MetBy::Word, MetBy::Replied, MetBy::AfterwordAnswered]);
        let at_the_door = |act: &&MessageAct| !act.is_at_the_door() || spoke;
        met.extend(message.acts.iter().filter(at_the_door).flat_map(|act| act.meets()));
        let in_their_way = message.channel == self.conversation.last_way_in || message.channel == self.intake.channel;
        // At night a message counts in place of the call.
        let in_their_way = in_their_way || (message.at_night && self.conversation.last_way_in.rings());
        if in_their_way || spoke || message.told == Some(Told::OnPage) {
            met.push(MetBy::Contact);
        }
        met.extend(spoke.then_some(MetBy::Reached));
        if let Some(telling) = message.tells.and_then(|entry| self.conversation.tellings.waiting_at(entry)) {
            met.extend(telling.acts.iter().flat_map(|act| act.meets()));
            met.extend(telling.act.and_then(Act::met_by_telling));
        }
        met
    }
}
