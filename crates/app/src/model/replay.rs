//! A case as its record leaves it.

use homeward_domain::actor::Actor;
use homeward_domain::case::event::{ConversationFact, MessageRecorded};
use homeward_domain::case::{Case, Event, Fact, NewEvent};
use homeward_domain::record::StoredEvent;
use homeward_domain::time::Timestamp;
use homeward_domain::{CaseId, Seq};
use homeward_store::{Db, StoreError, events};

/// The case as its events up to a place leave it.
pub(crate) fn load(db: &Db, id: CaseId, until: Seq) -> Result<(Case, Vec<Event>), StoreError> {
    let stored = events::of_case(db, id, 0)?;
    let upto = stored.partition_point(|event| event.seq <= until);
    let events = read_events(&stored[..upto])?;
    let case = Case::replay(&events).ok_or_else(|| StoreError::corrupt("a case does not begin as one"))?;
    Ok((case, events))
}

/// Stored events of one case as rules read them, in their order.
pub(crate) fn read_events(stored: &[StoredEvent]) -> Result<Vec<Event>, StoreError> {
    let one = |(place, event): (usize, &StoredEvent)| {
        let mut read = read_event(event)?;
        if let Fact::Conversation(ConversationFact::MessageRecorded(message)) = &mut read.fact
            && is_written_by_an_act(&stored[place..])
        {
            message.read_as_on_page();
        }
        Ok(read)
    };
    stored.iter().enumerate().map(one).collect()
}

/// Whether the first of these is a message of version 1 that the act of the same
/// command wrote by itself.
fn is_written_by_an_act(stored: &[StoredEvent]) -> bool {
    let Some((first, rest)) = stored.split_first().filter(|(first, _)| first.version == 1) else { return false };
    let mut of_command = rest.iter().take_while(|event| event.command == first.command);
    of_command.any(|event| MessageRecorded::WRITTEN_BY.contains(&event.kind.as_str()))
}

/// A stored event by itself.
fn read_event(stored: &StoredEvent) -> Result<Event, StoreError> {
    Ok(Event {
        seq: stored.seq,
        actor: Actor::parse(&stored.actor).ok_or_else(|| StoreError::corrupt("an event has no actor"))?,
        recorded_at: Timestamp(stored.recorded_at),
        effective_at: Timestamp(stored.effective_at),
        fact: decode(stored)?,
    })
}

fn decode(stored: &StoredEvent) -> Result<Fact, StoreError> {
    Fact::decode(&stored.kind, stored.version, &stored.payload).map_err(StoreError::corrupt)
}

/// A decided event in its place.
pub(crate) fn placed(seq: Seq, actor: Actor, now: Timestamp, new: NewEvent) -> Event {
    let NewEvent { effective_at, fact } = new;
    Event { seq, actor: fact.said_by(actor), recorded_at: now, effective_at, fact }
}
