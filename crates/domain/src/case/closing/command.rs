//! What can be wanted in this room.

use crate::case::conversation::command::Telling;
use crate::catalogue::Item;
use crate::record::ContentRef;
use crate::time::Timestamp;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosingCommand {
    /// Say the company's last word, telling the complainant.
    GiveFinalAnswer {
        /// reasons, offer, ways outside.
        words: ContentRef,
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
    },
    /// Settle a case whose complainant cannot be reached after all that was tried.
    SettleUnreachable,
    /// Tell the complainant the result.
    GiveResultNotice {
        /// The whole notice.
        words: ContentRef,
        /// What we changed because of it, where that was told by itself.
        changed: Option<ContentRef>,
        /// How it came to them.
        how: Telling,
        /// To whom of a group; to all where nobody is named.
        complainants: Vec<i64>,
    },
    /// Close the case.
    Resolve {
        /// What is said at it, where anything is.
        words: Option<ContentRef>,
        /// How it came to them.
        how: Telling,
    },
    /// Put on record whether the complainant is content.
    RecordSatisfaction {
        /// Whether they are.
        content: bool,
        /// From 1 to 5.
        rating: Option<i64>,
        /// In their words.
        words: Option<ContentRef>,
        /// When they said it, where it is written down later.
        happened_at: Option<Timestamp>,
    },
    /// Take the matter up again.
    Reopen {
        /// Whether something new came up.
        new_facts: bool,
        /// Why.
        reason: ContentRef,
    },
    /// The complainant takes the matter back.
    Withdraw {
        /// Their words.
        words: ContentRef,
    },
    /// Seal the file.
    Archive {
        /// What went well, and what did not.
        summary: ContentRef,
        /// Items of the record that are neither filled nor said not to be given.
        missing: Vec<Item>,
    },
}
