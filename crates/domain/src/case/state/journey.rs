//! What handling has brought so far: triage, plans and their answers, measures,
//! the settlement.

use crate::Seq;
use crate::actor::Actor;
use crate::case::acceptance::state::Objection;
use crate::case::closing::state::FinalAnswer;
use crate::case::complainants::stance::{Guest, Stance};
use crate::case::event::{
    AcceptanceFact, CaseTriaged, ClosingFact, ComplainantFact, ConnectionFact, ConversationFact, Direction, Event,
    Fact, IntakeFact, MessageAct, MessageRecorded, Party, PlanAnswered, PlanFact, PlanProposed, PrivacyFact,
    SeverityAssessed, Told, TriageFact,
};
use crate::case::plans::state::{Done, Measure, Plan};
use crate::case::who::{REPRESENTATIVE, Via};
use crate::catalogue::{Channel, Outcome, PlanAnswer, SettledHow};
use crate::time::Timestamp;

/// What handling has brought so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journey {
    /// What it is about and how it is handled; none before triage.
    pub triage: Option<CaseTriaged>,
    /// How grave it is; none before a person graded it.
    pub severity: Option<SeverityAssessed>,
    /// Where each of those who complain stands, the representative first.
    pub stances: Vec<Stance>,
    /// Where those of merged cases stand who are none of them.
    pub guests: Vec<Guest>,
    /// The plans, in their order.
    pub plans: Vec<Plan>,
    /// When the last of them was put or answered, or the case was taken up again since:
    /// nothing can have been told before that comes after it.
    pub planned_until: Option<Timestamp>,
    /// What has to be done.
    pub measures: Vec<Measure>,
    /// How and when it was settled, since it was last opened.
    pub settled: Option<(SettledHow, Timestamp)>,
    /// The company's last word, since it was last opened.
    pub final_answer: Option<FinalAnswer>,
    /// Whether they said how content they are with the result that stands.
    pub satisfaction_told: bool,
    /// How often they said that they are not content.
    pub discontents: i64,
    /// How their objection to a refusal stands; none where nobody objected.
    pub objection: Option<Objection>,
    /// How often it was taken up again.
    pub reopenings: i64,
    /// Whether the last time brought nothing new.
    pub reopened_without_news: bool,
    /// Whether a person of ours has told them anything yet.
    pub answered: bool,
    /// How often they were asked for facts.
    pub facts_asked: i64,
    /// How often the complainant came after the receipt.
    pub contacts: i64,
    /// Calls and talks since their last word in which nobody was reached.
    pub attempts: Vec<(Timestamp, Channel)>,
    /// When they last said a word.
    pub last_word_at: Option<Timestamp>,
    /// The last words written to them since their own last word.
    pub written_at: Option<Timestamp>,
    /// Who has written and not heard from us since, from 1.
    pub awaiting: Vec<i64>,
    /// Those of a group whose data were erased because they asked, from 1. The case of the
    /// others goes on without them.
    pub gone: Vec<i64>,
}

impl Journey {
    /// How many plans were refused by somebody.
    pub fn refused_plans(&self) -> usize {
        self.plans.iter().filter(|plan| !plan.refused.is_empty()).count()
    }

    /// How many plans one who complains here has refused.
    pub fn refused_by(&self, place: i64) -> usize {
        self.plans.iter().filter(|plan| plan.refused.contains(&place)).count()
    }

    /// Those who complain here and have not left, in whatever way.
    pub fn members(&self) -> Vec<i64> {
        let is_here = |(place, stance): &(i64, &Stance)| **stance != Stance::Left && !self.gone.contains(place);
        (1..).zip(&self.stances).filter(is_here).map(|(place, _)| place).collect()
    }

    /// Whether the complaint of one is that of somebody else as well who has not left.
    pub fn is_followed_by_others(&self, place: i64) -> bool {
        !self.guests.is_empty() || self.members().iter().any(|one| *one != place)
    }

    /// Whether data of somebody else than one are kept who complains here or complained in
    /// a merged case.
    pub fn keeps_others(&self, place: i64) -> bool {
        let mut others = (1..).zip(&self.stances).map(|(one, _)| one).filter(|one| *one != place);
        !self.guests.is_empty() || others.any(|one| !self.gone.contains(&one))
    }

    /// Those who complain here and have not left, together where the matter ended alike for
    /// them: with the same option of a plan, or with the same last word. One list where
    /// nothing came to an end.
    pub fn alike(&self) -> Vec<Vec<i64>> {
        let mut ends: Vec<(Stance, Vec<i64>)> = Vec::new();
        for (place, stance) in (1..).zip(&self.stances).filter(|(_, stance)| **stance != Stance::Left) {
            // Whoever refused is left where those are who said nothing: with the word to all.
            let end = if stance.waits() { Stance::Open } else { *stance };
            match ends.iter_mut().find(|(other, _)| *other == end) {
                Some((_, places)) => places.push(place),
                None => ends.push((end, vec![place])),
            }
        }
        ends.into_iter().map(|(_, places)| places).collect()
    }

    /// Whether somebody complained in a merged case and in none other.
    pub fn is_guest(&self, via: Option<Via>) -> bool {
        self.guests.iter().any(|guest| Some(guest.who) == via)
    }

    /// The newest plan that was put to one who complains here, or in a merged case.
    pub fn plan_of(&self, place: i64, via: Option<Via>) -> Option<&Plan> {
        let is_guest = self.is_guest(via);
        self.plans.iter().rev().find(|plan| plan.is_for(place, is_guest))
    }

    /// Those whose answer to a plan is waited for, from 1; `None` stands for somebody
    /// of a merged case.
    pub fn asked(&self) -> Vec<Option<i64>> {
        let open = (1..)
            .zip(&self.stances)
            .filter(|(place, stance)| **stance == Stance::Open && self.plan_of(*place, None).is_some());
        let of_plan = self.plans.iter().any(|plan| plan.to_all);
        let guests = self.guests.iter().filter(|guest| of_plan && guest.stance == Stance::Open);
        open.map(|(place, _)| Some(place)).chain(guests.map(|_| None)).collect()
    }

    /// Until when the offer of our last word to one can be taken; none where nothing is
    /// offered to them.
    pub fn offer_until(&self, stance: Stance) -> Option<Timestamp> {
        match stance {
            Stance::Answered { open_until } => Some(open_until),
            stance if stance.waits() => self.final_answer.map(|answer| answer.open_until),
            _ => None,
        }
    }

    /// How many measures have still to be done.
    pub fn open_measures(&self) -> usize {
        self.measures.iter().filter(|measure| measure.done == Done::Open).count()
    }

    /// How the matter is settled now that nobody is left who has neither accepted nor
    /// had our last word; none as long as somebody is.
    pub fn settles(&self) -> Option<SettledHow> {
        let answered = self.all_stances().any(|stance| matches!(stance, Stance::Answered { .. }));
        let how = if answered { SettledHow::FinalAnswer } else { SettledHow::PlanAccepted };
        let is_over = !self.all_stances().any(Stance::waits) && (answered || self.any_accepted());
        is_over.then_some(how)
    }

    /// What came out for those who complained; none before it is settled.
    pub fn outcome(&self) -> Option<Outcome> {
        let (how, _) = self.settled?;
        Some(match how {
            SettledHow::PlanAccepted => Outcome::Agreed,
            SettledHow::FinalAnswer if self.any_accepted() => Outcome::PartlyAgreed,
            SettledHow::FinalAnswer | SettledHow::Unreachable => Outcome::NotAgreed,
        })
    }

    /// Whether anybody accepted.
    pub fn any_accepted(&self) -> bool {
        self.all_stances().any(|stance| matches!(stance, Stance::Accepted { .. }))
    }

    /// Where everybody stands, of merged cases as well.
    pub fn all_stances(&self) -> impl Iterator<Item = Stance> {
        self.stances.iter().copied().chain(self.guests.iter().map(|guest| guest.stance))
    }

    /// Where one stands who complains here, or in a merged case.
    pub fn stance(&self, complainant: i64, via: Option<Via>) -> Option<Stance> {
        let guest = self.guests.iter().find(|guest| Some(guest.who) == via).map(|guest| guest.stance);
        guest.or_else(|| self.stances.get(usize::try_from(complainant - 1).ok()?).copied())
    }

    fn stances_mut(&mut self) -> impl Iterator<Item = &mut Stance> {
        self.stances.iter_mut().chain(self.guests.iter_mut().map(|guest| &mut guest.stance))
    }

    /// The part of an event that handling reads; `hears` is whether they look at
    /// their page.
    pub(super) fn advance(&mut self, event: &Event, hears: bool) {
        let is_taken_up = matches!(&event.fact, Fact::Closing(ClosingFact::CaseReopened(f)) if !f.never_ended());
        if is_taken_up || matches!(event.fact, Fact::Plans(PlanFact::PlanProposed(_) | PlanFact::PlanAnswered(_))) {
            self.planned_until = self.planned_until.max(Some(event.effective_at));
        }
        match &event.fact {
            Fact::Triage(TriageFact::CaseTriaged(f)) => self.triage = Some(f.clone()),
            Fact::Triage(TriageFact::SeverityAssessed(f)) => self.severity = Some(f.clone()),
            Fact::Conversation(ConversationFact::MessageRecorded(f)) => {
                self.words(f, event.effective_at, hears);
                self.await_answer(f, event.actor, hears);
            }
            Fact::Intake(IntakeFact::MatterAdded(f)) => self.stances.extend(f.joined.iter().map(|_| Stance::Open)),
            Fact::Plans(PlanFact::PlanProposed(f)) => self.proposed(f, event.seq),
            Fact::Plans(PlanFact::PlanAnswered(f)) => self.answered(f),
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) => self.stand(f.complainant, f.via, Stance::Left),
            Fact::Privacy(PrivacyFact::ContentsErased(f)) => self.go(f.complainant),
            Fact::Connections(ConnectionFact::CaseAbsorbed(f)) => {
                let guests = f.parties.iter().filter(|party| party.same_as.is_none());
                let guest = |party: &Party| Guest { with: f.other, who: party.who, stance: Stance::Open };
                self.guests.extend(guests.map(guest));
            }
            Fact::Connections(ConnectionFact::CaseReleased(f)) => self.guests.retain(|guest| guest.with != f.other),
            Fact::Plans(PlanFact::MeasureAdded(f)) => {
                self.measures.push(Measure { number: f.measure, owner: f.owner, due_at: f.due_at, done: Done::Open });
            }
            Fact::Plans(PlanFact::MeasureDone(f)) => self.measured(f.measure, Done::Done),
            Fact::Plans(PlanFact::MeasureWaived(f)) => self.measured(f.measure, Done::Waived),
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) if f.complainants.is_empty() => {
                self.final_answer = Some(FinalAnswer { open_until: f.open_until });
            }
            Fact::Closing(ClosingFact::FinalAnswerGiven(f)) => {
                for place in &f.complainants {
                    self.stand(*place, None, Stance::Answered { open_until: f.open_until });
                }
            }
            Fact::Closing(ClosingFact::CaseSettled(f)) => self.settled = Some((f.how, event.effective_at)),
            Fact::Closing(ClosingFact::SatisfactionTold(f)) => {
                if !f.content && f.via.is_none() {
                    self.wait(&[REPRESENTATIVE]);
                }
                self.satisfaction_told = true;
                self.discontents += i64::from(!f.content);
            }
            Fact::Acceptance(AcceptanceFact::RefusalObjected(_)) => self.objection = Some(Objection::Waits),
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(f)) => {
                self.objection = Some(if f.upheld { Objection::Upheld } else { Objection::Dismissed });
            }
            Fact::Closing(ClosingFact::CaseReopened(f)) if f.never_ended() => {
                self.satisfaction_told = false;
                self.reopenings += 1;
            }
            Fact::Closing(ClosingFact::CaseReopened(f)) => {
                self.satisfaction_told = false;
                (self.settled, self.final_answer) = (None, None);
                self.reopenings += 1;
                self.reopened_without_news = f.is_without_news();
                for stance in self.stances_mut().filter(|stance| **stance != Stance::Left) {
                    *stance = Stance::Open;
                }
                for place in self.gone.clone() {
                    self.stand(place, None, Stance::Left);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, message: &MessageRecorded, at: Timestamp, hears: bool) {
        let unseen = message.told == Some(Told::OnPage) && !hears;
        let is_ours = message.direction == Direction::Out && !message.automatic && !unseen;
        let to_all = message.complainants.is_empty() || self.is_to_each(&message.complainants);
        self.answered |= is_ours && to_all && message.reached != Some(false);
        self.facts_asked += i64::from(message.acts.contains(&MessageAct::FactsAsked) && !unseen && to_all);
        match (message.direction, message.reached) {
            (Direction::In, _) => {
                self.contacts += 1;
                self.last_word_at = self.last_word_at.max(Some(at));
                self.attempts.clear();
                self.written_at = None;
            }
            // Words to some say nothing of how the others can be reached.
            (Direction::Out, _) if !to_all => {}
            (Direction::Out, _) if message.told.is_some_and(Told::is_in_person) => {
                self.attempts.retain(|(tried, _)| *tried > at);
            }
            (Direction::Out, Some(true)) => self.attempts.clear(),
            (Direction::Out, Some(false)) => self.tried(at, message.channel),
            (Direction::Out, None) if !message.automatic && !unseen => self.written_at = self.written_at.max(Some(at)),
            (Direction::Out, None) => {}
        }
    }

    /// Whether words name each who remains of a group whose representative has left, to whom
    /// nothing can be said for all.
    fn is_to_each(&self, named: &[i64]) -> bool {
        let members = self.members();
        !members.contains(&REPRESENTATIVE) && members.iter().all(|place| named.contains(place))
    }

    /// Who has written waits for an answer; who has heard from us waits no more.
    fn await_answer(&mut self, message: &MessageRecorded, actor: Actor, hears: bool) {
        let unseen = message.told == Some(Told::OnPage) && !hears;
        match message.direction {
            Direction::In if message.via.is_none() => self.wait(&message.speakers(actor)),
            Direction::In => {}
            Direction::Out if message.automatic || unseen || message.reached == Some(false) => {}
            Direction::Out if message.complainants.is_empty() => self.awaiting.clear(),
            Direction::Out => self.awaiting.retain(|place| !message.complainants.contains(place)),
        }
    }

    fn wait(&mut self, who: &[i64]) {
        let new: Vec<i64> = who.iter().copied().filter(|place| !self.awaiting.contains(place)).collect();
        self.awaiting.extend(new);
    }

    /// An attempt in its true place, whenever it was entered; one from before their
    /// last word counts no more.
    fn tried(&mut self, at: Timestamp, channel: Channel) {
        if self.last_word_at.is_none_or(|word| word < at) {
            let place = self.attempts.partition_point(|(tried, _)| *tried <= at);
            self.attempts.insert(place, (at, channel));
        }
    }

    fn proposed(&mut self, plan: &PlanProposed, entry: Seq) {
        let measures = plan.options.iter().map(|o| o.measures.iter().map(|m| (m.owner, m.due_at)).collect());
        let to_all = plan.complainants.is_empty();
        let asked = if to_all { (1..).take(self.stances.len()).collect() } else { plan.complainants.clone() };
        let unsettled = |stance: &&mut Stance| matches!(stance, Stance::Refused { .. });
        let places = (1..).zip(self.stances.iter_mut()).filter(|(place, _)| asked.contains(place));
        let own = places.map(|(_, stance)| stance);
        let guests = self.guests.iter_mut().filter(|_| to_all).map(|guest| &mut guest.stance);
        own.chain(guests).filter(unsettled).for_each(|stance| *stance = Stance::Open);
        self.plans.push(Plan {
            version: plan.version,
            entry,
            options: measures.collect(),
            refused: Vec::new(),
            asked,
            to_all,
            options_for: plan.options.iter().map(|option| option.complainants.clone()).collect(),
        });
    }

    fn answered(&mut self, answer: &PlanAnswered) {
        let version = answer.version;
        let stance = match answer.answer {
            PlanAnswer::Accepted => Stance::Accepted { version, option: answer.option.unwrap_or(1) },
            PlanAnswer::ChangeAsked | PlanAnswer::Refused => Stance::Refused { version },
        };
        self.stand(answer.complainant, answer.via, stance);
        if answer.answer == PlanAnswer::Refused
            && let Some(plan) = self.plans.iter_mut().find(|plan| plan.version == version)
        {
            plan.refused.push(answer.complainant);
        }
    }

    /// Whose data went has left, unless they had accepted or had our last word before.
    fn go(&mut self, complainant: Option<i64>) {
        let Some(place) = complainant.filter(|place| !self.gone.contains(place)) else { return };
        self.gone.push(place);
        self.awaiting.retain(|one| *one != place);
        if self.stance(place, None).is_some_and(Stance::waits) {
            self.stand(place, None, Stance::Left);
        }
    }

    fn stand(&mut self, complainant: i64, via: Option<Via>, new: Stance) {
        if let Some(guest) = self.guests.iter_mut().find(|guest| Some(guest.who) == via) {
            guest.stance = new;
            return;
        }
        let place = usize::try_from(complainant - 1).ok();
        if let Some(stance) = place.and_then(|place| self.stances.get_mut(place)) {
            *stance = new;
        }
    }

    fn measured(&mut self, number: i64, done: Done) {
        if let Some(measure) = self.measures.iter_mut().find(|measure| measure.number == number) {
            measure.done = done;
        }
    }
}
