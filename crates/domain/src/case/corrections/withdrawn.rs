//! Entries that were withdrawn because what they say did not happen. The record keeps
//! them; the case is what it would be without them, and what its clocks did since is
//! told by entries of their own.

use crate::Seq;
use crate::case::event::{
    AcceptanceFact, ClockFact, ClosingFact, ConversationFact, Direction, Event, Fact, MessageRecorded, PlanFact,
    PublicationFact,
};
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
    pub(in crate::case) events: Vec<Arc<Event>>,
    pub(in crate::case) withdrawn: Vec<Withdrawn>,
}

impl Log {
    pub(in crate::case) fn keep(&mut self, event: &Event) {
        self.events.push(Arc::new(event.clone()));
    }

    /// All of it, in order.
    pub(in crate::case) fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(AsRef::as_ref)
    }

    pub(in crate::case) fn at(&self, seq: Seq) -> Option<&Arc<Event>> {
        usize::try_from(seq - 1).ok().and_then(|place| self.events.get(place))
    }

    /// The message of an act with what the act wrote behind it, or a message alone.
    pub(in crate::case) fn group(&self, message: Seq) -> RangeInclusive<Seq> {
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
pub(in crate::case) const fn is_of_act(fact: &Fact) -> bool {
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
