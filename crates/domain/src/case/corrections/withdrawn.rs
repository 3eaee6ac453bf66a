//! Entries that were withdrawn because what they say did not happen. The record keeps
//! them; the case is what it would be without them, and what its clocks did since is
//! told by entries of their own.

use crate::Seq;
use crate::case::event::{
    AcceptanceFact, ClockFact, ClockName, ClosingFact, ConversationFact, Direction, EntryCorrected, Event, Fact,
    MessageRecorded, PlanFact, PublicationFact,
};
use crate::case::state::Case;
use crate::time::{Span, Timestamp};
use std::borrow::Borrow;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// An entry that was withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withdrawn {
    /// Which.
    pub entry: Seq,
    /// The entry that says so.
    pub by: Seq,
    /// Whether it happened, and does not stand without what did not.
    pub fell: bool,
}

/// The record as far as it was read, to be read again without an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    events: Vec<Arc<Event>>,
    withdrawn: Vec<Withdrawn>,
}

impl Log {
    pub(in crate::case) fn keep(&mut self, event: &Event) {
        self.events.push(Arc::new(event.clone()));
    }

    /// All of it, in order.
    pub(in crate::case) fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(AsRef::as_ref)
    }

    fn at(&self, seq: Seq) -> Option<&Arc<Event>> {
        usize::try_from(seq - 1).ok().and_then(|place| self.events.get(place))
    }

    /// The message of an act with what the act wrote behind it, or a message alone.
    fn group(&self, message: Seq) -> RangeInclusive<Seq> {
        let from = usize::try_from(message).unwrap_or(usize::MAX);
        let rest = self.events.get(from..).unwrap_or_default().iter();
        let more = rest.take_while(|event| moves_a_clock(&event.fact) || is_of_act(&event.fact)).count();
        message..=message + i64::try_from(more).unwrap_or(0)
    }

    /// How an entry that was withdrawn is read: words that an act put on the page stand
    /// there still; of anything else nothing is left.
    pub(in crate::case) fn left_of(&self, event: &Event) -> Option<Event> {
        let from = usize::try_from(event.seq).unwrap_or(usize::MAX);
        match &event.fact {
            Fact::Conversation(ConversationFact::MessageRecorded(said))
                if is_written_by_an_act(event, self.events.get(from..).unwrap_or_default()) =>
            {
                let mut on_page: MessageRecorded = said.clone();
                on_page.read_as_on_page();
                Some(Event { fact: on_page.into(), ..event.clone() })
            }
            _ => None,
        }
    }
}

/// Whether an act wrote these words of ours, with the entries behind them: then they
/// stand on the page whoever was told of them.
pub fn is_written_by_an_act<E: Borrow<Event>>(message: &Event, behind: &[E]) -> bool {
    let is_ours = matches!(&message.fact, Fact::Conversation(ConversationFact::MessageRecorded(said)) if said.direction == Direction::Out);
    let next = behind.iter().map(Borrow::borrow).find(|event| !moves_a_clock(&event.fact));
    is_ours && next.is_some_and(|next| next.recorded_at == message.recorded_at && is_of_act(&next.fact))
}

/// What follows a message whoever wrote it.
pub(in crate::case) const fn moves_a_clock(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Clocks(
            ClockFact::ClockMet(_)
                | ClockFact::ClocksStarted(_)
                | ClockFact::ClockEnteredLate(_)
                | ClockFact::ClocksPartlyMet(_)
                | ClockFact::ClockResumed(_)
                | ClockFact::ClockEnded(_)
        )
    )
}

/// What an act writes behind the words by which it is told.
const fn is_of_act(fact: &Fact) -> bool {
    match fact {
        Fact::Plans(PlanFact::PlanProposed(_))
        | Fact::Closing(
            ClosingFact::FinalAnswerGiven(_) | ClosingFact::CaseSettled(_) | ClosingFact::ResultNoticeGiven(_),
        )
        | Fact::Acceptance(AcceptanceFact::CaseRefused(_) | AcceptanceFact::ObjectionDecided(_))
        | Fact::Clocks(ClockFact::ClockPaused(_) | ClockFact::ClockExtended(_))
        | Fact::Publication(PublicationFact::PublicationDecided(_)) => true,
        Fact::Closing(ClosingFact::CaseResolved(f)) => f.words.is_some() || f.notice.is_some(),
        _ => false,
    }
}

impl Case {
    /// What was withdrawn, in the order in which that was said.
    pub fn withdrawn(&self) -> &[Withdrawn] {
        &self.log.withdrawn
    }

    /// The entry that withdrew one.
    pub fn withdrawn_by(&self, entry: Seq) -> Option<Seq> {
        self.log.withdrawn.iter().find(|one| one.entry == entry).map(|one| one.by)
    }

    /// Whether words of ours were withdrawn that were put on record within so long after
    /// a time: what was noted wrong may have been then. Forms know times to the minute.
    pub fn was_withdrawn_of(&self, at: Timestamp, within: Span) -> bool {
        let is_of_then = |event: &Event| {
            let since = event.recorded_at - at;
            matches!(&event.fact, Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::Out)
                && -Span::minutes(1).0 <= since.0
                && since <= within
        };
        self.log.withdrawn.iter().filter_map(|one| self.log.at(one.entry)).any(|event| is_of_then(event))
    }

    /// Whether of a withdrawn entry words are left that an act put on the page.
    pub fn stands_on_page(&self, entry: Seq) -> bool {
        self.log.at(entry).is_some_and(|event| self.log.left_of(event).is_some())
    }

    /// An entry as it was written.
    pub(crate) fn written(&self, entry: Seq) -> Option<Arc<Event>> {
        self.log.at(entry).cloned()
    }

    /// The entries from one on that were not withdrawn.
    pub(crate) fn standing_after(&self, entry: Seq) -> impl Iterator<Item = &Event> {
        let after = self.log.events.iter().filter(move |event| event.seq > entry);
        after.filter(|event| self.withdrawn_by(event.seq).is_none()).map(AsRef::as_ref)
    }

    /// When something of a kind was last, of what was not withdrawn.
    pub(crate) fn last(&self, is_it: impl Fn(&Fact) -> bool) -> Option<Timestamp> {
        self.standing_after(0).filter(|event| is_it(&event.fact)).map(|event| event.effective_at).max()
    }

    /// An entry; of a message with everything that its act wrote, by place.
    pub(crate) fn with_its_act(&self, entry: Seq) -> RangeInclusive<Seq> {
        let is_message = self
            .log
            .at(entry)
            .is_some_and(|event| matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))));
        if is_message { self.log.group(entry) } else { entry..=entry }
    }

    /// An entry with the clocks that it moved, by place.
    pub(crate) fn with_its_clocks(&self, entry: Seq) -> RangeInclusive<Seq> {
        let from = usize::try_from(entry).unwrap_or(usize::MAX);
        let rest = self.log.events.get(from..).unwrap_or_default().iter();
        let more = rest.take_while(|event| event.fact.is_of_clocks()).count();
        entry..=entry + i64::try_from(more).unwrap_or(0)
    }

    /// The clocks that an entry began.
    pub(crate) fn begun_by(&self, entry: Seq) -> Vec<ClockName> {
        let behind = self.with_its_clocks(entry).filter_map(|seq| self.log.at(seq));
        let started = behind.filter_map(|event| match &event.fact {
            Fact::Clocks(ClockFact::ClocksStarted(f)) if f.by.is_none() => Some(&f.clocks),
            _ => None,
        });
        started.flatten().map(|started| started.clock.clone()).collect()
    }

    /// The case as its record leaves it without what another entry withdraws.
    pub(in crate::case) fn without(&self, withdraws: &EntryCorrected, by: Seq) -> Self {
        let mut log = self.log.clone();
        log.withdrawn.push(Withdrawn { entry: withdraws.corrects, by, fell: false });
        log.withdrawn.extend(withdraws.with.iter().map(|entry| Withdrawn { entry: *entry, by, fell: true }));
        let Some(mut case) = log.events.first().and_then(|first| Self::begin(first)) else { return self.clone() };
        for event in log.events.iter().skip(1) {
            let stands = !log.withdrawn.iter().any(|one| one.entry == event.seq);
            case.read(event, stands, &log);
        }
        // Nobody of a group has heard what was not said.
        let is_of = |one: &Withdrawn, by: Seq| {
            let is_message = log
                .at(one.entry)
                .is_some_and(|event| matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))));
            one.entry == by || (is_message && log.group(one.entry).contains(&by))
        };
        let was_said = |by: Seq| !log.withdrawn.iter().any(|one| is_of(one, by));
        for clock in &mut case.clocks {
            clock.heard.retain(|one| was_said(one.by));
        }
        case.log = log;
        case
    }
}
