//! A small proof that a form of the public site was not sent by the thousand:
//! the browser works for a moment, or, without script, a person answers a
//! question. Both hang on the key of the form, which makes one case at most, so
//! nothing has to be remembered, and nobody is tracked.

use sha2::{Digest as _, Sha256};

/// Zero bits with which the hash of a done work begins: some sixteen thousand
/// hashes, a second or two of a browser while somebody types.
pub const WORK_BITS: u32 = 14;

/// Whether a number is the work done for a key: the SHA-256 of `key:number` begins
/// with [`WORK_BITS`] zero bits.
pub fn is_work(key: &str, number: &str) -> bool {
    let hash = Sha256::digest(format!("{key}:{number}"));
    let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    !key.is_empty() && number.len() <= 20 && first.leading_zeros() >= WORK_BITS
}

/// Two small numbers whose sum is asked for, in place of the work.
pub fn question(key: &str) -> (u8, u8) {
    let hash = Sha256::digest(format!("question {key}"));
    (hash[0] % 9 + 1, hash[1] % 9 + 1)
}

/// Whether an answer is the sum that was asked for.
pub fn is_answer(key: &str, answer: &str) -> bool {
    let (one, other) = question(key);
    !key.is_empty() && answer.trim().parse() == Ok(one + other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn work_is_for_one_key_and_takes_a_while() {
        let done = (0..2_000_000_u32).map(|number| number.to_string()).find(|number| is_work("k", number)).unwrap();
        assert!(is_work("k", &done));
        assert!(!is_work("other", &done) || !is_work("third", &done));
        assert!(!is_work("", &done), "a form without a key proves nothing");
    }

    proptest! {
        #[test]
        fn only_the_sum_is_the_answer(key in "[a-z0-9]{1,40}", wrong in 0_u8..100) {
            let (one, other) = question(&key);
            let sum = (one + other).to_string();
            prop_assert!(is_answer(&key, &sum));
            prop_assert_eq!(is_answer(&key, &wrong.to_string()), wrong == one + other);
        }

        #[test]
        fn whatever_is_sent_is_judged(key in ".*", told in ".*") {
            let _ = (is_work(&key, &told), is_answer(&key, &told));
        }
    }
}
