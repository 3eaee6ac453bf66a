//! Who of those who complain.

use crate::number::CaseNumber;
use serde::{Deserialize, Serialize};

/// Who of those that complain in a merged case something came from: words to it
/// reach the case that goes on, and stand there as what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// The merged case.
    pub case: CaseNumber,
    /// Who of those who complain in it, from 1.
    pub complainant: i64,
}

/// The place of the representative, whom we talk to.
pub const REPRESENTATIVE: i64 = 1;
