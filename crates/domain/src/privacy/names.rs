//! The forms in which a name of somebody in a case may stand in a text: whole, drawn
//! apart or with a sign in the place of a character, the family name or the end of the
//! given name with a title, the given name alone, in pinyin.

use pinyin::{Pinyin, ToPinyinMulti as _};
use regex::{Match, Regex, escape};
use std::collections::BTreeSet;

/// The shortest name that is looked for; shorter ones stand in other words.
const CHARS_MIN: usize = 2;
/// The longest Chinese name of a person; what is longer is a company.
const PERSON_CHARS_MAX: usize = 4;
/// The shortest number that is looked for.
const SIGNS_MIN: usize = 5;

/// Family names of two characters.
const DOUBLE: &[&str] = &[
    "欧阳", "歐陽", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "端木", "司徒",
    "南宫", "长孙", "宇文", "轩辕", "独孤", "西门", "申屠", "闻人", "钟离", "淳于",
];

/// How people are called after their family name. 某 is not among them: it is how a
/// nameless text speaks of somebody.
const TITLES: &str =
    "先生|女士|小姐|太太|夫人|老师|导游|领队|经理|主管|店长|师傅|司机|阿姨|叔叔|大姐|大哥|同学|教授|医生|总";

/// How people are called after the end of their given name, which stands in many words.
const CLOSE_TITLES: &str = "先生|女士|小姐|太太|夫人|老师|导游|领队|经理|主管|店长|师傅|阿姨|叔叔|大姐|大哥";

/// What stands behind a guide who is called 陈导: nothing that makes another word of it,
/// as in 方导致 or 双方导购.
const BEHIND_GUIDE: &str = "(?:[^致航购弹师览播入出向引医诊体管论语流读热电线火盲员服轨报]|$)";

/// What may stand before the end of a given name with a title: no character of a longer
/// word, as in 英文导游 or 上海导游.
const BEFORE: &str = r"(?:^|[^\u{3400}-\u{9fff}]|客人|旅客|游客|顾客|导游|领队|[由请与和向被的是对跟让给找])";

/// What a name of two characters is drawn apart with; a comma there parts two words.
const GAP: &str = r"[\s·・•‧.*_-]{0,2}";
/// What a longer one is drawn apart with.
const WIDE_GAP: &str = r#"[\s·・•‧.*_,、，。…~/|\\'"“”‘’()（）—–-]{0,2}"#;
/// What stands in the place of a character. 某 is not among it, as in [`TITLES`].
const BLOT: &str = "[*×○●□■△]";

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
    if chars.len() > PERSON_CHARS_MAX {
        return vec![apart(chars, GAP)];
    }
    let mut forms = vec![apart(chars, if chars.len() > 2 { WIDE_GAP } else { GAP })];
    let family_chars = if chars.len() > 2 && DOUBLE.iter().any(|name| whole.starts_with(name)) { 2 } else { 1 };
    let (family, given) = chars.split_at(family_chars);
    let called: String = family.iter().collect();
    forms.push(format!("{called}(?:{TITLES})"));
    forms.push(format!("({called}导){BEHIND_GUIDE}"));
    forms.extend(given.last().map(|last| format!("{BEFORE}({last}(?:{CLOSE_TITLES}))")));
    if let [first, .., last] = given {
        forms.push(given.iter().collect());
        forms.push(format!("{called}(?:{BLOT}{{1,2}}{last}|{first}{BLOT})"));
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

/// The characters of a name, near each other.
fn apart(chars: &[char], gap: &str) -> String {
    chars.iter().map(char::to_string).collect::<Vec<_>>().join(gap)
}

/// The words of a find without what had to stand beside them.
pub(super) fn told<'t>(pattern: &Regex, text: &'t str) -> Option<Match<'t>> {
    let found = pattern.captures(text)?;
    found.iter().skip(1).flatten().next().or_else(|| found.get(0))
}

/// A pattern that finds a number of a case or a booking, however its parts are drawn
/// together or apart; none for one that is too short or has no digit, which stands in
/// other words.
pub(super) fn number(number: &str) -> Option<Regex> {
    let signs: Vec<String> = number.chars().filter(|c| c.is_alphanumeric()).map(|c| escape(&c.to_string())).collect();
    if signs.len() < SIGNS_MIN || !number.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    // Digits alone, drawn apart otherwise than they are, may be a day.
    let is_of_digits = signs.iter().all(|sign| sign.parse::<u8>().is_ok());
    let as_written = || format!("{}|{}", signs.concat(), escape(number.trim()));
    let whole = if is_of_digits { as_written() } else { signs.join(r"[\s·._/-]{0,2}") };
    Regex::new(&format!(r"(?i)(?:^|[^A-Za-z0-9])({whole})(?:[^A-Za-z0-9]|$)")).ok()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, text: &str) -> bool {
        pattern(name).is_some_and(|pattern| told(&pattern, text).is_some())
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
            ("欧阳若兰", "欧 阳 若 兰反映"),
            ("欧阳若兰", "欧·阳·若·兰反映"),
            ("欧阳若兰", "欧，阳，若，兰"),
            ("欧阳若兰", "欧阳*兰反映"),
            ("欧阳若兰", "欧阳若*反映"),
            ("陈大文", "陈×文带队"),
            ("陈丽", "陈 丽反映"),
            ("欧阳若兰", "客人兰女士说"),
            ("欧阳若兰", "兰女士说"),
            ("陈丽", "由丽老师带队"),
            ("陈大文", "当地陈导不予协助"),
            ("陈大文", "投诉陈导"),
            ("陈大文", "陈导游不予协助"),
            ("阿依古丽·买买提", "阿依古丽 买买提"),
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
            ("桃李明", "桃花开时，李子明年"),
            ("王海", "国王，海鲜"),
            ("王海", "上海导游中途离开"),
            ("张文", "英文导游没有来"),
            ("欧阳若兰", "荷兰女士"),
            ("李明", "应说明导游情况"),
            ("高明", "提高导致涨价，另有导航"),
            ("方大海", "双方导购"),
            ("陈丽", "陈*反映"),
        ] {
            assert!(!finds(name, text), "{name}: {text}");
        }
    }

    #[test]
    fn a_number_is_found_as_people_write_it_and_not_within_another() {
        let finds = |own: &str, text: &str| number(own).is_some_and(|pattern| told(&pattern, text).is_some());
        for (own, text) in [
            ("HW-2611-000123-7", "工单HW-2611-000123-7。"),
            ("HW-2611-000123-7", "hw2611 000123 7"),
            ("B-7788", "订单b7788的款项"),
            ("20261120", "订单20261120的款项"),
            ("12315-99017", "平台12315-99017来件"),
            ("12315-99017", "平台1231599017来件"),
            ("春游-26018", "春游26018团"),
        ] {
            assert!(finds(own, text), "{own}: {text}");
        }
        for (own, text) in [
            ("HW-2611-000123-7", "HW-2611-000123-71"),
            ("B-1", "B-1座"),
            ("三亚五日游", "三亚五日游"),
            ("20261120", "2026-11-20 出发"),
        ] {
            assert!(!finds(own, text), "{own}: {text}");
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
