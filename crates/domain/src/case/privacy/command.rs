//! What can be wanted in this room.

use crate::Seq;
use crate::case::privacy::event::{Extract, PersonDataGiven};
use crate::case::privacy::of_one::OfOne;
use crate::catalogue::{ErasureGround, RestrictionGround};
use crate::record::ContentRef;
use crate::time::Timestamp;
use jiff::civil::Date;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum PrivacyCommand {
    /// Let nothing of the case be deleted.
    SetHold {
        /// On what ground.
        words: ContentRef,
    },
    /// Let it be deleted again when its time is over.
    LiftHold {
        /// Why.
        words: ContentRef,
    },
    /// Remove the words and personal data of the case, as far as they may go.
    EraseContents(Erasing),
    /// Remove what was wrong.
    EraseWrong(Wrong),
    /// Say who may see what is kept.
    Restriction(Restricting),
    /// Hand out a copy of a person's data.
    GivePersonData(PersonDataGiven),
}

/// Wants words and personal data removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasing {
    /// On what ground.
    pub ground: ErasureGround,
    /// Whether the case names a booking, which no event says.
    pub booked: bool,
    /// The last day of what was booked, where that is known.
    pub last_day: Option<Date>,
    /// What would stay of bodies that hold more than proves a transaction; those of
    /// bodies that go altogether are not used.
    pub extracts: Vec<Extract>,
    /// The entries that it is about; all of them where none stands here. Those of a
    /// merged case in another one go with that case, and restrict nobody else.
    pub only: Option<Vec<Seq>>,
    /// Whose data it is about, of several who complain; the whole case where it is nobody's.
    pub of_one: Option<OfOne>,
    /// Whether it was done before and is done again on a restored backup, whose
    /// settings may be older.
    pub again: bool,
}

impl Erasing {
    /// Of a case that names no booking.
    pub const fn on(ground: ErasureGround) -> Self {
        Self { ground, booked: false, last_day: None, extracts: Vec::new(), only: None, of_one: None, again: false }
    }
}

/// Says who may see what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restricting {
    /// Nobody but who must.
    Put {
        /// On what ground.
        ground: RestrictionGround,
        /// Until when it must be kept, where an erasure was refused.
        until: Option<Timestamp>,
        /// What was asked and why.
        words: Option<ContentRef>,
    },
    /// Everybody again who works on cases.
    Lift {
        /// Why.
        words: Option<ContentRef>,
    },
    /// Somebody who must, now.
    See {
        /// Why they must.
        words: ContentRef,
    },
}

/// Bodies that were wrong and go, because what is right is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The bodies, by event and slot.
    pub bodies: Vec<(Seq, i64)>,
    /// What of them was right, in their place.
    pub extracts: Vec<Extract>,
}
