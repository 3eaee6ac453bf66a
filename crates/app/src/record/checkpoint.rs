//! What a checkpoint says: what its signature covers, and what the next one names.

use homeward_domain::record::Hash;
use homeward_store::checkpoints::Checkpoint;
use sha2::{Digest as _, Sha256};

/// What a checkpoint's signature covers: every field but signature and chain.
pub(super) fn message(checkpoint: &Checkpoint) -> Vec<u8> {
    let c = checkpoint;
    let mut bytes = b"homeward-checkpoint-1".to_vec();
    for number in [c.number, c.first_position, c.last_position, c.case_count, c.sealed_at] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.extend_from_slice(&c.previous.0);
    bytes.extend_from_slice(&c.root.0);
    bytes
}

/// What the next checkpoint names as the one before.
pub(super) fn hash_of(checkpoint: &Checkpoint) -> Hash {
    let mut sha = Sha256::new_with_prefix(message(checkpoint));
    sha.update(&checkpoint.signature);
    Hash(sha.finalize().into())
}
