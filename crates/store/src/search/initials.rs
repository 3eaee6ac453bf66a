//! The initials of a Chinese name in pinyin, as people type them: `wf` for 王芳.

use pinyin::{Pinyin, ToPinyinMulti as _};
use std::collections::BTreeSet;

/// The longest name that has initials, in characters.
const NAME_CHARS_MAX: usize = 8;
/// The most readings that are kept: some characters have several.
const READINGS_MAX: usize = 8;

/// Every way to read the initials of a name; none where it is not all Chinese.
pub fn initials(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace() && *c != '·').collect();
    if !(2..=NAME_CHARS_MAX).contains(&chars.len()) {
        return Vec::new();
    }
    let mut readings = vec![String::new()];
    for c in chars {
        let Some(sounds) = c.to_pinyin_multi() else { return Vec::new() };
        let letters: BTreeSet<&str> = sounds.into_iter().map(Pinyin::first_letter).collect();
        let longer = readings.iter().flat_map(|before| letters.iter().map(move |letter| format!("{before}{letter}")));
        readings = longer.take(READINGS_MAX).collect();
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_initials_in_every_reading() {
        assert!(initials("王芳").contains(&"wf".to_owned()));
        assert!(initials("歐陽娜娜").contains(&"oynn".to_owned()));
        assert!(initials("曾伟").contains(&"zw".to_owned()) && initials("曾伟").contains(&"cw".to_owned()));
        assert!(initials("单田芳").contains(&"stf".to_owned()));
    }

    #[test]
    fn what_is_no_chinese_name_has_none() {
        for name in ["", "王", "Wang Fang", "王Fang", "导游强制购物要求退款"] {
            assert!(initials(name).is_empty(), "{name}");
        }
    }
}
