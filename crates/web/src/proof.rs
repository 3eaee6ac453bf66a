//! A small proof that a form of the public site was not sent by the thousand:
//! the browser works for a moment, or, without script, a person answers a
//! question. Both hang on the pass of the form, which is ours, of its key, and good
//! for a day, so nothing has to be remembered, and nobody is tracked.

use sha2::{Digest as _, Sha256};

/// Zero bits with which the hash of a done work begins: some sixteen thousand
/// hashes, a second or two of a browser while somebody types.
pub const WORK_BITS: u32 = 14;

/// Whether a number is the work done for a pass: the SHA-256 of `pass:number` begins
/// with [`WORK_BITS`] zero bits.
pub fn is_work(pass: &str, number: &str) -> bool {
    let hash = Sha256::digest(format!("{pass}:{number}"));
    let first = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    !pass.is_empty() && number.len() <= 20 && first.leading_zeros() >= WORK_BITS
}

/// Whether an answer is the sum of the two numbers that were asked for.
pub fn is_answer((one, other): (u8, u8), answer: &str) -> bool {
    answer.trim().parse() == Ok(one + other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn work_is_for_one_pass_and_takes_a_while() {
        let done = (0..2_000_000_u32).map(|number| number.to_string()).find(|number| is_work("k", number)).unwrap();
        assert!(is_work("k", &done));
        assert!(!is_work("other", &done) || !is_work("third", &done));
        assert!(!is_work("", &done), "a form without a pass proves nothing");
    }

    proptest! {
        #[test]
        fn only_the_sum_is_the_answer(one in 1_u8..10, other in 1_u8..10, wrong in 0_u8..100) {
            prop_assert!(is_answer((one, other), &(one + other).to_string()));
            prop_assert_eq!(is_answer((one, other), &wrong.to_string()), wrong == one + other);
        }

        #[test]
        fn whatever_is_sent_is_judged(pass in ".*", told in ".*") {
            let _ = (is_work(&pass, &told), is_answer((1, 2), &told));
        }
    }
}
