//! What each kind of fact says of its payload, and the macro by which a room declares
//! its kinds.

use super::DecodeError;
use crate::case::who::Via;
use crate::record::ContentRef;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What puts an untrue entry right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PutRight {
    /// It is withdrawn.
    Withdrawing,
    /// It is withdrawn by a lead, whose word it is.
    WithdrawingByLead,
    /// It is withdrawn while the case is open; an ended one is taken up again first.
    WithdrawingWhileOpen,
    /// What it rests on is withdrawn, if that is somebody's word; else another act.
    WithWhatItRestsOn(&'static str),
    /// Another act, by its resource in the API.
    By(&'static str),
    /// Nothing: the program itself did what it says.
    Nothing,
    /// Nothing: whoever complains has written it themselves.
    Theirs,
    /// Nothing: a correction is corrected by another one, and what was withdrawn is put
    /// on record again, with its own time.
    Again,
}

/// What a kind of fact says of its payload. A new meaning gets a new version,
/// and a way to lift what was written before.
pub(in crate::case) trait Payload {
    /// The version that is written now.
    const VERSION: i64 = 1;

    /// Lifts a payload of an older version to the present one.
    fn lift(_version: i64, payload: Value) -> Value {
        payload
    }

    /// The bodies kept apart that it refers to, in the order of their slots.
    fn contents(&self) -> Vec<ContentRef> {
        Vec::new()
    }

    /// What puts it right where it is not true, whoever wrote it. Every kind says so.
    fn put_right(&self) -> PutRight;

    /// The merged case by way of which it came, and from whom there.
    fn via(&self) -> Option<Via> {
        None
    }
}

/// Reads a payload of a version that there was.
pub(in crate::case) fn read<T: Payload + DeserializeOwned>(
    kind: &str,
    version: i64,
    payload: &str,
) -> Result<T, DecodeError> {
    let read = if version == T::VERSION {
        serde_json::from_str(payload)
    } else if (1..T::VERSION).contains(&version) {
        serde_json::from_str(payload).and_then(|old| serde_json::from_value(T::lift(version, old)))
    } else {
        return Err(DecodeError::Unknown { kind: kind.to_owned(), version });
    };
    read.map_err(|source| DecodeError::Payload { kind: kind.to_owned(), version, source })
}

/// Declares the kinds of facts of a room, each with its name as stored.
macro_rules! facts {
    ($(#[$meta:meta])* $room:ident: $facts:ident { $($variant:ident = $kind:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[allow(clippy::large_enum_variant, reason = "facts are read one at a time, and never kept in bulk")]
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $facts { $(#[doc = concat!("See [`", stringify!($variant), "`].")] $variant($variant)),+ }

        impl $facts {
            pub(in crate::case) const KINDS: &'static [&'static str] = &[$($kind),+];

            /// Its name as stored.
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => $kind),+ }
            }

            pub(in crate::case) const fn version(&self) -> i64 {
                match self { $(Self::$variant(_) => <$variant as Payload>::VERSION),+ }
            }

            pub(in crate::case) fn payload(&self) -> &dyn $crate::case::event::payload::AnyPayload {
                match self { $(Self::$variant(fact) => fact),+ }
            }

            /// `None` where the kind is not of this room.
            pub(in crate::case) fn decode(
                kind: &str,
                version: i64,
                payload: &str,
            ) -> Option<Result<Self, $crate::case::event::DecodeError>> {
                use $crate::case::event::payload::read;
                match kind {
                    $($kind => Some(read::<$variant>(kind, version, payload).map(Self::$variant)),)+
                    _ => None,
                }
            }
        }

        $(impl From<$variant> for $crate::case::event::Fact {
            fn from(fact: $variant) -> Self { Self::$room($facts::$variant(fact)) }
        })+
    };
}
pub(in crate::case) use facts;

/// A payload of whatever kind.
pub(in crate::case) trait AnyPayload {
    /// See [`Payload::contents`].
    fn contents(&self) -> Vec<ContentRef>;
    /// See [`Payload::put_right`].
    fn put_right(&self) -> PutRight;
    /// See [`Payload::via`].
    fn via(&self) -> Option<Via>;
    /// The payload as it is stored.
    fn encode(&self) -> serde_json::Result<String>;
}

impl<T: Payload + serde::Serialize> AnyPayload for T {
    fn contents(&self) -> Vec<ContentRef> {
        Payload::contents(self)
    }

    fn put_right(&self) -> PutRight {
        Payload::put_right(self)
    }

    fn via(&self) -> Option<Via> {
        Payload::via(self)
    }

    fn encode(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}
