//! An entry of the record, as far as rules read it.

use crate::time::Timestamp;

/// What decisions need to know of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it took effect.
    pub effective_at: Timestamp,
    /// The slots of the bodies that are left.
    pub slots: Vec<i64>,
    /// Those of them that prove a transaction, see [`crate::case::privacy::proofs::proofs`].
    pub proofs: Vec<i64>,
    /// The number of the file that it attached.
    pub file: Option<i64>,
}
