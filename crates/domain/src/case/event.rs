//! Facts of a case, in the past tense. They hold no words and no personal
//! field: those are [`ContentRef`]s to bodies kept apart.

use crate::Seq;
use crate::actor::Actor;
use crate::catalogue::{
    Category, Channel, ComplainantType, ErasureGround, ExtensionReason, Kind, Nature, PauseReason, RefusalGround,
    State, spelled,
};
use crate::promises::MetBy;
use crate::promises::clock::Schedule;
use crate::record::ContentRef;
use crate::time::{Span, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A fact that a decision adds, before it has a place in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    /// When it took effect; not later than it is recorded.
    pub effective_at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// A fact in its place in the record of one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its place.
    pub seq: Seq,
    /// Who did it.
    pub actor: Actor,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// When it took effect.
    pub effective_at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// Why a stored payload cannot be read.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// This program does not know the kind in that version.
    #[error("unknown event {kind} version {version}")]
    Unknown {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: i64,
    },
    /// The payload is not what its kind and version say.
    #[error("payload of {kind} version {version}: {source}")]
    Payload {
        /// The kind as stored.
        kind: String,
        /// The version as stored.
        version: i64,
        /// What the reader found.
        source: serde_json::Error,
    },
}

/// Declares the kinds of events with their names; all are in version 1. A new
/// meaning gets a new version, and an arm of `decode` that lifts the old one.
macro_rules! facts {
    ($($(#[$meta:meta])* $variant:ident = $kind:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Fact { $($(#[$meta])* $variant($variant)),+ }

        impl Fact {
            /// The names of all kinds, as stored.
            pub const KINDS: &'static [&'static str] = &[$($kind),+];

            /// The name of the kind, as stored.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind),+ }
            }

            /// The version of the payload that [`Self::encode`] writes.
            pub const fn version(&self) -> i64 {
                1
            }

            /// The payload as it is stored.
            pub fn encode(&self) -> String {
                let text = match self { $(Self::$variant(fact) => serde_json::to_string(fact)),+ };
                text.expect("facts hold only strings, numbers and lists, which always serialise")
            }

            /// Reads a stored payload of any version ever written.
            pub fn decode(kind: &str, version: i64, payload: &str) -> Result<Self, DecodeError> {
                match (kind, version) {
                    $(($kind, 1) => serde_json::from_str(payload).map(Self::$variant).map_err(|source| {
                        DecodeError::Payload { kind: kind.to_owned(), version, source }
                    }),)+
                    _ => Err(DecodeError::Unknown { kind: kind.to_owned(), version }),
                }
            }
        }

        $(impl From<$variant> for Fact {
            fn from(fact: $variant) -> Self { Self::$variant(fact) }
        })+
    };
}

facts! {
    /// A case was taken in.
    CaseReceived = "case_received",
    /// Promises began to run.
    ClocksStarted = "clocks_started",
    /// A clock stopped counting until a planned end.
    ClockPaused = "clock_paused",
    /// A clock counts again.
    ClockResumed = "clock_resumed",
    /// A clock got another limit, start, promise version or calendar version.
    ClockRetargeted = "clock_retargeted",
    /// A lead gave a clock more time, once.
    ClockExtended = "clock_extended",
    /// Half or four fifths of the time has passed.
    ClockWarned = "clock_warned",
    /// What was promised happened.
    ClockMet = "clock_met",
    /// The due time passed without it.
    ClockBreached = "clock_breached",
    /// A clock ended without being met or broken.
    ClockEnded = "clock_ended",
    /// The case was accepted for handling.
    CaseAccepted = "case_accepted",
    /// The case was not accepted.
    CaseRefused = "case_refused",
    /// Words went out or came in.
    MessageRecorded = "message_recorded",
    /// A colleague wrote something for colleagues.
    NoteAdded = "note_added",
    /// Somebody became the owner, or nobody.
    CaseAssigned = "case_assigned",
    /// The case presses otherwise than was thought.
    NatureSet = "nature_set",
    /// An earlier entry was wrong; this one says how.
    EntryCorrected = "entry_corrected",
    /// Bodies were removed on a lawful ground.
    ContentsErased = "contents_erased",
}

/// One complainant of a case; a group complaint has several (journey §1).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Complainant {
    /// Name and contact points; `None` for an anonymous one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<ContentRef>,
    /// What this one wants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desired_outcome: Option<ContentRef>,
    /// What kind of complainant.
    #[serde(rename = "type")]
    pub complainant_type: ComplainantType,
    /// BCP 47 tag of the language they want to be spoken to in.
    pub language: String,
}

/// How an imported, finished case ended; it gets no clocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Where the case stood.
    pub state: State,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The result in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<ContentRef>,
}

/// See [`Fact::CaseReceived`]. Its effective time is the receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseReceived {
    /// What kind of matter.
    pub kind: Kind,
    /// The way in.
    pub channel: Channel,
    /// The category, where it was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// The first is the representative, who is talked to.
    pub complainants: Vec<Complainant>,
    /// What happened, in the words as they came.
    pub statement: ContentRef,
    /// Booking, place, persons involved and the sender's own reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub particulars: Option<ContentRef>,
    /// When it happened, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// Keyed hash of source and external reference: it tells one matter from
    /// another for ever, also after the reference itself was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_key: Option<String>,
    /// Set for an imported case whose life was lived elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
}

/// Names one clock of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockName {
    /// The promise.
    pub promise: String,
    /// Which time round, from 1.
    pub run: i64,
}

/// What a clock counts by: promise version, calendar version, start and limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The version of the promise.
    pub version: i64,
    /// The calendar that counts, with its version; wall time where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<(String, i64)>,
    /// When counting began.
    pub start: Timestamp,
    /// The counting time allowed.
    pub limit: Span,
    /// What follows from it.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// One clock of [`Fact::ClocksStarted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartedClock {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What meets it.
    pub met_by: MetBy,
    /// What it counts by.
    #[serde(flatten)]
    pub target: Target,
}

/// See [`Fact::ClocksStarted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClocksStarted {
    /// The clocks that one cause started.
    pub clocks: Vec<StartedClock>,
}

/// See [`Fact::ClockPaused`]. Its effective time is when counting stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPaused {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What we wait for.
    pub reason: PauseReason,
    /// When it ends by itself.
    pub until: Timestamp,
    /// What follows if it lasts until then.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// See [`Fact::ClockResumed`]. Its effective time is when counting began again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockResumed {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}

spelled! {
    /// Why a clock got another target.
    RetargetCause {
        /// The case presses more than was thought.
        NatureSet = "nature_set",
        /// A new version of the promise.
        PromiseChanged = "promise_changed",
        /// A new version of the calendar.
        CalendarChanged = "calendar_changed",
    }
}

/// See [`Fact::ClockRetargeted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRetargeted {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Why.
    pub cause: RetargetCause,
    /// What it counts by from now on.
    #[serde(flatten)]
    pub target: Target,
}

/// See [`Fact::ClockExtended`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockExtended {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Why.
    pub reason: ExtensionReason,
    /// The counting time added.
    pub by: Span,
    /// What follows.
    #[serde(flatten)]
    pub schedule: Schedule,
}

/// See [`Fact::ClockWarned`]. Its effective time is that of the warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockWarned {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// 50 or 80.
    pub percent: i64,
}

/// See [`Fact::ClockMet`]. Its effective time is when it was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockMet {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that met it.
    pub by: Seq,
}

/// See [`Fact::ClockBreached`]. Its effective time is the due time, whenever
/// that was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockBreached {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// Whether it was due before the company's program knew of the case.
    pub on_arrival: bool,
}

/// See [`Fact::ClockEnded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockEnded {
    /// Which clock.
    #[serde(flatten)]
    pub clock: ClockName,
    /// The entry that ended it.
    pub by: Seq,
}

/// See [`Fact::CaseAccepted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAccepted {}

/// See [`Fact::CaseRefused`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRefused {
    /// The ground, from the closed list.
    pub ground: RefusalGround,
    /// What the complainant is told, where to go among it.
    pub words: ContentRef,
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
    /// The words.
    pub words: ContentRef,
}

/// See [`Fact::NoteAdded`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// The words.
    pub words: ContentRef,
}

/// See [`Fact::CaseAssigned`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssigned {
    /// The new owner, a member of staff by number; nobody where there is none.
    pub owner: Option<i64>,
    /// The reason of a hand-over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
}

/// See [`Fact::NatureSet`]. Its effective time is when the entry that carries
/// the reason reached the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NatureSet {
    /// How much it presses.
    pub nature: Nature,
    /// Whether a person is in danger.
    pub danger: bool,
    /// The entry that carries the reason.
    pub carried_by: Seq,
    /// Why, in words.
    pub reason: ContentRef,
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

impl Fact {
    /// The bodies that this fact refers to.
    pub fn contents(&self) -> Vec<ContentRef> {
        match self {
            Self::CaseReceived(f) => {
                let persons = f.complainants.iter().flat_map(|c| [c.person, c.desired_outcome]);
                let result = f.history.as_ref().and_then(|h| h.result);
                [Some(f.statement), f.particulars, result].into_iter().chain(persons).flatten().collect()
            }
            Self::CaseRefused(f) => vec![f.words],
            Self::MessageRecorded(f) => vec![f.words],
            Self::NoteAdded(f) => vec![f.words],
            Self::CaseAssigned(f) => f.reason.into_iter().collect(),
            Self::NatureSet(f) => vec![f.reason],
            Self::EntryCorrected(f) => vec![f.words],
            Self::ClocksStarted(_)
            | Self::ClockPaused(_)
            | Self::ClockResumed(_)
            | Self::ClockRetargeted(_)
            | Self::ClockExtended(_)
            | Self::ClockWarned(_)
            | Self::ClockMet(_)
            | Self::ClockBreached(_)
            | Self::ClockEnded(_)
            | Self::CaseAccepted(_)
            | Self::ContentsErased(_) => Vec::new(),
        }
    }
}
