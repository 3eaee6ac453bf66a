//! What a company says to have changed because of a complaint: what, or "nothing,
//! because …" with a reason of substance (journey §7, S4 §2.4.1).

/// Characters of a script without spaces that can say what was changed…
const SIGNS_MIN: usize = 4;
/// …and why nothing was.
const SIGNS_OF_REASON_MIN: usize = 6;
/// Words of other scripts that can say what was changed…
const WORDS_MIN: usize = 2;
/// …and why nothing was.
const WORDS_OF_REASON_MIN: usize = 3;
/// Fewer different letters say nothing at all.
const LETTERS_MIN: usize = 4;

/// Ways to say that nothing was changed; a longer one stands before its beginning.
const NOTHING: &[&str] = &[
    "没有作出改进",
    "没有任何改动",
    "没有任何改进",
    "没有改动",
    "没有改进",
    "没有变化",
    "没有措施",
    "无需改进",
    "无须改进",
    "不需要改进",
    "不用改进",
    "未作改动",
    "未作改进",
    "未改进",
    "无改进",
    "无改动",
    "无变化",
    "暂时没有",
    "暂无",
    "没有",
    "不用",
    "无",
    "not applicable",
    "nothing was changed",
    "nothing changed",
    "nothing has changed",
    "nothing",
    "no changes",
    "no change",
    "none",
    "n/a",
    "no",
];
/// What leads over to the reason.
const BECAUSE: &[&str] =
    &["原因是", "原因为", "原因", "因为", "由于", "因", "because of", "because", "since", "due to", "as"];

/// Whether words say what was changed, or why nothing was.
pub fn is_said(text: &str) -> bool {
    let text = bare(&text.to_lowercase());
    match without(&text, NOTHING) {
        Some(rest) => {
            let reason = without(rest, BECAUSE).unwrap_or(rest);
            has_substance(reason, SIGNS_OF_REASON_MIN, WORDS_OF_REASON_MIN)
        }
        None => has_substance(&text, SIGNS_MIN, WORDS_MIN),
    }
}

/// A text without what stands around its words.
fn bare(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// What stands behind one of these beginnings; none where the text begins otherwise. A
/// word of letters is one alone: "notices" does not begin with "no".
fn without<'a>(text: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    let rest = beginnings.iter().find_map(|beginning| {
        let rest = text.strip_prefix(beginning)?;
        let goes_on = beginning.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        (!goes_on).then_some(rest)
    })?;
    Some(rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

fn has_substance(text: &str, signs_min: usize, words_min: usize) -> bool {
    let is_sign = |c: &char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let signs = text.chars().filter(is_sign).count();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_lowercase)).count();
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() >= LETTERS_MIN && (signs >= signs_min || words >= words_min)
}

#[cfg(test)]
mod tests {
    use super::is_said;

    #[test]
    fn what_was_changed_or_why_nothing_was_is_said_in_words_of_substance() {
        for said in [
            "更换了车辆",
            "修订了行程单核对流程",
            "没有改动：一次性的个人失误，已当面批评。",
            "无，因为此事由航空公司临时停航引起，我们的流程没有缺口",
            "Drivers are trained anew.",
            "Nothing, because the airline alone cancelled the flight",
            "Notices at the desk were replaced",
        ] {
            assert!(is_said(said), "{said}");
        }
        for empty in [
            "",
            "  ",
            "无",
            "无。",
            "无,因为",
            "无，因为。",
            "没有",
            "没有改进，因为没有",
            "暂无",
            "。。。。。。",
            "啊啊啊啊啊啊啊啊",
            "无，因为个人",
            "nothing",
            "Nothing, because",
            "nothing, because no",
            "n/a",
            "ok",
            "changed",
            "1234567",
        ] {
            assert!(!is_said(empty), "{empty}");
        }
    }
}
