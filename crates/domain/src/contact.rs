//! Telephone numbers and e-mail addresses as far as a record needs them.

use crate::text::is_shapeless;

/// The most characters of an e-mail address (RFC 5321 §4.5.3.1.3).
pub const EMAIL_CHARS_MAX: usize = 254;

/// A telephone number as people write it: an optional `+`, 5 to 20 digits, and
/// spaces, hyphens or brackets between them. The writing is kept.
pub fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    (5..=20).contains(&digits)
        && text.chars().count() <= 32
        && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '#' | '*'))
}

/// The digits of a telephone number, for finding it in any writing. A Chinese
/// country code is left out, since callers leave it out.
pub fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let has_plus = text.trim_start().starts_with('+');
    match digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|_| has_plus)) {
        Some(national) if national.len() >= 5 => national.to_owned(),
        _ => digits,
    }
}

/// Whether a text has the form of an e-mail address. Whether mail arrives
/// there only a message can tell.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| {
        !c.is_whitespace() && !c.is_control() && !is_shapeless(c) && !matches!(c, '<' | '>' | ',' | ';' | '"')
    };
    let label = |l: &str| !l.is_empty() && !l.starts_with('-') && l.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.chars().count() <= EMAIL_CHARS_MAX
        && !local.is_empty()
        && !local.contains('@')
        && local.chars().all(plain)
        && host.contains('.')
        && host.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_in_the_usual_writings_are_known() {
        for text in ["13800000000", "+86 138 0000 0000", "(010) 6555-1234", "12345"] {
            assert!(is_phone(text), "{text}");
        }
        for text in ["", "abc", "123", "13800000000 ask for Wang", "123456789012345678901"] {
            assert!(!is_phone(text), "{text}");
        }
    }

    #[test]
    fn one_number_is_found_in_any_writing() {
        assert_eq!(phone_digits("+86 138-0000-0000"), "13800000000");
        assert_eq!(phone_digits("0086 13800000000"), "13800000000");
        assert_eq!(phone_digits("010 8612 3456"), "01086123456");
    }

    #[test]
    fn addresses_are_judged_by_their_form() {
        assert!(is_email("wang.fang@example.com") && is_email("王芳@例子.中国"));
        for text in [
            "",
            "wang",
            "@example.com",
            "a@b",
            "a b@example.com",
            "a@-x.com",
            "a@b@example.com",
            "a@.com",
            "a\u{2800}b@ex.com",
            "a\u{FE0F}@ex.com",
            "\u{200B}@ex.com",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
