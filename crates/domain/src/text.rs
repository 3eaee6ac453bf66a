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

/// Trims a text of several lines and refuses what no reader could see. The marks of no
/// width that people paste stay, the byte order mark of an editor among them.
pub fn long(text: &str) -> Result<String, TextError> {
    parse(text, LONG_TEXT_CHARS_MAX, true)
}

/// Trims a text of one line, a name or a reference, and refuses what no reader could
/// see, characters without a shape of their own among them: two names that look the
/// same are the same.
pub fn short(text: &str) -> Result<String, TextError> {
    let text = parse(text, SHORT_TEXT_CHARS_MAX, false)?;
    match shapeless(&text) {
        Some(c) => Err(TextError::Control(c.into())),
        None => Ok(text),
    }
}

/// A character without a shape of its own, if there is one that the script has no use
/// for. Persian and the scripts of India write names with joiners between letters.
fn shapeless(text: &str) -> Option<char> {
    useless(text).find_map(|(c, useless)| useless.then_some(c))
}

/// Each character, and whether it is one without a shape that the script has no use for.
fn useless(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let joined = matches!(c, '\u{200C}' | '\u{200D}')
            && before.is_some_and(joins)
            && chars.peek().copied().is_some_and(joins);
        let styled = match c {
            '\u{FE00}'..='\u{FE0F}' => before.is_some_and(takes_style),
            '\u{180B}'..='\u{180D}' | '\u{180F}' => before.is_some_and(is_mongolian),
            _ => false,
        };
        before = Some(c);
        Some((c, is_shapeless(c) && !joined && !styled))
    })
}

/// A line of an old file without the characters that [`short`] refuses for having no shape.
pub fn without_shapeless(text: &str) -> String {
    useless(text).filter_map(|(c, useless)| (!useless).then_some(c)).collect()
}

/// Letters and signs of scripts whose letters join: Arabic and those of India.
const fn joins(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Signs that look otherwise with a mark of style behind them, as the heart of an emoji
/// does. Letters and digits look the same, so behind them it would make a twin.
fn takes_style(c: char) -> bool {
    !(c.is_ascii() || c.is_alphanumeric() || c.is_whitespace() || is_shapeless(c))
}

/// Letters of Mongolian, which have several forms.
const fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1820}'..='\u{1878}' | '\u{1880}'..='\u{18AA}')
}

/// Whether a character has no shape of its own: all that Unicode calls ignorable by
/// default, which are marks of no width, of direction, of joining, of style and of how
/// music and shorthand are set, fillers, and the tags that spell a hidden text; and the
/// blank of braille. People's words may hold them, an emoji of a family does; whatever
/// compares words compares without them.
pub const fn is_shapeless(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
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
    match text.chars().find(|c| is_hidden(*c) && !(lines && matches!(c, '\n' | '\r' | '\t' | '\u{FEFF}'))) {
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
    fn a_name_holds_nothing_without_a_shape_and_words_may() {
        for (name, code) in [
            ("\u{2800}", 0x2800),
            ("EXQ1\u{FE0F}", 0xFE0F),
            ("王\u{FE00}芳", 0xFE00),
            ("\u{FE0F}", 0xFE0F),
            ("❤\u{FE0F}\u{FE0F}", 0xFE0F),
            ("王\u{200B}芳", 0x200B),
            ("HW\u{2060}1", 0x2060),
            ("王芳\u{E0041}", 0xE0041),
            ("王\u{200D}芳", 0x200D),
            ("EXQ1\u{180B}", 0x180B),
            ("EXQ1\u{180F}", 0x180F),
            ("\u{17B4}", 0x17B4),
            ("EXQ1\u{206F}", 0x206F),
            ("王\u{1D173}芳", 0x1D173),
            ("王芳\u{E0100}", 0xE0100),
        ] {
            assert_eq!(short(name), Err(TextError::Control(code)), "{name:?}");
        }
        let (persian, hindi) = ("علی\u{200C}رضا", "क्\u{200D}ष");
        assert!(short(persian).is_ok() && short(hindi).is_ok(), "their letters join or do not");
        assert!(short("علی\u{200C}").is_err(), "between letters alone");
        assert!(short("ᠠ\u{180B}").is_ok(), "a letter of Mongolian looks otherwise with it");
        assert!(short("照片❤\u{FE0F}.jpg").is_ok(), "a heart looks otherwise with it");
        let family = "一家 👨\u{200D}👩\u{200D}👧 都不满意";
        assert_eq!(long(family).unwrap(), family);
        let pasted = "导游\u{FEFF}强制购物";
        assert_eq!((long(pasted).unwrap().as_str(), short(pasted)), (pasted, Err(TextError::Control(0xFEFF))));
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
