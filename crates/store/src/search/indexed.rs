//! What the index holds, case by case, as a number that its words add up to.

use homeward_domain::CaseId;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};

/// What a set of words adds up to, in whichever order they come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    words: u64,
    sum: u64,
}

impl Fingerprint {
    /// The same with one more word.
    fn add(&mut self, word: &str) {
        let hash = Sha256::digest(word.as_bytes());
        let number = u64::from_be_bytes(std::array::from_fn(|place| hash[place]));
        self.words += 1;
        self.sum = self.sum.wrapping_add(number);
    }
}

/// What words add up to; each counts once.
pub fn fingerprint<'a>(words: impl Iterator<Item = &'a str>) -> Fingerprint {
    let mut fingerprint = Fingerprint::default();
    for word in words.collect::<BTreeSet<_>>() {
        fingerprint.add(word);
    }
    fingerprint
}

/// Counts a word of a case.
pub(crate) fn count(index: &mut HashMap<CaseId, Fingerprint>, case: CaseId, word: &str) {
    index.entry(case).or_default().add(word);
}
