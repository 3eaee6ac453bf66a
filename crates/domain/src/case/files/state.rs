//! The files of a case, as far as rules read them.

use std::collections::BTreeSet;

/// The files of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// How many belong to it.
    pub count: i64,
    /// Those of them that are scans of identity papers, by number.
    pub papers: BTreeSet<i64>,
}
