//! What only this installation can write beside its record: a MAC for each event
//! and one over the order of all. Both stand outside the hashes, so that whoever
//! has an export and the public key still proves hashes and checkpoints.

use super::Hash;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A key that is derived from the install secret and never stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordKey([u8; 32]);

impl std::fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordKey")
    }
}

impl RecordKey {
    /// A key from 32 secret bytes.
    pub const fn new(secret: [u8; 32]) -> Self {
        Self(secret)
    }

    /// What stands beside an event with this hash: nobody without the key can
    /// add one.
    pub fn event(&self, hash: &Hash) -> Hash {
        self.mac(b"event", &[&hash.0])
    }

    /// Where the chain over all positions begins.
    pub fn origin(&self) -> Hash {
        self.mac(b"origin", &[])
    }

    /// The chain after one more position: it names everything before it, in its
    /// order, so that nothing can be taken out or change places.
    pub fn link(&self, before: &Hash, position: i64, hash: &Hash) -> Hash {
        self.mac(b"link", &[&before.0, &position.to_be_bytes(), &hash.0])
    }

    /// What names the newest checkpoint, so that it cannot be taken away.
    pub fn checkpoint(&self, number: i64, hash: &Hash) -> Hash {
        self.mac(b"checkpoint", &[&number.to_be_bytes(), &hash.0])
    }

    /// What the rows that a stream decides say, in 32 bytes that tell nobody
    /// what they say.
    pub fn state(&self, stream: &str, rows: &[u8]) -> Hash {
        let length = (stream.len() as u64).to_be_bytes();
        self.mac(b"state", &[&length, stream.as_bytes(), rows])
    }

    fn mac(&self, label: &[u8], parts: &[&[u8]]) -> Hash {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(&[u8::try_from(label.len()).unwrap_or(u8::MAX)]);
        mac.update(label);
        for part in parts {
            mac.update(part);
        }
        Hash(mac.finalize().into_bytes().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: RecordKey = RecordKey::new([7; 32]);

    #[test]
    fn the_chain_tells_order_position_and_every_link_apart() {
        let (a, b) = (Hash([1; 32]), Hash([2; 32]));
        let after = |links: &[(i64, Hash)]| links.iter().fold(KEY.origin(), |chain, (p, h)| KEY.link(&chain, *p, h));
        let chain = after(&[(1, a), (2, b)]);
        for other in [&[(1, b), (2, a)][..], &[(1, a)], &[(2, b)], &[(1, a), (3, b)], &[]] {
            assert_ne!(chain, after(other));
        }
    }

    #[test]
    fn each_use_of_the_key_is_a_use_of_its_own() {
        let hash = Hash([1; 32]);
        assert_ne!(KEY.event(&hash), RecordKey::new([8; 32]).event(&hash));
        assert_ne!(KEY.event(&hash), KEY.state("", &hash.0));
        assert_ne!(KEY.state("ab", b"c"), KEY.state("a", b"bc"));
    }
}
