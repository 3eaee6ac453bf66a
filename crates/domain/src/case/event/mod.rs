//! Facts of a case, in the past tense, by the rooms in which they happen. They hold no
//! words and no personal field: those are [`ContentRef`]s to bodies kept apart.

pub(in crate::case) mod payload;

pub use super::acceptance::event::*;
pub use super::clocks::event::*;
pub use super::closing::event::*;
pub use super::complainants::event::*;
pub use super::connections::event::*;
pub use super::conversation::event::*;
pub use super::corrections::event::*;
pub use super::files::event::*;
pub use super::intake::event::*;
pub use super::investigation::event::*;
pub use super::plans::event::*;
pub use super::privacy::event::*;
pub use super::proceedings::event::*;
pub use super::publication::event::*;
pub use super::responsibility::event::*;
pub use super::team::event::*;
pub use super::triage::event::*;
pub use super::who::Via;
pub use payload::PutRight;

use crate::Seq;
use crate::actor::Actor;
use crate::record::ContentRef;
use crate::time::Timestamp;
use thiserror::Error;

/// A fact that a decision adds, before it has a place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// When it took effect; not later than it is recorded.
    pub effective_at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// A fact in its place in the record of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Declares the rooms in which something can happen to a case.
macro_rules! rooms {
    ($($(#[$meta:meta])* $room:ident($facts:ident)),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Fact { $($(#[$meta])* $room($facts)),+ }

        const KINDS_COUNT: usize = 0 $(+ $facts::KINDS.len())+;

        const ALL_KINDS: [&str; KINDS_COUNT] = {
            let (mut all, mut at) = ([""; KINDS_COUNT], 0);
            $(
                let mut of_room = 0;
                while of_room < $facts::KINDS.len() {
                    all[at] = $facts::KINDS[of_room];
                    (at, of_room) = (at + 1, of_room + 1);
                }
            )+
            all
        };

        impl Fact {
            /// The names of all kinds, as stored.
            pub const KINDS: &'static [&'static str] = &ALL_KINDS;

            /// The name of the kind, as stored.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$room(fact) => fact.kind()),+ }
            }

            /// The version of the payload that [`Self::encode`] writes.
            pub const fn version(&self) -> i64 {
                match self { $(Self::$room(fact) => fact.version()),+ }
            }

            fn payload(&self) -> &dyn payload::AnyPayload {
                match self { $(Self::$room(fact) => fact.payload()),+ }
            }

            /// Reads a stored payload of any version ever written.
            pub fn decode(kind: &str, version: i64, payload: &str) -> Result<Self, DecodeError> {
                $(if let Some(read) = $facts::decode(kind, version, payload) {
                    return read.map(Self::$room);
                })+
                Err(DecodeError::Unknown { kind: kind.to_owned(), version })
            }
        }
    };
}

rooms! {
    /// A case was taken in, or more was told of it.
    Intake(IntakeFact),
    /// Who complains, who acts for them, their private links.
    Complainants(ComplainantFact),
    /// It was accepted or refused.
    Acceptance(AcceptanceFact),
    /// It was judged what it is about, how much it presses, how grave it is.
    Triage(TriageFact),
    /// Words went out or came in, or were written for colleagues.
    Conversation(ConversationFact),
    /// Somebody at the company has it, or did what it asks for.
    Team(TeamFact),
    /// Something was found out, or is being looked into.
    Investigation(InvestigationFact),
    /// A plan was put or answered; measures.
    Plans(PlanFact),
    /// Who answers for what.
    Responsibility(ResponsibilityFact),
    /// It was settled, closed, or taken up again.
    Closing(ClosingFact),
    /// It belongs to other cases.
    Connections(ConnectionFact),
    /// Something runs outside the company.
    Proceedings(ProceedingFact),
    /// Its result is published, step by step.
    Publication(PublicationFact),
    /// What promises and their clocks did.
    Clocks(ClockFact),
    /// Files belong to it.
    Files(FileFact),
    /// What of it is kept, erased, restricted, handed out.
    Privacy(PrivacyFact),
    /// An entry was confirmed or corrected.
    Corrections(CorrectionFact),
}

impl Fact {
    /// The bodies that this fact refers to.
    pub fn contents(&self) -> Vec<ContentRef> {
        self.payload().contents()
    }

    /// The payload as it is stored.
    pub fn encode(&self) -> String {
        self.payload().encode().expect("facts hold only strings, numbers and lists, which always serialise")
    }

    /// What puts it right where it is not true, whoever wrote it.
    pub fn put_right(&self) -> PutRight {
        self.payload().put_right()
    }

    /// The merged case by way of which it came, and from whom there.
    pub fn via(&self) -> Option<Via> {
        self.payload().via()
    }

    /// Whether it tells what clocks did.
    pub const fn is_of_clocks(&self) -> bool {
        matches!(self, Self::Clocks(_))
    }

    /// Who says it, of an entry that somebody's act has brought: that a clock has run out,
    /// or is about to, the program says, whoever's act let it look.
    pub const fn said_by(&self, actor: Actor) -> Actor {
        match self {
            Self::Clocks(ClockFact::ClockBreached(_) | ClockFact::ClockWarned(_)) => Actor::System,
            _ => actor,
        }
    }
}
