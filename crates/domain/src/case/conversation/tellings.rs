//! What the complainant was told and how, as far as it is less than certain: what
//! stands on a page that they are not known to look at, and what somebody says to
//! have sent.

use crate::Seq;
use crate::case::event::{
    AcceptanceFact, ClockFact, ClosingFact, ComplainantFact, ConnectionFact, ContentsErased, ConversationFact,
    Direction, Event, Fact, MessageAct, MessageRecorded, PlanFact, PrivacyFact, PublicationFact, Told,
};
use crate::case::who::REPRESENTATIVE;
use crate::promises::MetBy;
use crate::time::Timestamp;

/// The act that let words be put before the complainant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A plan.
    Plan {
        /// Its version.
        version: i64,
    },
    /// The company's last word.
    FinalAnswer,
    /// The result notice.
    Result,
    /// The refusal of the case.
    Refusal,
    /// Words at the closing.
    Closing,
    /// Clocks were paused.
    Pause,
    /// The settlement got more time.
    Extension,
    /// The result will be published.
    Publication,
    /// An objection to the refusal was decided.
    Objection,
}

impl Act {
    /// What is met where they are told what it had put on their page.
    pub const fn met_by_telling(self) -> Option<MetBy> {
        match self {
            Self::Plan { .. } => Some(MetBy::PlanProposed),
            Self::FinalAnswer => Some(MetBy::Settled),
            Self::Result => Some(MetBy::NoticeTold),
            Self::Objection => Some(MetBy::ObjectionDecided),
            // Whether a case is accepted is decided by us, whoever has heard it.
            Self::Refusal | Self::Pause | Self::Extension | Self::Publication | Self::Closing => None,
        }
    }
}

/// Words that the complainant is not known to have heard, or that are said to
/// have been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The message.
    pub message: Seq,
    /// When it was put on record.
    pub at: Timestamp,
    /// How they were told.
    pub told: Told,
    /// What it says besides that it did.
    pub acts: Vec<MessageAct>,
    /// The act that wrote it, where one did.
    pub act: Option<Act>,
    /// Its entries: the message, and those of the act.
    pub entries: Vec<Seq>,
    /// Whether somebody has still to tell it.
    pub waits: bool,
    /// Whom of a group it has still to be told, from 1; all, by the representative,
    /// where nobody is named.
    pub untold: Vec<i64>,
    /// Whether something runs from when they are told.
    pub runs_from: bool,
}

impl Telling {
    /// Whether it has to be told whatever else was spoken of since.
    const fn is_owed(&self) -> bool {
        self.runs_from
            || matches!(
                self.act,
                Some(Act::Plan { .. } | Act::Refusal | Act::FinalAnswer | Act::Result | Act::Objection)
            )
    }

    /// It was told to those of a group, or to all where nobody is named.
    fn told_to(&mut self, who: &[i64], members: &[i64]) {
        if who.is_empty() {
            self.waits = false;
            return;
        }
        if self.untold.is_empty() {
            self.untold = members.to_vec();
        }
        self.untold.retain(|place| !who.contains(place));
        self.waits &= !self.untold.is_empty();
    }
}

/// All of them, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tellings {
    all: Vec<Telling>,
    /// Whether the entries that follow still belong to the last one.
    runs: bool,
}

impl Tellings {
    /// What stands on the page only and has still to be told, the newest last.
    pub fn waiting(&self) -> impl Iterator<Item = &Telling> {
        self.all.iter().filter(|telling| telling.waits)
    }

    /// What an entry put on the page and nobody has told since.
    pub fn waiting_at(&self, entry: Seq) -> Option<&Telling> {
        self.waiting().find(|telling| telling.entries.contains(&entry))
    }

    /// How an entry was told; `None` where there is no doubt about it.
    pub(in crate::case) fn told_by(&self, entry: Seq) -> Option<Told> {
        self.all.iter().find(|telling| telling.entries.contains(&entry)).map(|telling| telling.told)
    }

    /// The entries of a plan that stood on the page only.
    pub(in crate::case) fn of_plan(&self, version: i64) -> Vec<Seq> {
        let of_plan = |telling: &&Telling| telling.act == Some(Act::Plan { version });
        self.all.iter().filter(of_plan).flat_map(|telling| telling.entries.clone()).collect()
    }

    /// The act whose words an event tells, which waited to be told.
    pub(in crate::case) fn told_now(&self, event: &Event) -> Option<Act> {
        let Fact::Conversation(ConversationFact::MessageRecorded(said)) = &event.fact else { return None };
        self.waiting_at(said.tells?)?.act
    }

    /// The part of an event that tells; `unheard` are those who do not look at the page
    /// on which it put something, nobody where it is for all, and `members` all who
    /// complain.
    pub(in crate::case) fn advance(&mut self, event: &Event, unheard: Option<&[i64]>, members: &[i64]) {
        match &event.fact {
            Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::Out => {
                self.said(event, f, unheard, members);
            }
            Fact::Clocks(ClockFact::ClockMet(_) | ClockFact::ClocksStarted(_) | ClockFact::ClocksPartlyMet(_)) => {}
            Fact::Closing(ClosingFact::CaseSettled(_)) => self.belongs(event.seq, None),
            Fact::Plans(PlanFact::PlanProposed(f)) => {
                self.overtake(|act| matches!(act, Act::Plan { .. }), &f.complainants, members);
                self.belongs(event.seq, Some(Act::Plan { version: f.version }));
            }
            Fact::Closing(ClosingFact::FinalAnswerGiven(_)) => self.belongs(event.seq, Some(Act::FinalAnswer)),
            Fact::Closing(ClosingFact::ResultNoticeGiven(f)) => {
                self.overtake(|act| act == Act::Result, &f.complainants, members);
                self.belongs(event.seq, Some(Act::Result));
            }
            Fact::Closing(ClosingFact::CaseResolved(f)) => {
                let act = if f.notice.is_some() { Act::Result } else { Act::Closing };
                // Who said nothing at the closing wrote nothing before it.
                if f.notice.or(f.words).is_some() {
                    self.belongs(event.seq, Some(act));
                }
                self.runs = false;
            }
            Fact::Acceptance(AcceptanceFact::CaseRefused(_)) => {
                self.belongs(event.seq, Some(Act::Refusal));
                self.runs = false;
            }
            Fact::Clocks(ClockFact::ClockExtended(_)) => self.belongs(event.seq, Some(Act::Extension)),
            Fact::Clocks(ClockFact::ClockPaused(_)) => self.belongs(event.seq, Some(Act::Pause)),
            Fact::Publication(PublicationFact::PublicationDecided(f)) => {
                self.belongs(event.seq, Some(Act::Publication));
                if let Some(last) = self.all.last_mut().filter(|_| self.runs && f.untold) {
                    last.runs_from = true;
                }
            }
            Fact::Acceptance(AcceptanceFact::ObjectionDecided(_)) => {
                self.belongs(event.seq, Some(Act::Objection));
                self.runs = false;
            }
            other => {
                self.runs = false;
                self.overtaken(other, members);
            }
        }
    }

    /// Words of ours: what of them is less than certain, and what they told of before.
    fn said(&mut self, event: &Event, message: &MessageRecorded, unheard: Option<&[i64]>, members: &[i64]) {
        let unseen = unheard.is_some();
        let told = message.told.filter(|told| *told == Told::SentElsewhere || (*told == Told::OnPage && unseen));
        self.runs = told.is_some();
        self.all.extend(told.map(|told| Telling {
            message: event.seq,
            at: event.recorded_at,
            told,
            acts: message.acts.clone(),
            act: None,
            entries: vec![event.seq],
            waits: told == Told::OnPage,
            untold: unheard.unwrap_or_default().to_vec(),
            runs_from: false,
        }));
        let hear = |which: &dyn Fn(&Telling) -> bool, all: &mut Vec<Telling>| {
            let heard = all.iter_mut().filter(|telling| telling.waits && which(telling));
            heard.for_each(|telling| telling.told_to(&message.complainants, members));
        };
        match message.tells {
            Some(entry) => hear(&|telling| telling.entries.contains(&entry), &mut self.all),
            // Who has spoken with them since need not be sent after the small things.
            None if message.told.is_some_and(Told::is_in_person) => {
                hear(&|telling| !telling.is_owed(), &mut self.all);
            }
            None => {}
        }
    }

    /// An entry of the act that wrote the last message.
    fn belongs(&mut self, entry: Seq, act: Option<Act>) {
        if let Some(last) = self.all.last_mut().filter(|_| self.runs) {
            last.entries.push(entry);
            last.act = last.act.or(act);
        }
    }

    /// What need not be told any more, since other things have happened.
    fn overtaken(&mut self, fact: &Fact, members: &[i64]) {
        match fact {
            Fact::Plans(PlanFact::PlanAnswered(f)) => {
                let of_plan =
                    |telling: &&mut Telling| telling.waits && telling.act == Some(Act::Plan { version: f.version });
                let heard = self.all.iter_mut().filter(of_plan);
                // What is for all has come to the representative; others answer for themselves.
                heard.for_each(|telling| {
                    let for_all = telling.untold.is_empty() && f.complainant == REPRESENTATIVE;
                    let who = if for_all || f.via.is_some() { Vec::new() } else { vec![f.complainant] };
                    telling.told_to(&who, members);
                });
            }
            Fact::Complainants(ComplainantFact::ComplainantLeft(f)) if f.via.is_none() => {
                self.gone(f.complainant, members);
            }
            Fact::Privacy(PrivacyFact::ContentsErased(ContentsErased { complainant: Some(place), .. })) => {
                self.gone(*place, members);
            }
            Fact::Clocks(ClockFact::ClockResumed(_)) => self.end(|telling| telling.act == Some(Act::Pause)),
            Fact::Closing(ClosingFact::CaseReopened(f)) if f.never_ended() => {}
            Fact::Closing(ClosingFact::CaseReopened(_) | ClosingFact::CaseWithdrawn(_))
            | Fact::Connections(ConnectionFact::CaseMerged(_)) => self.end(|_| true),
            Fact::Publication(PublicationFact::PublicationObjected(_) | PublicationFact::PublicationWithdrawn(_)) => {
                self.end(|telling| telling.runs_from);
            }
            Fact::Complainants(_)
            | Fact::Privacy(_)
            | Fact::Plans(_)
            | Fact::Clocks(_)
            | Fact::Closing(_)
            | Fact::Connections(_)
            | Fact::Publication(_)
            | Fact::Intake(_)
            | Fact::Acceptance(_)
            | Fact::Triage(_)
            | Fact::Conversation(_)
            | Fact::Team(_)
            | Fact::Investigation(_)
            | Fact::Responsibility(_)
            | Fact::Proceedings(_)
            | Fact::Files(_)
            | Fact::Corrections(_) => {}
        }
    }

    /// Nobody is told any more what was for one who has left.
    fn gone(&mut self, place: i64, members: &[i64]) {
        let named = self.all.iter_mut().filter(|telling| telling.untold.contains(&place));
        named.for_each(|telling| telling.told_to(&[place], members));
    }

    /// Newer words of an act stand in the place of those before, for those to whom they
    /// are; nobody named is all.
    fn overtake(&mut self, is_it: impl Fn(Act) -> bool, to: &[i64], members: &[i64]) {
        let newest = self.all.last().filter(|_| self.runs).map(|telling| telling.message);
        let before = self.all.iter_mut().filter(|one| one.waits && one.act.is_some_and(&is_it));
        before.filter(|one| Some(one.message) != newest).for_each(|one| one.told_to(to, members));
    }

    fn end(&mut self, which: impl Fn(&Telling) -> bool) {
        self.all.iter_mut().filter(|telling| which(telling)).for_each(|telling| telling.waits = false);
    }
}
