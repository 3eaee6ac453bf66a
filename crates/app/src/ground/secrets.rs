//! The install secret: one file outside the database, shared by all copies.
//!
//! From it come the keys of follow links, external references and second factors
//! and the key that signs checkpoints, each derived under its own label.

use crate::ground::error::AppError;
use crate::ground::private;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey, Verifier as _, VerifyingKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use homeward_domain::CaseId;
use homeward_domain::record::{Hash, RecordKey};
use homeward_domain::time::Timestamp;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Bytes of the authenticating part of a follow link.
const LINK_MAC_BYTES: usize = 16;

/// The place of the representative among those who complain.
const REPRESENTATIVE: i64 = 1;

/// What a follow token says, before it is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowToken {
    /// The case.
    pub case: CaseId,
    /// Which complainant, from 1.
    pub place: i64,
    tag: Vec<u8>,
}

/// The keys of this installation.
#[derive(Clone)]
pub struct Secrets {
    links: [u8; 32],
    references: [u8; 32],
    sketches: u64,
    factors: [u8; 32],
    record: RecordKey,
    tallies: [u8; 32],
    devices: [u8; 32],
    forms: [u8; 32],
    copies: [u8; 32],
    signing: SigningKey,
}

impl Secrets {
    /// Reads the secret file, or makes one that only its owner can read.
    pub fn load_or_create(path: &Path) -> Result<Self, AppError> {
        let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", path.display()));
        match private::create(path) {
            Ok(mut file) => {
                let text = Hash(random()).to_hex();
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
                Ok(Self::from_secret(&text))
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => Self::load(path),
            Err(e) => Err(failed(e)),
        }
    }

    /// Reads the secret file.
    pub fn load(path: &Path) -> Result<Self, AppError> {
        let mut text = String::new();
        File::open(path)
            .and_then(|mut file| file.read_to_string(&mut text))
            .map_err(|e| AppError::File(format!("{}: {e}", path.display())))?;
        if Hash::from_hex(text.trim()).is_none() {
            return Err(AppError::File(format!("{}: not 64 hexadecimal digits", path.display())));
        }
        Ok(Self::from_secret(text.trim()))
    }

    fn from_secret(secret: &str) -> Self {
        let derived = |label: &str| mac(secret.as_bytes(), &[label.as_bytes()]);
        Self {
            links: derived("follow links"),
            references: derived("external references"),
            sketches: u64::from_be_bytes(std::array::from_fn(|i| derived("sketches")[i])),
            factors: derived("second factors"),
            record: RecordKey::new(derived("record")),
            tallies: derived("tallies"),
            devices: derived("devices"),
            forms: derived("forms"),
            copies: derived("copies of pictures"),
            signing: SigningKey::from_bytes(&derived("checkpoints")),
        }
    }

    /// The private part of a follow link: nobody can guess it, and a new
    /// generation makes the one before invalid. That of the representative, who
    /// stands at place 1, names no place.
    pub fn follow_token(&self, case: CaseId, place: i64, generation: i64) -> String {
        let mut bytes = case.to_be_bytes().to_vec();
        if place != REPRESENTATIVE {
            bytes.extend_from_slice(&u16::try_from(place).unwrap_or(u16::MAX).to_be_bytes());
        }
        bytes.extend_from_slice(&self.link_mac(case, place, generation));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Which case and complainant a follow token names. Nothing is proven yet,
    /// see [`Self::follows`].
    pub fn read_follow_token(token: &str) -> Option<FollowToken> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (case, rest) = bytes.split_at_checked(8)?;
        let (place, tag) = rest.split_at_checked(rest.len().checked_sub(LINK_MAC_BYTES)?)?;
        let place = match place {
            [] => REPRESENTATIVE,
            [high, low] => i64::from(u16::from_be_bytes([*high, *low])),
            _ => return None,
        };
        Some(FollowToken { case: CaseId::from_be_bytes(case.try_into().ok()?), place, tag: tag.to_vec() })
    }

    /// Whether a follow token is ours and of this generation.
    pub fn follows(&self, token: &FollowToken, generation: i64) -> bool {
        let expected = self.link_mac(token.case, token.place, generation);
        // Comparing the hashes of both takes the same time wherever they differ.
        Sha256::digest(&token.tag) == Sha256::digest(expected)
    }

    fn link_mac(&self, case: CaseId, place: i64, generation: i64) -> [u8; LINK_MAC_BYTES] {
        let (case, generation, others) = (case.to_be_bytes(), generation.to_be_bytes(), place.to_be_bytes());
        let mut parts: Vec<&[u8]> = vec![&case, &generation];
        if place != REPRESENTATIVE {
            parts.push(&others);
        }
        let whole = mac(&self.links, &parts);
        std::array::from_fn(|i| whole[i])
    }

    /// A token by which a case can be read, and nothing be done: of whom, since when,
    /// and beside which private link. It is longer than such a link, so that neither
    /// reads as the other, and proven under a label of its own.
    pub(crate) fn reading_token(&self, case: CaseId, place: i64, at: Timestamp, generation: i64) -> String {
        let mut bytes = [case, place, at.0].map(i64::to_be_bytes).concat();
        bytes.extend_from_slice(&self.reading_mac(case, place, at, generation));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What such a token names. Nothing is proven yet, see [`Self::reads`].
    pub(crate) fn read_reading_token(token: &str) -> Option<ReadingToken> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (case, rest) = bytes.split_first_chunk::<8>()?;
        let (place, rest) = rest.split_first_chunk::<8>()?;
        let (at, tag) = rest.split_first_chunk::<8>()?;
        let [case, place, at] = [case, place, at].map(|part| i64::from_be_bytes(*part));
        Some(ReadingToken { case, place, at: Timestamp(at), tag: tag.to_vec() })
    }

    /// Whether such a token is ours, beside the private link of this generation.
    pub(crate) fn reads(&self, token: &ReadingToken, generation: i64) -> bool {
        let expected = self.reading_mac(token.case, token.place, token.at, generation);
        Sha256::digest(&token.tag) == Sha256::digest(expected)
    }

    fn reading_mac(&self, case: CaseId, place: i64, at: Timestamp, generation: i64) -> [u8; 32] {
        let numbers = [case, place, at.0, generation].map(i64::to_be_bytes);
        mac(&self.links, &[b"read", &numbers.concat()])
    }

    /// What stands in the record in place of a sender's reference.
    pub fn external_key(&self, source: &str, reference: &str) -> String {
        let parts: [&[u8]; 3] = [&(source.len() as u64).to_be_bytes(), source.as_bytes(), reference.as_bytes()];
        Hash(mac(&self.references, &parts)).to_hex()
    }

    /// The key of sketches of sentences.
    pub(crate) const fn sketches(&self) -> u64 {
        self.sketches
    }

    /// The secret that a member of staff shares with their authenticator app. It is
    /// derived, so that no copy of the database holds it.
    pub(crate) fn second_factor(&self, staff: i64, generation: i64) -> [u8; 32] {
        mac(&self.factors, &[&staff.to_be_bytes(), &generation.to_be_bytes()])
    }

    /// The key of what stands beside the record.
    pub const fn record_key(&self) -> RecordKey {
        self.record
    }

    /// Under what it is counted who asked for something: neither an address nor a
    /// telephone number can be read from it.
    pub(crate) fn tally(&self, who: &str) -> Hash {
        Hash(mac(&self.tallies, &[who.as_bytes()]))
    }

    /// What a device keeps of a member of staff who signed in on it.
    pub(crate) fn device_mark(&self, nonce: &[u8], email: &str) -> [u8; 32] {
        mac(&self.devices, &[nonce, email.as_bytes()])
    }

    /// What proves that we have handed out a form, under a label of what it proves.
    pub(crate) fn form_mark(&self, label: &str, told: &[u8]) -> [u8; 32] {
        mac(&self.forms, &[label.as_bytes(), &[0], told])
    }

    /// What proves that we have made a copy of a picture.
    pub(crate) fn copy_mark(&self, of: &str, bytes: &[u8]) -> [u8; 32] {
        mac(&self.copies, &[of.as_bytes(), bytes])
    }

    /// What proves that we have given a file its name.
    pub(crate) fn name_mark(&self, name: &str) -> [u8; 32] {
        mac(&self.copies, &[b"name of a file\n", name.as_bytes()])
    }

    /// Signs what a checkpoint says.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.signing.sign(message).to_bytes().to_vec()
    }

    /// Whether this installation signed a message so.
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let key: VerifyingKey = self.signing.verifying_key();
        ed25519_dalek::Signature::from_slice(signature).is_ok_and(|s| key.verify(message, &s).is_ok())
    }

    /// The key with which anybody can check a checkpoint.
    pub fn public_key(&self) -> Hash {
        Hash(self.signing.verifying_key().to_bytes())
    }
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Random bytes from the operating system, without which nothing can be kept secret.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A secret of 256 bits for a link, session or token, in URL-safe letters.
pub(crate) fn random_secret() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// A key that a form carries, so that sending it twice does nothing twice.
pub fn form_key() -> String {
    random_secret()
}

/// What is stored of such a secret.
pub(crate) fn hash_secret(secret: &str) -> Hash {
    Hash(Sha256::digest(secret.as_bytes()).into())
}

/// What a token to read by names.
pub(crate) struct ReadingToken {
    /// The case.
    pub case: CaseId,
    /// Who of those who complain, from 1.
    pub place: i64,
    /// When it was given.
    pub at: Timestamp,
    tag: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follow_link_reads_back_and_cannot_be_changed_or_outlive_its_generation() {
        let secrets = Secrets::from_secret("a");
        for place in [1, 2, 40] {
            let token = secrets.follow_token(123, place, 1);
            let read = Secrets::read_follow_token(&token).unwrap();
            assert_eq!((read.case, read.place), (123, place));
            assert!(secrets.follows(&read, 1) && !secrets.follows(&read, 2));
            assert!(!Secrets::from_secret("b").follows(&read, 1));
            assert!(!secrets.follows(&FollowToken { place: place + 1, ..read.clone() }, 1));
            assert!(!secrets.follows(&FollowToken { case: 124, ..read }, 1));
            for broken in ["", "AAAA", &token[1..], &token.replace(&token[..3], "zzz")] {
                let read = Secrets::read_follow_token(broken);
                assert!(!read.is_some_and(|read| secrets.follows(&read, 1)), "{broken}");
            }
        }
    }

    #[test]
    fn the_secret_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let first = Secrets::load_or_create(&path).unwrap();
        let second = Secrets::load_or_create(&path).unwrap();
        assert_eq!(first.public_key(), second.public_key());
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions()) & 0o777, 0o600);
        std::fs::write(&path, "short").unwrap();
        assert!(Secrets::load(&path).is_err());
    }

    #[test]
    fn a_signature_holds_for_its_message_alone() {
        let secrets = Secrets::from_secret("a");
        let signature = secrets.sign(b"root");
        assert!(secrets.signed(b"root", &signature));
        assert!(!secrets.signed(b"toot", &signature) && !secrets.signed(b"root", &[0; 64]));
    }
}
