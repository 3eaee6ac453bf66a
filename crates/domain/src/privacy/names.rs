//! The forms in which a name of somebody in a case may stand in a text: whole, the
//! family name with a title, the given name alone, in pinyin.

use pinyin::{Pinyin, ToPinyinMulti as _};
use regex::{Regex, escape};
use std::collections::BTreeSet;

/// The shortest name that is looked for; shorter ones stand in other words.
const CHARS_MIN: usize = 2;
/// The longest Chinese name of a person; what is longer is a company.
const PERSON_CHARS_MAX: usize = 4;

/// Family names of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "歐陽", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "端木", "司徒",
    "南宫", "长孙", "宇文", "轩辕", "独孤", "西门", "申屠", "闻人", "钟离", "淳于",
];

/// How people are called after their family name. 某 is not among them: it is how a
/// nameless text speaks of somebody.
const TITLES: &str =
    "先生|女士|小姐|太太|夫人|老师|导游|领队|经理|主管|店长|师傅|司机|阿姨|叔叔|大姐|大哥|同学|教授|医生|总";

/// Words for what somebody is and where they work, which stand beside names where people
/// are listed, or in their place.
const ROLES: &[&str] = &[
    "导游",
    "领队",
    "地接",
    "司机",
    "师傅",
    "经理",
    "店长",
    "前台",
    "客服",
    "服务员",
    "主管",
    "游客",
    "客人",
    "同行",
    "酒店",
    "旅行社",
    "公司",
    "门店",
    "餐厅",
    "客房",
    "店员",
    "员工",
    "不详",
    "未知",
];

/// A pattern that finds a name in each of its forms; none for one that is too short.
pub(super) fn pattern(name: &str) -> Option<Regex> {
    let name = name.trim();
    let chars: Vec<char> = name.chars().filter(|c| !c.is_whitespace() && *c != '·').collect();
    if chars.len() < CHARS_MIN {
        return None;
    }
    let forms = if chars.iter().all(|c| is_han(*c)) { of_chinese(&chars) } else { of_latin(name) };
    Regex::new(&forms.join("|")).ok()
}

fn of_chinese(chars: &[char]) -> Vec<String> {
    let whole: String = chars.iter().collect();
    let mut forms = vec![whole.clone()];
    if chars.len() > PERSON_CHARS_MAX {
        return forms;
    }
    let family_chars = if chars.len() > 2 && DOUBLE.iter().any(|name| whole.starts_with(name)) { 2 } else { 1 };
    let (family, given) = chars.split_at(family_chars);
    forms.push(format!("{}(?:{TITLES})", family.iter().collect::<String>()));
    if given.len() >= CHARS_MIN {
        forms.push(given.iter().collect());
    }
    if let (Some(family), Some(given)) = (sounds(family), sounds(given)) {
        forms.push(format!(r"(?i:(?-u:\b)(?:{family}[ -]?{given}|{given}[ -]?{family})(?-u:\b))"));
    }
    forms
}

/// The pinyin of some characters as a pattern, in every reading; none where one of
/// them has no sound.
fn sounds(chars: &[char]) -> Option<String> {
    let one = |c: &char| {
        let readings: BTreeSet<&str> = c.to_pinyin_multi()?.into_iter().map(Pinyin::plain).collect();
        let readings: Vec<String> = readings.into_iter().map(|sound| sound.replace('ü', "(?:ü|v|u)")).collect();
        Some(format!("(?:{})", readings.join("|")))
    };
    let syllables: Option<Vec<String>> = chars.iter().map(one).collect();
    Some(syllables?.join("[ '-]?"))
}

fn of_latin(name: &str) -> Vec<String> {
    let parts: Vec<String> = name.split_whitespace().map(escape).collect();
    let mut forms = vec![format!(r"(?i:(?-u:\b){}(?-u:\b))", parts.join(r"\s+"))];
    if let [first, .., last] = parts.as_slice() {
        forms.push(format!(r"(?i:(?-u:\b)(?:{last},?\s+{first}|(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{last})(?-u:\b))"));
    }
    forms
}

/// The Chinese names that stand in a list of people, as 导游李明、司机老张.
pub fn listed(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !is_han(c) && c != '·');
    let bare =
        parts.map(|part| ROLES.iter().fold(part, |rest, role| rest.trim_start_matches(role).trim_end_matches(role)));
    let names = bare.filter(|part| (CHARS_MIN..=PERSON_CHARS_MAX).contains(&part.chars().count()));
    names.map(str::to_owned).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, text: &str) -> bool {
        pattern(name).is_some_and(|pattern| pattern.is_match(text))
    }

    #[test]
    fn a_name_is_found_in_each_of_its_forms() {
        for (name, text) in [
            ("陈丽", "陈丽反映"),
            ("陈丽", "陈女士反映"),
            ("欧阳小敏", "欧阳女士的行李"),
            ("欧阳小敏", "小敏一家"),
            ("陈丽", "Ms Chen Li told us"),
            ("陈丽", "LI CHEN"),
            ("陈丽", "旅客chenli反映"),
            ("吕小明", "Lv Xiaoming"),
            ("单田芳", "Shan Tianfang"),
            ("Emma Brown", "emma  brown wrote"),
            ("Emma Brown", "Mrs. Brown wrote"),
            ("Emma Brown", "Brown, Emma"),
            ("三亚海岸酒店", "入住三亚海岸酒店当晚"),
        ] {
            assert!(finds(name, text), "{name}: {text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_left() {
        for (name, text) in [
            ("陈丽", "陈某反映"),
            ("陈丽", "陈列馆关门"),
            ("陈丽", "the kitchen lights"),
            ("李", "李先生一家"),
            ("Emma Brown", "a brown coach"),
            ("三亚海岸酒店", "三亚的酒店"),
        ] {
            assert!(!finds(name, text), "{name}: {text}");
        }
    }

    #[test]
    fn people_in_a_list_are_told_apart_from_what_they_are() {
        assert_eq!(listed("导游李明、司机老张，酒店前台"), ["李明", "老张"]);
        for nobody in ["不详", "酒店前台", "当天在场的所有游客都可以作证"] {
            assert!(listed(nobody).is_empty(), "{nobody}");
        }
    }
}
