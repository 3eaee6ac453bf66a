//! Given, when, then for cases: builds a record act by act at told times.

use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    ConversationCommand, Correcting, CorrectionCommand, Judgement, PlanCommand, PriorityChange, TeamCommand, Telling,
    Triage, TriageCommand, TriageSubject, Withdrawing, Words,
};
use homeward_domain::case::event::{CaseReceived, Complainant, Direction, MessageAct, PlanOption, Told};
use homeward_domain::case::who::Via;
use homeward_domain::case::{
    Case, Command, DecisionContext, Event, Fact, NewEvent, Receipt, Rejection, decide_by_way, receive,
};
use homeward_domain::catalogue::{
    AnswerWay, Category, Channel, ComplainantType, HandlingType, Kind, Nature, PlanAnswer,
};
use homeward_domain::policies::Policies;
use homeward_domain::promises::{Clock, pack};
use homeward_domain::record::{ContentRef, SealedContent};
use homeward_domain::time::Timestamp;
use homeward_domain::triage::severity::Circumstance;
use homeward_domain::triage::strategy::{Duty, ImpactScope};

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn words() -> ContentRef {
    SealedContent::new(1, [7; 16], "words".into()).reference
}

pub fn shipped() -> Policies {
    let promises = pack::promises(include_str!("../../../../../rules/promises.toml")).unwrap();
    let office = pack::calendar(include_str!("../../../../../rules/calendars/cn_office.toml")).unwrap();
    Policies::new(promises, vec![office])
}

pub fn complaint() -> CaseReceived {
    CaseReceived {
        kind: Kind::Complaint,
        channel: Channel::Phone,
        category: None,
        nature: Nature::General,
        danger: false,
        in_house: false,
        unit: None,
        complainants: vec![Complainant {
            person: Some(SealedContent::new(2, [7; 16], "{}".into()).reference),
            desired_outcome: None,
            complainant_type: ComplainantType::Traveller,
            language: "zh".into(),
        }],
        statement: words(),
        particulars: None,
        occurred_at: None,
        external_key: None,
        history: None,
    }
}

/// A case and its record so far.
pub struct Story {
    pub policies: Policies,
    pub case: Case,
    pub events: Vec<Event>,
}

impl Story {
    pub fn given(received: CaseReceived, when: &str) -> Self {
        Self::given_at(received, None, at(when), shipped())
    }

    pub fn given_at(received: CaseReceived, told: Option<Timestamp>, now: Timestamp, policies: Policies) -> Self {
        let context = DecisionContext { now, actor: Actor::Staff(1), policies: &policies };
        let new = receive(Receipt { received, received_at: told, origin: None }, &context).unwrap();
        let events = placed(0, new, now);
        let case = Case::replay(&events).unwrap();
        Self { policies, case, events }
    }

    pub fn when(&mut self, now: &str, command: Command) -> &mut Self {
        self.try_at(at(now), command).unwrap();
        self
    }

    pub fn try_at(&mut self, now: Timestamp, command: Command) -> Result<(), Rejection> {
        self.try_as(Actor::Staff(1), now, command)
    }

    pub fn try_as(&mut self, actor: Actor, now: Timestamp, command: Command) -> Result<(), Rejection> {
        self.try_by_way(None, actor, now, command)
    }

    /// What comes by way of a merged case.
    pub fn try_by_way(
        &mut self,
        via: Option<Via>,
        actor: Actor,
        now: Timestamp,
        command: Command,
    ) -> Result<(), Rejection> {
        let context = DecisionContext { now, actor, policies: &self.policies };
        let new = decide_by_way(&self.case, command, via, &context)?;
        for mut event in placed(self.case.seq, new, now) {
            event.actor = event.fact.said_by(actor);
            self.case = self.case.clone().apply(&event);
            self.events.push(event);
        }
        Ok(())
    }

    pub fn clock(&self, promise: &str) -> &Clock {
        &self.case.clocks.iter().find(|c| c.clock.promise == promise).unwrap().clock
    }

    pub fn due(&self, promise: &str) -> Timestamp {
        self.clock(promise).schedule.due_at
    }

    pub fn state(&self, promise: &str) -> &'static str {
        self.clock(promise).state_word()
    }

    pub fn count(&self, matches: impl Fn(&Fact) -> bool) -> usize {
        self.events.iter().filter(|e| matches(&e.fact)).count()
    }
}

fn placed(after: i64, new: Vec<NewEvent>, now: Timestamp) -> Vec<Event> {
    let place = |(n, event): (usize, NewEvent)| Event {
        seq: after + 1 + i64::try_from(n).unwrap(),
        actor: event.fact.said_by(Actor::Staff(1)),
        recorded_at: now,
        effective_at: event.effective_at,
        fact: event.fact,
    };
    new.into_iter().enumerate().map(place).collect()
}

pub fn by_voice() -> Telling {
    Telling { told: Some(Told::ByVoice), channel: None, ..Telling::default() }
}

/// A call that reached them and said back what they reported.
pub fn reply() -> Command {
    message(Direction::Out, Channel::Phone, Some(true), Some(vec![MessageAct::ContentConfirmed]))
}

/// Words that somebody says to have sent by a way outside the program.
pub fn sent(channel: Channel) -> Command {
    let Command::Conversation(ConversationCommand::RecordMessage(mut words)) =
        message(Direction::Out, channel, None, None)
    else {
        unreachable!()
    };
    words.told = Some(Told::SentElsewhere);
    Command::Conversation(ConversationCommand::RecordMessage(words))
}

pub fn assigned() -> Command {
    Command::Team(TeamCommand::Assign { owner: Some(2), reason: None })
}

/// They were told that we are sorry.
pub fn regret() -> Command {
    Command::Team(TeamCommand::FulfilDuty { duty: Duty::RegretAtOnce, staff: None, at: None, words: words() })
}

/// A judgement that grades a case by itself.
pub fn judged(content: i64, circumstances: Vec<Circumstance>) -> Triage {
    Triage {
        subject: Some(TriageSubject {
            category: Category::parse("rights.forced_shopping").unwrap(),
            other_categories: vec![],
            handling_type: HandlingType::Service,
            motives: vec![],
        }),
        pressure: None,
        judgement: Some(Judgement { content, source: None, circumstances, reach: ImpactScope::default() }),
        own_grade: None,
        reason: words(),
    }
}

/// A grade that is handled mildly.
pub fn slight() -> Command {
    Command::Triage(TriageCommand::Triage(Box::new(judged(0, vec![]))))
}

/// A plan with one option and no measures, put to all.
pub fn plan(how: Telling) -> Command {
    let option = PlanOption { words: words(), measures: vec![], complainants: vec![] };
    Command::Plans(PlanCommand::ProposePlan { options: vec![option], words: words(), how, complainants: vec![] })
}

pub fn call_from_customer() -> Command {
    message(Direction::In, Channel::Phone, Some(true), None)
}

pub fn message(
    direction: Direction,
    channel: Channel,
    reached: Option<bool>,
    acts: Option<Vec<MessageAct>>,
) -> Command {
    Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
        direction,
        channel,
        automatic: false,
        reached,
        told: None,
        tells: None,
        acts,
        received_at: None,
        happened_at: None,
        language: None,
        next_word_at: None,
        at_night: false,
        night: None,
        complainants: Vec::new(),
        despite: None,
        words: words(),
    })))
}

/// What one of those who complain says by word to a plan; which option is not told.
pub fn says(version: i64, complainant: i64, answer: PlanAnswer) -> Command {
    let (way, option) = (AnswerWay::Word, None);
    Command::Plans(PlanCommand::AnswerPlan {
        version,
        complainant,
        answer,
        option,
        way,
        words: None,
        happened_at: None,
    })
}

/// What one of them says by word to the first plan; who accepts takes its first option.
pub fn answers(complainant: i64, answer: PlanAnswer) -> Command {
    let (way, option) = (AnswerWay::Word, (answer == PlanAnswer::Accepted).then_some(1));
    Command::Plans(PlanCommand::AnswerPlan {
        version: 1,
        complainant,
        answer,
        option,
        way,
        words: None,
        happened_at: None,
    })
}

pub fn danger_told_by(carried_by: i64) -> Command {
    pressing(Nature::Urgent, true, carried_by)
}

pub fn pressing(nature: Nature, danger: bool, carried_by: i64) -> Command {
    let pressure = Some(PriorityChange { nature, danger, carried_by, by_lead: false });
    Command::Triage(TriageCommand::Triage(Box::new(Triage {
        subject: None,
        pressure,
        judgement: None,
        own_grade: None,
        reason: words(),
    })))
}

/// That what an entry says did not happen.
pub fn untrue(entry: i64, by_lead: bool) -> Command {
    let withdraws = Some(Withdrawing { for_page: None, by_lead });
    Command::Corrections(CorrectionCommand::CorrectEntry(Correcting { corrects: entry, words: words(), withdraws }))
}
