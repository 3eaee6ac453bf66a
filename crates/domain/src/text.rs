//! Words as they may enter the record: one parser at the edge for all of them.

use thiserror::Error;

/// The most characters of a long text: a statement, a message, a note (contract, "Limits").
pub const LONG_TEXT_CHARS_MAX: usize = 100_000;
/// The most characters of a short text: a name, a reference, a place.
pub const SHORT_TEXT_CHARS_MAX: usize = 200;

/// Why words were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("is empty")]
    Empty,
    /// More than the given number of characters.
    #[error("has more than {0} characters")]
    TooLong(usize),
    /// A control character or a bidirectional override, which a reader cannot see.
    #[error("holds the control character U+{0:04X}")]
    Control(u32),
}

/// Trims a text of several lines and refuses what no reader could see.
pub fn long(text: &str) -> Result<String, TextError> {
    parse(text, LONG_TEXT_CHARS_MAX, true)
}

/// Trims a text of one line and refuses what no reader could see.
pub fn short(text: &str) -> Result<String, TextError> {
    parse(text, SHORT_TEXT_CHARS_MAX, false)
}

fn parse(text: &str, chars_max: usize, lines: bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    // Bytes bound the characters, so a short text is not counted.
    if text.len() > chars_max && text.chars().nth(chars_max).is_some() {
        return Err(TextError::TooLong(chars_max));
    }
    match text.chars().find(|c| is_hidden(*c) && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        Some(c) => Err(TextError::Control(c.into())),
        None if text.contains('\r') => Ok(text.replace("\r\n", "\n").replace('\r', "\n")),
        None => Ok(text.to_owned()),
    }
}

/// A text from an old file with a space in place of every character that no
/// reader could see. What a person sends now is refused instead, so that they
/// learn of it.
pub fn without_hidden(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect()
}

/// Control characters, and the marks that reorder text on the screen
/// (bidirectional embeddings, overrides and isolates), which can make a
/// record read otherwise than it was written.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_trimmed_and_kept() {
        assert_eq!(long("  导游强制购物,\r\n要求退款。 ").unwrap(), "导游强制购物,\n要求退款。");
        assert_eq!(short("王芳").unwrap(), "王芳");
    }

    #[test]
    fn what_a_reader_cannot_see_is_refused() {
        assert_eq!(long("a\0b"), Err(TextError::Control(0)));
        assert_eq!(short("a\nb"), Err(TextError::Control(10)));
        assert_eq!(long("退\u{202E}款"), Err(TextError::Control(0x202E)));
        assert_eq!(long(" \n "), Err(TextError::Empty));
    }

    #[test]
    fn an_old_text_is_cleaned_and_then_accepted() {
        assert_eq!(long(&without_hidden("房间\u{8}漏水\n床单脏")).unwrap(), "房间 漏水\n床单脏");
    }

    #[test]
    fn the_limit_counts_characters_not_bytes() {
        assert!(long(&"游".repeat(LONG_TEXT_CHARS_MAX)).is_ok());
        assert_eq!(long(&"游".repeat(LONG_TEXT_CHARS_MAX + 1)), Err(TextError::TooLong(LONG_TEXT_CHARS_MAX)));
    }
}
