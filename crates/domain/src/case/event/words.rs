//! Words between people, for colleagues, and about the record itself.

use super::Payload;
use crate::Seq;
use crate::catalogue::{Channel, ErasureGround, spelled};
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

spelled! {
    /// Which way words went.
    Direction {
        /// From the complainant to us.
        In = "in",
        /// From us to the complainant.
        Out = "out",
    }
}

spelled! {
    /// What a message to the complainant did besides being sent.
    MessageAct {
        /// Confirmed the content of the matter back.
        ContentConfirmed = "content_confirmed",
        /// Told the solution.
        SolutionTold = "solution_told",
        /// Told what we do about the feedback.
        FeedbackAnswered = "feedback_answered",
        /// Thanked, and passed on to the person praised.
        PraisePassed = "praise_passed",
        /// Asked whether they are content with the result.
        SatisfactionAsked = "satisfaction_asked",
        /// Said at the door of the guest's room.
        RoomVisited = "room_visited",
        /// Offered another room.
        RoomOffered = "room_offered",
    }
}

/// See [`Fact::MessageRecorded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRecorded {
    /// Which way.
    pub direction: Direction,
    /// By which way in or out.
    pub channel: Channel,
    /// Whether a program wrote it; such a one never meets a promise.
    pub automatic: bool,
    /// For a call or a talk: whether the two spoke with each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
    /// What it did besides.
    pub acts: Vec<MessageAct>,
    /// BCP 47 tag of the language it is written in, where it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When they hear from us next, where we named a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_word_at: Option<Timestamp>,
    /// The words.
    pub words: ContentRef,
}

/// See [`Fact::TranslationAdded`]. Its actor made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationAdded {
    /// The entry whose words it renders.
    pub of: Seq,
    /// BCP 47 tag of the language it is in.
    pub language: String,
    /// The words.
    pub words: ContentRef,
}

/// See [`Fact::NoteAdded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// The words.
    pub words: ContentRef,
}

/// See [`Fact::EntryCorrected`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCorrected {
    /// The entry that was wrong. It stays as it is.
    pub corrects: Seq,
    /// What is right.
    pub words: ContentRef,
}

/// See [`Fact::ContentsErased`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentsErased {
    /// On what ground.
    pub ground: ErasureGround,
    /// The bodies removed, by event and slot.
    pub bodies: Vec<(Seq, i64)>,
}

impl Payload for MessageRecorded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for TranslationAdded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for NoteAdded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for EntryCorrected {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }
}

impl Payload for ContentsErased {}
