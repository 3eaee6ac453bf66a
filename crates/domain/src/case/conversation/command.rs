//! What can be wanted in this room.

use crate::Seq;
use crate::case::conversation::event::{Direction, MessageAct, Told};
use crate::catalogue::Channel;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ConversationCommand {
    /// Put words on record that came in or went out.
    RecordMessage(Box<Words>),
    /// Write something for colleagues.
    AddNote {
        /// The words.
        words: ContentRef,
    },
    /// Restrict abusive contact to writing.
    RestrictContact {
        /// When it is looked at again.
        review_at: Timestamp,
        /// What happened.
        words: ContentRef,
    },
    /// Open every way again.
    FreeContact {
        /// Why.
        words: ContentRef,
    },
    /// Put a translation beside an entry.
    AddTranslation {
        /// The entry.
        of: Seq,
        /// The language it is in.
        language: String,
        /// The words.
        words: ContentRef,
    },
}

/// Words that came in or went out.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Which way.
    pub direction: Direction,
    /// By which way in or out.
    pub channel: Channel,
    /// Whether a program wrote it.
    pub automatic: bool,
    /// For a call or a talk: whether the two spoke with each other.
    pub reached: Option<bool>,
    /// For words of ours: how they came to the complainant; `None` takes what
    /// can be said of the channel by itself.
    pub told: Option<Told>,
    /// The entry on their page that is told by it.
    pub tells: Option<Seq>,
    /// What it did besides; `None` takes what is usual.
    pub acts: Option<Vec<MessageAct>>,
    /// For words that came in: when they reached the company, if not now.
    pub received_at: Option<Timestamp>,
    /// For a call or letter of ours that is entered later: when it was.
    pub happened_at: Option<Timestamp>,
    /// The language they are in.
    pub language: Option<String>,
    /// For words that went out: when they hear from us next.
    pub next_word_at: Option<Timestamp>,
    /// Whether it was night then where the traveller is.
    pub at_night: bool,
    /// Why they were rung up all the same.
    pub night: Option<ContentRef>,
    /// Whom of a group they are for, or whose they are; nobody is named for all.
    pub complainants: Vec<i64>,
    /// Why they were rung up although contact is restricted to writing, where that was done.
    pub despite: Option<ContentRef>,
    /// The words.
    pub words: ContentRef,
}

/// How what an act says to the complainant came to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// How; `None` puts it on their page and no more.
    pub told: Option<Told>,
    /// By which way; `None` takes the one that they used last, where it fits.
    pub channel: Option<Channel>,
    /// Whether it is night where the traveller is.
    pub at_night: bool,
    /// Why they were rung up all the same.
    pub night: Option<ContentRef>,
    /// Why they were rung up although contact is restricted to writing, where that was done.
    pub despite: Option<ContentRef>,
    /// When it was, where it is written down later.
    pub happened_at: Option<Timestamp>,
}
