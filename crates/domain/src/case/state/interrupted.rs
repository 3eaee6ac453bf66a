//! What ends clocks that may have to count again: a change of kind, a refusal, a
//! withdrawal.

use crate::Seq;
use crate::case::event::{Event, Fact};
use crate::time::Timestamp;

/// What ended clocks before their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterruptedBy {
    /// It became another kind of matter.
    Kind,
    /// It was not accepted.
    Refusal,
    /// It was taken back.
    Withdrawal,
}

/// One such change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// The entry.
    pub entry: Seq,
    /// The last of the clocks that it met itself, or the entry.
    through: Seq,
    /// When it was.
    pub at: Timestamp,
    /// Which change.
    pub why: InterruptedBy,
}

impl Interruption {
    /// Whether it ended a clock that this entry ended.
    pub fn ends_by(&self, ended_by: Seq) -> bool {
        (self.entry..=self.through).contains(&ended_by)
    }
}

/// The interruptions after one more event. What was taken up again since is over.
pub(super) fn advance(interruptions: &mut Vec<Interruption>, event: &Event) {
    let why = match &event.fact {
        Fact::KindChanged(_) => InterruptedBy::Kind,
        Fact::CaseRefused(_) => InterruptedBy::Refusal,
        Fact::CaseWithdrawn(_) => InterruptedBy::Withdrawal,
        Fact::CaseReopened(_) => return interruptions.retain(|one| one.why == InterruptedBy::Kind),
        Fact::ClockMet(f) => {
            let own = interruptions.last_mut().filter(|last| last.entry == f.by);
            return own.into_iter().for_each(|last| last.through = event.seq);
        }
        _ => return,
    };
    interruptions.push(Interruption { entry: event.seq, through: event.seq, at: event.effective_at, why });
}
