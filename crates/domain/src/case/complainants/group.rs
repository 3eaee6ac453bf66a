//! Who of a group hears what: what is for all is said to the representative, what is
//! for some to each of them (journey §1, "Group complaints").

use crate::Seq;
use crate::actor::Actor;
use crate::case::event::MessageRecorded;
use crate::case::who::REPRESENTATIVE;
use crate::time::Timestamp;

/// Whether words that came in are those of the representative.
pub(in crate::case) fn is_of_representative(message: &MessageRecorded, actor: Actor) -> bool {
    message.via.is_some() || message.speakers(actor).contains(&REPRESENTATIVE)
}

/// That one of a group heard what a clock waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// Who, from 1.
    pub place: i64,
    /// When.
    pub at: Timestamp,
    /// When it was put on record.
    pub recorded_at: Timestamp,
    /// The entry that they heard.
    pub by: Seq,
}
