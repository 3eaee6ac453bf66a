//! Our own small analyser, the same on both databases: overlapping pairs of
//! CJK characters, words of other scripts, folded width and case, traditional
//! characters as simplified ones. A dictionary would lose hits.

use homeward_domain::contact::{is_phone, phone_digits};
use homeward_domain::text::is_shapeless;
use std::sync::OnceLock;

/// The most distinct tokens of one case; PostgreSQL's index takes no more than
/// a megabyte of them.
const TOKENS_MAX: usize = 50_000;
/// The most characters of a word; the rest is cut off in index and query alike.
const WORD_CHARS_MAX: usize = 40;
/// The most terms of a query.
const TERMS_MAX: usize = 32;
/// Long numbers can be found by so many last digits, as people tell them.
const LAST_DIGITS: usize = 4;
/// A number of so many digits finds longer ones that begin with it.
const FIRST_DIGITS_MIN: usize = 6;
/// A word of this many letters finds longer words that begin with it.
const BEGINNING_CHARS_MIN: usize = 3;

/// Every distinct token of some texts, in order.
pub fn tokens<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut all = Vec::new();
    for text in texts {
        all.extend(telephones(text));
        for run in runs(text) {
            match run {
                Run::Cjk(chars) => {
                    all.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
                    // So that its last character is found alone, too.
                    all.extend(chars.last().map(char::to_string));
                }
                Run::Word(word) => {
                    if word.len() > LAST_DIGITS + 2 && word.bytes().all(|b| b.is_ascii_digit()) {
                        all.push(word[word.len() - LAST_DIGITS..].to_owned());
                    }
                    all.push(word);
                }
            }
        }
    }
    all.sort_unstable();
    all.dedup();
    all.truncate(TOKENS_MAX);
    all
}

/// How alike two texts are, in percent: twice the tokens they share by the
/// tokens they have (the coefficient of Dice).
pub fn likeness(one: &str, other: &str) -> i64 {
    let (one, other) = (tokens([one]), tokens([other]));
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let shared = one.iter().filter(|token| other.binary_search(token).is_ok()).count();
    i64::try_from(200 * shared / all).unwrap_or(0)
}

/// What a searcher typed, as terms that must all be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
    folded: String,
}

/// One term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// This token.
    Whole(String),
    /// A token that begins like this.
    Beginning(String),
}

impl Query {
    /// Reads what a searcher typed; `None` where nothing can be searched for.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(number) = telephone(text) {
            return Some(Self { folded: number.clone(), terms: vec![Term::Whole(number)] });
        }
        let mut terms = Vec::new();
        for run in runs(text) {
            match run {
                Run::Cjk(chars) if chars.len() == 1 => terms.push(Term::Beginning(chars[0].to_string())),
                Run::Cjk(chars) => {
                    terms.extend(chars.windows(2).map(|pair| Term::Whole(pair.iter().collect())));
                }
                Run::Word(word) => terms.push(word_term(word)),
            }
        }
        terms.truncate(TERMS_MAX);
        (!terms.is_empty()).then(|| Self { terms, folded: fold(text) })
    }

    /// The terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What was typed, folded, for telling an exact run from scattered terms.
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// A telephone number in any of its writings, as its digits: with a country code,
/// of a mobile, with an area code, of a service line. Dates and the numbers of
/// cases and bookings are none.
fn telephone(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.contains(|c: char| c.is_ascii_digit()) || !is_phone(text) {
        return None;
    }
    let digits = phone_digits(text);
    let national = digits.strip_prefix("86").filter(|rest| rest.len() == 11 && rest.starts_with('1'));
    let digits = national.unwrap_or(&digits).to_owned();
    let is_one = match digits.len() {
        10 => digits.starts_with("400") || digits.starts_with("800") || digits.starts_with('0'),
        11 => digits.starts_with(['0', '1']),
        12 => digits.starts_with('0'),
        _ => false,
    };
    (is_one || (text.starts_with('+') && digits.len() >= FIRST_DIGITS_MIN)).then_some(digits)
}

/// The telephone numbers in a text that stand there with spaces, hyphens, brackets
/// or a country code.
fn telephones(text: &str) -> impl Iterator<Item = String> + '_ {
    let in_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
    text.split(move |c| !in_number(c)).filter(|part| part.len() > FIRST_DIGITS_MIN).filter_map(telephone)
}

fn word_term(word: String) -> Term {
    if word.len() >= FIRST_DIGITS_MIN && word.bytes().all(|b| b.is_ascii_digit()) {
        return Term::Beginning(word);
    }
    let is_number = word.chars().any(|c| c.is_ascii_digit());
    if !is_number && word.chars().count() >= BEGINNING_CHARS_MIN { Term::Beginning(word) } else { Term::Whole(word) }
}

/// A text with width, case and traditional characters folded, letters and
/// digits only: two writings of one thing become equal.
pub(super) fn fold(text: &str) -> String {
    folded(text).filter(|c| is_cjk(*c) || c.is_alphanumeric()).collect()
}

enum Run {
    Cjk(Vec<char>),
    Word(String),
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut in_run = false;
    for c in folded(text) {
        let cjk = is_cjk(c);
        if !cjk && !c.is_alphanumeric() {
            in_run = false;
            continue;
        }
        match (runs.last_mut().filter(|_| in_run), cjk) {
            (Some(Run::Cjk(chars)), true) => chars.push(c),
            (Some(Run::Word(word)), false) => {
                if word.chars().count() < WORD_CHARS_MAX {
                    word.push(c);
                }
            }
            (_, true) => runs.push(Run::Cjk(vec![c])),
            (_, false) => runs.push(Run::Word(c.to_string())),
        }
        in_run = true;
    }
    runs
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    // What has no shape parts no word.
    let shaped = text.chars().filter(|c| !is_shapeless(*c));
    shaped.map(|c| if is_cjk(c) { simplified(c) } else { narrow(c) }).flat_map(lower)
}

/// In lower case; most letters have one form of it, a few have several characters.
fn lower(c: char) -> impl Iterator<Item = char> {
    let (one, several) = if c.is_ascii() {
        (Some(c.to_ascii_lowercase()), None)
    } else if is_cjk(c) {
        (Some(c), None)
    } else {
        (None, Some(c.to_lowercase()))
    };
    one.into_iter().chain(several.into_iter().flatten())
}

/// Full-width Latin letters, digits and signs as their ordinary forms.
fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

const HAN_FIRST: u32 = 0x4E00;
const HAN_LAST: u32 = 0x9FFF;

/// The simplified form of a traditional character. One character at a time,
/// so that what surrounds it cannot make index and query disagree.
pub fn simplified(c: char) -> char {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    let code = c as u32;
    if !(HAN_FIRST..=HAN_LAST).contains(&code) {
        return c;
    }
    let table = TABLE.get_or_init(|| {
        let one = |code| {
            let traditional = char::from_u32(code).unwrap_or(' ');
            fast2s::convert(&traditional.to_string()).chars().next().unwrap_or(traditional)
        };
        (HAN_FIRST..=HAN_LAST).map(one).collect()
    });
    table[(code - HAN_FIRST) as usize]
}

/// Scripts written without spaces between words.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, query: &str) -> bool {
        let tokens = tokens([text]);
        Query::parse(query).is_some_and(|query| {
            query.terms().iter().all(|term| match term {
                Term::Whole(word) => tokens.contains(word),
                Term::Beginning(word) => tokens.iter().any(|t| t.starts_with(word.as_str())),
            })
        })
    }

    #[test]
    fn two_characters_anywhere_in_a_sentence_are_found() {
        for query in ["退款", "要求", "强制购物", "导游", "款"] {
            assert!(found("导游强制购物,要求退款", query), "{query}");
        }
        assert!(!found("导游强制购物,要求退款", "购款"));
    }

    #[test]
    fn width_case_and_traditional_writing_make_no_difference() {
        assert!(found("要求退\u{200B}款，Ho\u{2060}tel", "退款") && found("Ho\u{2060}tel", "hotel"));
        assert!(found("要求退還訂金", "退还订金"));
        assert!(found("Ｈｏｔｅｌ １２３", "hotel"));
        assert!(found("HOTEL refunded nothing", "refund"));
    }

    #[test]
    fn a_telephone_number_is_found_whole_and_by_its_last_four_digits() {
        assert!(found("13812345678", "13812345678") && found("13812345678", "5678"));
        assert!(!found("13812345678", "1381"));
    }

    #[test]
    fn a_telephone_number_is_found_in_any_writing_and_by_its_first_six_digits() {
        let writings =
            ["13577770001", "135 7777 0001", "135-7777-0001", "+86 135 7777 0001", "+8613577770001", "8613577770001"];
        for text in writings {
            for query in writings {
                assert!(found(&format!("请回电 {text}，谢谢"), query), "{text} by {query}");
            }
            assert!(found(text, "135777") && found(text, "1357777"), "{text} by its first digits");
        }
        assert!(found("电话 (010) 6555-1234", "01065551234") && found("01065551234", "010 6555 1234"));
        assert!(!found("13577770001", "135778") && !found("13577770001", "13577"));
    }

    #[test]
    fn a_date_and_the_number_of_a_booking_are_no_telephone_numbers() {
        for text in ["2026-11-20", "2611-000123-7", "20261120", "2026 0001 0001"] {
            assert_eq!(telephone(text), None, "{text}");
            assert!(found(text, text), "{text}");
        }
    }

    #[test]
    fn a_case_number_is_found_by_its_parts() {
        assert!(found("HW-2611-000123-7", "HW-2611-000123-7") && found("HW-2611-000123-7", "000123"));
    }

    #[test]
    fn a_matter_told_again_is_alike_and_another_one_is_not() {
        let told = "导游强制购物，不买就不让上车，要求退还购物款";
        assert_eq!(likeness(told, told), 100);
        assert!(likeness(told, "我上周投诉过，导游强制购物，不买玉就不让上车，什么时候退购物款？") > 30);
        assert!(likeness(told, "酒店房间有霉味，空调不制冷，希望换房") < 10);
        assert_eq!(likeness("", "！"), 0);
    }

    #[test]
    fn signs_alone_search_for_nothing_and_cannot_break_a_query() {
        for text in ["", " ", "\"*\"", "'); --", "&|!", "（）"] {
            assert!(Query::parse(text).is_none(), "{text}");
        }
        let query = Query::parse("a\"b'c").unwrap();
        assert!(query.terms().iter().all(|t| matches!(t, Term::Whole(w) | Term::Beginning(w) if w.len() == 1)));
    }

    #[test]
    fn the_longest_text_stays_within_the_limit() {
        let text: String =
            (0x4E00..0x9FFF).chain(0x4E01..0x9FFE).filter_map(char::from_u32).cycle().take(100_000).collect();
        assert!(tokens([text.as_str()]).len() <= TOKENS_MAX);
    }
}
