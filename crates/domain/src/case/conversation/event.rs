//! What can happen in this room.

use crate::Seq;
use crate::actor::Actor;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::REPRESENTATIVE;
use crate::case::who::Via;
use crate::catalogue::{Channel, spelled};
use crate::promises::MetBy;
use crate::record::ContentRef;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

facts! {
    /// What happened.
    Conversation: ConversationFact {
        MessageRecorded = "message_recorded",
        NoteAdded = "note_added",
        TranslationAdded = "translation_added",
        ContactRestricted = "contact_restricted",
        ContactFreed = "contact_freed",
    }
}

/// Abusive contact is restricted to writing; rights and clocks stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRestricted {
    /// When it is looked at again.
    pub review_at: Timestamp,
    /// What happened, and that they were warned.
    pub words: ContentRef,
}

impl Payload for ContactRestricted {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("contact_release")
    }
}

/// Every way is open again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFreed {
    /// Why.
    pub words: ContentRef,
}

impl Payload for ContactFreed {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("contact_restriction")
    }
}

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
        /// Asked for the facts that are missing.
        FactsAsked = "facts_asked",
        /// Said at the door of the guest's room.
        RoomVisited = "room_visited",
        /// Offered another room.
        RoomOffered = "room_offered",
    }
}

impl MessageAct {
    /// What it meets. Whoever tells the solution has confirmed the content with it.
    pub const fn meets(self) -> &'static [MetBy] {
        match self {
            Self::ContentConfirmed => &[MetBy::ContentConfirmed],
            Self::SolutionTold => &[MetBy::SolutionTold, MetBy::ContentConfirmed],
            Self::FeedbackAnswered => &[MetBy::FeedbackAnswered, MetBy::ContentConfirmed],
            Self::PraisePassed => &[MetBy::PraisePassed],
            Self::SatisfactionAsked => &[MetBy::SatisfactionAsked],
            Self::RoomVisited => &[MetBy::RoomVisited],
            Self::RoomOffered => &[MetBy::RoomOffered],
            Self::FactsAsked => &[],
        }
    }

    /// Whether it is done face to face alone.
    pub const fn is_at_the_door(self) -> bool {
        matches!(self, Self::RoomVisited)
    }
}

spelled! {
    /// How words of ours came to the complainant. Only the first is done by this
    /// program; the others are the word of whoever recorded them (journey §3).
    Told {
        /// Put on their page, which they find if they look.
        OnPage = "on_page",
        /// Said to them in a call or a talk.
        ByVoice = "by_voice",
        /// Handed to them on paper.
        HandedOver = "handed_over",
        /// Sent by somebody in a way outside this program: a letter, an e-mail, a chat.
        SentElsewhere = "sent_elsewhere",
    }
}

impl Told {
    /// Whether two people met or spoke by it.
    pub const fn is_in_person(self) -> bool {
        matches!(self, Self::ByVoice | Self::HandedOver)
    }

    /// Whether words can come to somebody so by a way: nobody speaks in a letter, and
    /// nothing is sent by a talk (docs/proof-of-promises.md has the whole table).
    pub const fn fits(self, way: Channel) -> bool {
        use Channel as C;
        match self {
            Self::OnPage => matches!(way, C::Web | C::App),
            Self::ByVoice => {
                matches!(way, C::Phone | C::Video | C::Counter | C::OnSite | C::Wechat | C::App | C::Chat | C::Social)
            }
            Self::HandedOver => matches!(way, C::Counter | C::OnSite | C::Letter),
            Self::SentElsewhere => !matches!(way, C::Web | C::Phone | C::Video | C::Counter | C::OnSite),
        }
    }
}

/// Words went out or came in.
///
/// Version 1 did not say how words of ours were
/// told, and let acts that only put them on the page say that people had spoken. Up to
/// version 2 nobody of a group could be named; whoever wrote then knew that the
/// representative alone would read it.
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
    /// How words of ours came to the complainant; not said by automatic ones, by
    /// attempts that reached nobody, and by entries of version 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
    /// The entry whose words, which stood on their page only, it told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tells: Option<Seq>,
    /// Why they were rung up at night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night: Option<ContentRef>,
    /// Whether it was night where they are, when nobody is rung up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_night: bool,
    /// Why they were rung up although contact is restricted to writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub despite: Option<ContentRef>,
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
    /// Whom of a group words of ours are for, or whose words came in, from 1. Where
    /// nobody is named, ours are for all who complained by then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub complainants: Vec<i64>,
    /// Whether words of ours were put on the page of the representative alone, as all
    /// were up to version 2.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub of_representative: bool,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for MessageRecorded {
    const VERSION: i64 = 3;

    /// Version 1 knew that people had spoken, and nothing else of how it was told.
    fn lift(version: i64, mut payload: Value) -> Value {
        let is_ours = payload["direction"] == "out";
        let spoke = version == 1 && is_ours && payload["reached"] == true;
        if let Value::Object(fields) = &mut payload {
            if spoke {
                fields.insert("told".to_owned(), Told::ByVoice.as_str().into());
            }
            if is_ours {
                fields.insert("of_representative".to_owned(), true.into());
            }
        }
        payload
    }

    fn contents(&self) -> Vec<ContentRef> {
        std::iter::once(self.words).chain(self.night).chain(self.despite).collect()
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

impl MessageRecorded {
    /// Whether words of ours are for one of those who complained by then.
    pub fn is_for(&self, place: i64) -> bool {
        let is_named = self.complainants.contains(&place);
        is_named || (self.complainants.is_empty() && (!self.of_representative || place == REPRESENTATIVE))
    }

    /// Who of a group said words that came in: those who are named, whoever wrote
    /// them, or the representative.
    pub fn speakers(&self, actor: Actor) -> Vec<i64> {
        match actor {
            _ if !self.complainants.is_empty() => self.complainants.clone(),
            Actor::Complainant(writer) => vec![writer],
            _ => vec![REPRESENTATIVE],
        }
    }

    /// The kinds of entries whose acts, up to version 1, wrote a message to the
    /// complainant by themselves, as if somebody had told it.
    pub const WRITTEN_BY: [&str; 6] = [
        "plan_proposed",
        "case_resolved",
        "clock_extended",
        "clock_paused",
        "final_answer_given",
        "publication_decided",
    ];

    /// Whether these are words of ours for some of a group alone.
    pub fn is_for_some(&self) -> bool {
        self.direction == Direction::Out && !self.complainants.is_empty()
    }

    /// Reads a message as words on the page, of which nobody was told: one of version 1
    /// that such an act wrote, and one whose telling was withdrawn.
    pub fn read_as_on_page(&mut self) {
        (self.told, self.reached) = (Some(Told::OnPage), None);
    }
}

/// A translation stands beside an entry.
///
/// Its actor made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranslationAdded {
    /// The entry whose words it renders.
    pub of: Seq,
    /// BCP 47 tag of the language it is in.
    pub language: String,
    /// The words.
    pub words: ContentRef,
}

impl Payload for TranslationAdded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }
}

/// A colleague wrote something for colleagues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// The words.
    pub words: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
}

impl Payload for NoteAdded {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.words]
    }

    fn put_right(&self) -> PutRight {
        PutRight::Withdrawing
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}
