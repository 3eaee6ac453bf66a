//! Why a rule of this room forbids a command.

use crate::Seq;
use crate::case::conversation::event::Told;
use crate::catalogue::Channel;
use crate::time::Timestamp;
use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ConversationRejection {
    /// A program's message cannot claim to have reached or told anybody.
    #[error("message.automatic_meets_nothing")]
    AutomaticMessage,
    /// Words from the complainant cannot carry acts of ours.
    #[error("message.acts_inbound")]
    ActsInbound,
    /// How words were told is said of a person's words to the complainant alone.
    #[error("message.told_inbound")]
    NotOurWords,
    /// Whether the two spoke, and how it was told, contradict each other.
    #[error("message.told_otherwise")]
    ToldOtherwise,
    /// Nothing is told so by that way.
    #[error("message.way_otherwise: {told} by {way}", told = told.as_str(), way = way.as_str())]
    WayOtherwise {
        /// The way.
        way: Channel,
        /// How it is said to have been told.
        told: Told,
    },
    /// By which way it was sent has to be named.
    #[error("message.way_missing")]
    WayMissing,
    /// Nothing of that entry waits to be told, or this does not tell it.
    #[error("message.nothing_to_tell: {0}")]
    NothingToTell(Seq),
    /// Only calls and letters of a person's own are entered later.
    #[error("message.not_entered_later")]
    NotEnteredLater,
    /// A call or letter cannot have been before the case was.
    #[error("happened_at.before_receipt")]
    HappenedBeforeReceipt,
    /// Nothing can have been told before it was put before the complainant.
    #[error("happened_at.before_what_it_tells: {}", at.to_rfc3339())]
    ToldBeforeItWas {
        /// When it was put on their page.
        at: Timestamp,
    },
    /// Nobody can have answered before there was anything to answer.
    #[error("happened_at.before_what_it_answers: {}", at.to_rfc3339())]
    SaidBeforeItWas {
        /// When what they speak of was.
        at: Timestamp,
    },
    /// It was too long ago to be entered.
    #[error("happened_at.too_late: at most {hours_max} hours")]
    EnteredTooLate {
        /// The most hours.
        hours_max: i64,
    },
    /// The time of the next word lies ahead, and only a person's words out name one.
    #[error("next_word_at.not_ahead")]
    NextWordNotAhead,
    /// The time of the next word is later than the promise allows.
    #[error("next_word_at.too_late: at the latest {latest}", latest = latest.to_rfc3339())]
    NextWordTooLate {
        /// The latest time.
        latest: Timestamp,
    },
    /// A time for the next word is told to all of a group.
    #[error("next_word_at.for_some")]
    NextWordForSome,
    /// A restriction is looked at again after now and within the given number of days.
    #[error("review_at: at most {days_max} days")]
    ReviewDate {
        /// The most days until then.
        days_max: i64,
    },
}

impl ConversationRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::AutomaticMessage => ("automatic_message", Some("acts")),
            Self::ActsInbound => ("acts_inbound", Some("acts")),
            Self::NotOurWords => ("not_our_words", Some("told")),
            Self::ToldOtherwise => ("told_otherwise", Some("told")),
            Self::WayOtherwise { .. } => ("way_otherwise", Some("channel")),
            Self::WayMissing => ("way_missing", Some("channel")),
            Self::NothingToTell(..) => ("nothing_to_tell", Some("tells")),
            Self::NotEnteredLater => ("not_entered_later", Some("happened_at")),
            Self::HappenedBeforeReceipt => ("happened_before_receipt", Some("happened_at")),
            Self::ToldBeforeItWas { .. } => ("told_before_it_was", Some("happened_at")),
            Self::SaidBeforeItWas { .. } => ("said_before_it_was", Some("happened_at")),
            Self::EnteredTooLate { .. } => ("entered_too_late", Some("happened_at")),
            Self::NextWordNotAhead => ("next_word_not_ahead", Some("next_word_at")),
            Self::NextWordTooLate { .. } => ("next_word_too_late", Some("next_word_at")),
            Self::NextWordForSome => ("next_word_for_some", Some("next_word_at")),
            Self::ReviewDate { .. } => ("review_date", Some("review_at")),
        }
    }
}
