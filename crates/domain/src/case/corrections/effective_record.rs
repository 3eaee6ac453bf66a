//! The record of a case without what was withdrawn.

use crate::Seq;
use crate::case::corrections::withdrawn::Withdrawn;
use crate::case::event::{ClockFact, ClockName, ConversationFact, Direction, EntryCorrected, Event, Fact};
use crate::case::state::Case;
use crate::time::{Span, Timestamp};
use std::ops::RangeInclusive;
use std::sync::Arc;

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
