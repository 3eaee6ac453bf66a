//! Events beside the case: one stream for each policy, person, token and
//! whatever else decides. See `docs/adr/0003-streams-beside-the-case.md`.

use super::{Hash, part};
use crate::Seq;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// One event of a stream as it is stored, every column but position and MAC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamEvent {
    /// The stream: a noun and what tells one from another, as `staff/5`.
    pub stream: String,
    /// Its place in the stream, from 1 without gaps.
    pub seq: Seq,
    /// What happened, for instance `changed`.
    pub kind: String,
    /// The version of the form of its payload.
    pub version: i64,
    /// Who did it, see [`crate::actor::Actor`].
    pub actor: String,
    /// When it was written, in microseconds of UTC.
    pub recorded_at: i64,
    /// When it took effect, in microseconds of UTC.
    pub effective_at: i64,
    /// What it says as JSON, exactly as stored: a [`Deed`], or what the stream itself
    /// defines.
    pub payload: String,
    /// Hash of the event before; nothing for the first.
    pub previous: Hash,
    /// Its own hash.
    pub hash: Hash,
}

/// What an event of a stream says. No words and no personal field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Names of the fields that changed, separated by spaces.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fields: String,
    /// What a setting said from then on, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// What the rows that the stream decides said after it, see
    /// [`super::RecordKey::state`]; nothing where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<Hash>,
}

impl StreamEvent {
    /// The form of payloads that is written now.
    pub const VERSION: i64 = 1;

    /// The hash that this event must carry: SHA-256 over a version tag and every
    /// column but hash and position, each preceded by its length.
    pub fn computed_hash(&self) -> Hash {
        let mut sha = Sha256::new_with_prefix(b"homeward-stream-1");
        for number in [self.seq, self.version, self.recorded_at, self.effective_at] {
            part(&mut sha, &number.to_be_bytes());
        }
        for text in [&self.stream, &self.kind, &self.actor, &self.payload] {
            part(&mut sha, text.as_bytes());
        }
        part(&mut sha, &self.previous.0);
        Hash(sha.finalize().into())
    }

    /// The same event with its own hash filled in.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.hash = self.computed_hash();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_in_any_column_changes_the_hash() {
        let event = StreamEvent {
            stream: "staff/1".into(),
            seq: 1,
            kind: "made".into(),
            version: 1,
            actor: "system".into(),
            recorded_at: 10,
            effective_at: 9,
            payload: "{}".into(),
            previous: Hash::NONE,
            hash: Hash::NONE,
        }
        .sealed();
        let changes: [fn(&mut StreamEvent); 9] = [
            |e| e.stream.push('0'),
            |e| e.seq = 2,
            |e| e.kind.push('x'),
            |e| e.version = 2,
            |e| e.actor = "staff:2".into(),
            |e| e.recorded_at += 1,
            |e| e.effective_at += 1,
            |e| e.payload.push(' '),
            |e| e.previous = Hash([1; 32]),
        ];
        for change in changes {
            let mut other = event.clone();
            change(&mut other);
            assert_ne!(other.computed_hash(), event.hash);
        }
    }
}
