//! What a caller asks of a case, and how an answer to it is told from a repeat.

use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::secrets::hash_secret;
use homeward_domain::number::CaseNumber;
use homeward_domain::record::Hash;
use homeward_domain::{CaseId, Seq};
use homeward_store::commands::Made;

/// An idempotency key with the fingerprint of the request that carries it.
#[derive(Clone, Debug)]
pub struct Key {
    /// Stored in place of the key, which may be anything its sender likes.
    name: String,
    fingerprint: Hash,
}

impl Key {
    /// A key, and what identifies the request: method, path and body.
    pub fn new(key: &str, method: &str, path: &str, body: &[u8]) -> Self {
        let mut request = Vec::with_capacity(method.len() + path.len() + body.len() + 2);
        request.extend_from_slice(method.as_bytes());
        request.push(0);
        request.extend_from_slice(path.as_bytes());
        request.push(0);
        request.extend_from_slice(body);
        let fingerprint = homeward_domain::record::content_hash(b"request", &request);
        Self { name: hash_secret(key).to_hex(), fingerprint }
    }

    /// What is stored in its place.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether what was made came of the same request.
    pub(crate) fn is_of(&self, made: &Made) -> bool {
        made.fingerprint == self.fingerprint
    }

    /// What its request made.
    pub(crate) const fn made(&self, case: CaseId, seq: Seq) -> Made {
        Made { fingerprint: self.fingerprint, case, seq }
    }
}

/// Whether an answer is the first or a repeat of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Done now.
    First,
    /// Done before under the same key; this is the same answer again.
    Again,
}

/// What a caller asks of a case that is there.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who asks.
    pub caller: Caller,
    /// The case by its number.
    pub number: String,
    /// The last entry that the caller has seen; refused when there are newer ones.
    pub if_match: Option<Seq>,
    /// So that a repeat does nothing twice.
    pub key: Option<Key>,
}

/// The case that a number names. A slip of the pen is nobody's case.
pub(crate) fn id_of(number: &str) -> Result<CaseId, AppError> {
    CaseNumber::parse(number).map(CaseNumber::serial).ok_or(AppError::NotFound)
}
