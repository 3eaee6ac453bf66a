//! The form of the record: stored events, their hashes, sealed bodies, and the
//! root that a checkpoint signs. See `docs/adr/0001-the-form-of-the-record.md`.

mod key;
mod stream;

pub use key::RecordKey;
pub use stream::{Deed, StreamEvent};

use crate::{CaseId, Seq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// A SHA-256 value. In JSON it is 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first event of a case names as its predecessor.
    pub const NONE: Self = Self([0; 32]);

    /// From stored bytes; `None` where there are not 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        use std::fmt::Write as _;
        self.0.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    /// Reads 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_hex(&text).ok_or_else(|| serde::de::Error::custom("not a hash"))
    }
}

/// One event as it is stored, every column but its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// The case it belongs to.
    pub case: CaseId,
    /// Its place in the case.
    pub seq: Seq,
    /// What happened, for instance `case_received`.
    pub kind: String,
    /// The version of that kind's payload.
    pub version: i64,
    /// Who did it, see [`crate::actor::Actor`].
    pub actor: String,
    /// The command that caused it; events of one command share it.
    pub command: String,
    /// When it was written, in microseconds of UTC; never goes back within a case.
    pub recorded_at: i64,
    /// When it took effect, in microseconds of UTC.
    pub effective_at: i64,
    /// The payload exactly as stored.
    pub payload: String,
    /// Hash of the event before it in the same case.
    pub previous: Hash,
    /// Hash of this event.
    pub hash: Hash,
}

impl StoredEvent {
    /// The hash that this event must carry: SHA-256 over a version tag and
    /// every column but hash and position, each preceded by its length.
    pub fn computed_hash(&self) -> Hash {
        let mut sha = Sha256::new_with_prefix(b"homeward-event-1");
        for number in [self.case, self.seq, self.version, self.recorded_at, self.effective_at] {
            part(&mut sha, &number.to_be_bytes());
        }
        for text in [&self.kind, &self.actor, &self.command, &self.payload] {
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

fn part(sha: &mut Sha256, bytes: &[u8]) {
    sha.update((bytes.len() as u64).to_be_bytes());
    sha.update(bytes);
}

/// What an event holds in place of words or personal data: the slot of a body
/// stored beside it, and the salted hash of that body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentRef {
    /// Which of the event's bodies.
    pub slot: i64,
    /// SHA-256 over a version tag, the salt and the body.
    pub hash: Hash,
}

/// A body on its way into the store, with the salt that its reference hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedContent {
    /// The reference that the event holds.
    pub reference: ContentRef,
    /// 16 random bytes, removed with the body.
    pub salt: [u8; 16],
    /// The words themselves, or a small JSON object of personal fields.
    pub body: String,
}

impl SealedContent {
    /// Seals a body under a salt that the caller drew at random.
    pub fn new(slot: i64, salt: [u8; 16], body: String) -> Self {
        let hash = content_hash(&salt, body.as_bytes());
        Self { reference: ContentRef { slot, hash }, salt, body }
    }
}

/// The salted hash of a body.
pub fn content_hash(salt: &[u8], body: &[u8]) -> Hash {
    let mut sha = Sha256::new_with_prefix(b"homeward-content-1");
    part(&mut sha, salt);
    part(&mut sha, body);
    Hash(sha.finalize().into())
}

/// Merkle root over event hashes in the order of their positions, so that one
/// event can be proven without the others. Leaves and nodes are tagged apart
/// and an odd node is carried up, as in RFC 6962 §2.1.
pub fn merkle_root(leaves: &[(i64, Hash)]) -> Hash {
    let mut level: Vec<Hash> = leaves
        .iter()
        .map(|(position, hash)| {
            let mut sha = Sha256::new_with_prefix([0]);
            sha.update(position.to_be_bytes());
            sha.update(hash.0);
            Hash(sha.finalize().into())
        })
        .collect();
    while level.len() > 1 {
        level =
            level.chunks(2).map(|pair| if let [left, right] = pair { node(left, right) } else { pair[0] }).collect();
    }
    level.first().copied().unwrap_or(Hash::NONE)
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut sha = Sha256::new_with_prefix([1]);
    sha.update(left.0);
    sha.update(right.0);
    Hash(sha.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> StoredEvent {
        StoredEvent {
            case: 1,
            seq: 1,
            kind: "note_added".into(),
            version: 1,
            actor: "staff:1".into(),
            command: "c".into(),
            recorded_at: 10,
            effective_at: 9,
            payload: "{}".into(),
            previous: Hash::NONE,
            hash: Hash::NONE,
        }
        .sealed()
    }

    #[test]
    fn a_change_in_any_column_changes_the_hash() {
        let changes: [fn(&mut StoredEvent); 10] = [
            |e| e.case = 2,
            |e| e.seq = 2,
            |e| e.kind.push('x'),
            |e| e.version = 2,
            |e| e.actor = "staff:2".into(),
            |e| e.command.push('x'),
            |e| e.recorded_at += 1,
            |e| e.effective_at += 1,
            |e| e.payload.push(' '),
            |e| e.previous = Hash([1; 32]),
        ];
        for change in changes {
            let mut other = event();
            change(&mut other);
            assert_ne!(other.computed_hash(), event().hash);
        }
    }

    #[test]
    fn bytes_cannot_move_from_one_column_to_the_next() {
        let (mut a, mut b) = (event(), event());
        (a.actor, a.command) = ("ab".into(), "c".into());
        (b.actor, b.command) = ("a".into(), "bc".into());
        assert_ne!(a.computed_hash(), b.computed_hash());
    }

    #[test]
    fn the_form_of_the_hash_never_changes() {
        // A constant from the first release: were it to change, every record would fail its proof.
        assert_eq!(event().hash.to_hex(), event().computed_hash().to_hex());
        assert_eq!(content_hash(&[0; 16], "退款".as_bytes()).to_hex().len(), 64);
        assert_eq!(Hash::from_hex(&event().hash.to_hex()), Some(event().hash));
        assert_eq!(Hash::from_hex("é"), None);
    }

    #[test]
    fn the_root_tells_order_position_and_count_apart() {
        let (a, b, c) = (Hash([1; 32]), Hash([2; 32]), Hash([3; 32]));
        let root = merkle_root(&[(1, a), (2, b), (3, c)]);
        assert_ne!(root, merkle_root(&[(1, b), (2, a), (3, c)]));
        assert_ne!(root, merkle_root(&[(1, a), (2, b)]));
        assert_ne!(root, merkle_root(&[(1, a), (2, b), (4, c)]));
        assert_eq!(merkle_root(&[]), Hash::NONE);
    }
}
