//! When what promises wait for happened, whether or not a clock ran for it: a clock
//! that begins or counts again later is judged by it.

use crate::Seq;
use crate::case::event::{ConversationFact, Direction, Event, Fact};
use crate::promises::MetBy;
use crate::time::Timestamp;

/// Something that meets a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happening {
    /// What it meets.
    pub met_by: MetBy,
    /// When it was.
    pub at: Timestamp,
    /// When it was put on record.
    pub recorded_at: Timestamp,
    /// The entry.
    pub entry: Seq,
}

/// An entry with which what follows belongs: a message, with what its act wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::case) struct UnderWay {
    pub(in crate::case) entry: Seq,
    /// Whether it is known to have been heard.
    pub(in crate::case) heard: bool,
}

/// All of it, in the order of the record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Happened {
    pub(in crate::case) all: Vec<Happening>,
    pub(in crate::case) under_way: Option<UnderWay>,
}

impl Happened {
    /// When it was last.
    pub fn last(&self, met_by: MetBy) -> Option<Timestamp> {
        self.all.iter().filter(|one| one.met_by == met_by).map(|one| one.at).max()
    }

    /// What was the first of its kind after a time, of what earlier entries tell.
    pub fn next(&self, met_by: MetBy, before: Seq, after: Timestamp) -> Option<Happening> {
        let is_one = |one: &&Happening| one.met_by == met_by && one.entry < before && after < one.at;
        self.all.iter().filter(is_one).min_by_key(|one| one.at).copied()
    }

    /// What is told here and not there.
    pub fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Happening> {
        self.all.iter().filter(|one| !other.is_told_by(one.met_by, one.entry))
    }

    /// Whether an entry tells of something that meets this.
    pub fn is_told_by(&self, met_by: MetBy, entry: Seq) -> bool {
        self.all.iter().any(|one| one.met_by == met_by && one.entry == entry)
    }

    /// The words, or the review, to which an entry of the program's own belongs.
    pub(in crate::case) fn under_way(&self) -> Option<Seq> {
        self.under_way.map(|one| one.entry)
    }

    /// Whether the words before the entry of an act were heard.
    pub(in crate::case) fn is_heard(&self) -> bool {
        self.under_way.is_some_and(|one| one.heard)
    }

    pub(in crate::case) fn add(&mut self, event: &Event, met: impl IntoIterator<Item = MetBy>) {
        let (entry, recorded_at) = (event.seq, event.recorded_at);
        // Whoever came has met a promise when we put it on record, and not before.
        let came = matches!(&event.fact, Fact::Conversation(ConversationFact::MessageRecorded(f)) if f.direction == Direction::In);
        let at = if came { recorded_at } else { event.effective_at };
        self.all.extend(met.into_iter().map(|met_by| Happening { met_by, at, recorded_at, entry }));
    }
}
