//! What somebody wants done to a case, in the imperative.

use super::event::{CaseReceived, Direction, MessageAct};
use crate::Seq;
use crate::catalogue::{Channel, ErasureGround, ExtensionReason, Nature, PauseReason, RefusalGround};
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};

/// Wants a case taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// What the first event will say.
    pub received: CaseReceived,
    /// When the matter reached the company; now where it is not told.
    pub received_at: Option<Timestamp>,
}

/// Wants something done to a case that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Record what the clocks did by themselves until now, and nothing else.
    ReadClocks,
    /// Accept the case for handling.
    Accept,
    /// Do not accept it.
    Refuse {
        /// The ground, from the closed list.
        ground: RefusalGround,
        /// What the complainant is told.
        words: ContentRef,
    },
    /// Put words on record that came in or went out.
    RecordMessage {
        /// Which way.
        direction: Direction,
        /// By which way in or out.
        channel: Channel,
        /// Whether a program wrote it.
        automatic: bool,
        /// For a call or a talk: whether the two spoke with each other.
        reached: Option<bool>,
        /// What it did besides; `None` takes what is usual.
        acts: Option<Vec<MessageAct>>,
        /// For words that came in: when they reached the company, if not now.
        received_at: Option<Timestamp>,
        /// The words.
        words: ContentRef,
    },
    /// Write something for colleagues.
    AddNote {
        /// The words.
        words: ContentRef,
    },
    /// Make somebody the owner, or nobody.
    Assign {
        /// A member of staff, by number.
        owner: Option<i64>,
        /// The reason, needed where somebody else owned it.
        reason: Option<ContentRef>,
    },
    /// Say how much the case presses, and which entry told so.
    SetNature {
        /// How much it presses.
        nature: Nature,
        /// Whether a person is in danger.
        danger: bool,
        /// The entry that carries the reason; the receipt is 1.
        carried_by: Seq,
        /// Why.
        reason: ContentRef,
    },
    /// Stop the clocks that allow this reason, telling the complainant.
    PauseClocks {
        /// What we wait for.
        reason: PauseReason,
        /// When the pause ends by itself.
        end: PauseEnd,
        /// What the complainant was told.
        words: ContentRef,
    },
    /// Let every paused clock count again.
    ResumeClocks,
    /// Give the settlement more time, once, telling the complainant.
    ExtendSettlement {
        /// Why.
        reason: ExtensionReason,
        /// The new due time.
        due_at: Timestamp,
        /// What the complainant was told: the reason and the new date.
        words: ContentRef,
    },
    /// Say what is right where an entry was wrong.
    CorrectEntry {
        /// The entry.
        corrects: Seq,
        /// What is right.
        words: ContentRef,
    },
    /// Remove the words and personal data of the whole case.
    EraseContents {
        /// On what ground.
        ground: ErasureGround,
    },
    /// Bring running clocks to the newest versions of their promises and calendars.
    RetargetClocks,
}

/// When a pause ends by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PauseEnd {
    /// At this time.
    At(Timestamp),
    /// After this much open time of a calendar.
    AfterWorking {
        /// The calendar, in its newest version.
        calendar: String,
        /// How much.
        time: Span,
    },
}
