//! What the complainant was told and how, as far as it is less than certain: what
//! stands on a page that they are not known to look at, and what somebody says to
//! have sent.

use crate::Seq;
use crate::case::event::{Direction, Event, Fact, MessageAct, Told};
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
    pub(super) fn told_by(&self, entry: Seq) -> Option<Told> {
        self.all.iter().find(|telling| telling.entries.contains(&entry)).map(|telling| telling.told)
    }

    /// The entries of a plan that stood on the page only.
    pub(super) fn of_plan(&self, version: i64) -> Vec<Seq> {
        let of_plan = |telling: &&Telling| telling.act == Some(Act::Plan { version });
        self.all.iter().filter(of_plan).flat_map(|telling| telling.entries.clone()).collect()
    }

    /// The act whose words an event tells, which waited to be told.
    pub(super) fn told_now(&self, event: &Event) -> Option<Act> {
        let Fact::MessageRecorded(said) = &event.fact else { return None };
        self.waiting_at(said.tells?)?.act
    }

    /// The part of an event that tells; `hears` is whether they look at their page.
    pub(super) fn advance(&mut self, event: &Event, hears: bool) {
        match &event.fact {
            Fact::MessageRecorded(f) if f.direction == Direction::Out => {
                let told = f.told.filter(|told| *told == Told::SentElsewhere || (*told == Told::OnPage && !hears));
                self.runs = told.is_some();
                self.all.extend(told.map(|told| Telling {
                    message: event.seq,
                    at: event.recorded_at,
                    told,
                    acts: f.acts.clone(),
                    act: None,
                    entries: vec![event.seq],
                    waits: told == Told::OnPage,
                    runs_from: false,
                }));
                match f.tells {
                    Some(entry) => self.end(|telling| telling.entries.contains(&entry)),
                    // Who has spoken with them since need not be sent after the small things.
                    None if f.told.is_some_and(Told::is_in_person) => self.end(|telling| !telling.is_owed()),
                    None => {}
                }
            }
            Fact::ClockMet(_) | Fact::ClocksStarted(_) => {}
            Fact::CaseSettled(_) => self.belongs(event.seq, None),
            Fact::PlanProposed(f) => {
                self.end(|telling| matches!(telling.act, Some(Act::Plan { .. })));
                self.belongs(event.seq, Some(Act::Plan { version: f.version }));
            }
            Fact::FinalAnswerGiven(_) => self.belongs(event.seq, Some(Act::FinalAnswer)),
            Fact::ResultNoticeGiven(_) => {
                self.end(|telling| telling.act == Some(Act::Result));
                self.belongs(event.seq, Some(Act::Result));
            }
            Fact::CaseResolved(f) => {
                let act = if f.notice.is_some() { Act::Result } else { Act::Closing };
                // Who said nothing at the closing wrote nothing before it.
                if f.notice.or(f.words).is_some() {
                    self.belongs(event.seq, Some(act));
                }
                self.runs = false;
            }
            Fact::CaseRefused(_) => {
                self.belongs(event.seq, Some(Act::Refusal));
                self.runs = false;
            }
            Fact::ClockExtended(_) => self.belongs(event.seq, Some(Act::Extension)),
            Fact::ClockPaused(_) => self.belongs(event.seq, Some(Act::Pause)),
            Fact::PublicationDecided(f) => {
                self.belongs(event.seq, Some(Act::Publication));
                if let Some(last) = self.all.last_mut().filter(|_| self.runs && f.untold) {
                    last.runs_from = true;
                }
            }
            Fact::ObjectionDecided(_) => {
                self.belongs(event.seq, Some(Act::Objection));
                self.runs = false;
            }
            other => {
                self.runs = false;
                self.overtaken(other);
            }
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
    fn overtaken(&mut self, fact: &Fact) {
        match fact {
            Fact::PlanAnswered(f) => self.end(|telling| telling.act == Some(Act::Plan { version: f.version })),
            Fact::ClockResumed(_) => self.end(|telling| telling.act == Some(Act::Pause)),
            Fact::CaseReopened(_) | Fact::CaseMerged(_) | Fact::CaseWithdrawn(_) => self.end(|_| true),
            Fact::PublicationObjected(_) | Fact::PublicationWithdrawn(_) => self.end(|telling| telling.runs_from),
            _ => {}
        }
    }

    fn end(&mut self, which: impl Fn(&Telling) -> bool) {
        self.all.iter_mut().filter(|telling| which(telling)).for_each(|telling| telling.waits = false);
    }
}
