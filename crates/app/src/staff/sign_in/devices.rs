//! Devices on which somebody has signed in before. A stranger who guesses passwords
//! is counted apart from them, so that nobody is locked out of their own device.

use crate::app::App;
use crate::ground::secrets::random;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// Bytes that tell one device from another.
const NONCE_BYTES: usize = 12;
/// Bytes of what proves that a mark is ours.
const PROOF_BYTES: usize = 16;
/// The most people whom one device remembers: those who share it.
const PEOPLE_MAX: usize = 8;
/// What parts one mark from the next.
const BETWEEN: char = '.';

/// What a device keeps once somebody has signed in on it, before what it kept of
/// others; `None` where it knows them already. It opens nothing by itself.
pub fn remembers(app: &App, kept: &str, email: &str) -> Option<String> {
    if known(app, kept, email).is_some() {
        return None;
    }
    let nonce = random::<NONCE_BYTES>();
    let mut mark = nonce.to_vec();
    mark.extend_from_slice(&app.secrets().device_mark(&nonce, &email.to_lowercase())[..PROOF_BYTES]);
    let mark = URL_SAFE_NO_PAD.encode(mark);
    let marks = [mark.as_str()].into_iter().chain(kept.split(BETWEEN).filter(|mark| !mark.is_empty()));
    Some(marks.take(PEOPLE_MAX).collect::<Vec<_>>().join("."))
}

/// By which name tries of somebody are counted on a device that they used before;
/// `None` where they never did.
pub fn known(app: &App, kept: &str, email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let is_theirs = |mark: &&str| {
        let bytes = URL_SAFE_NO_PAD.decode(mark).unwrap_or_default();
        let Some((nonce, proof)) = bytes.split_at_checked(NONCE_BYTES) else { return false };
        let expected = app.secrets().device_mark(nonce, &email);
        // Comparing the hashes of both takes the same time wherever they differ.
        Sha256::digest(proof) == Sha256::digest(&expected[..PROOF_BYTES])
    };
    kept.split(BETWEEN).take(PEOPLE_MAX).find(is_theirs).map(str::to_owned)
}
