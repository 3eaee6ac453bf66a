//! Finds personal data in a text that others will read: a publication, a
//! question to a supplier. It names what it found and never changes the text.

mod names;

pub use names::listed;

use crate::catalogue::spelled;
use crate::text::is_shapeless;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::LazyLock;

spelled! {
    /// What a text tells of a person.
    PersonalData {
        /// A name of somebody in the case.
        Name = "name",
        /// A telephone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A number of an identity card or passport.
        Identity = "identity",
        /// A number of a bank card.
        BankCard = "bank_card",
        /// A postal address down to the house.
        Address = "address",
        /// A chat account.
        ChatAccount = "chat_account",
        /// A number plate.
        NumberPlate = "number_plate",
        /// A number by which others know the case or its booking.
        Reference = "reference",
    }
}

/// One find: what it is, and the words that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub what: PersonalData,
    /// The words.
    pub words: String,
}

static PATTERNS: LazyLock<Vec<(PersonalData, Regex)>> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("the patterns are constants that a test compiles");
    vec![
        (PersonalData::Email, pattern(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
        (PersonalData::Identity, pattern(r"(?-u:\b)\d{6}(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d{4}[\dXx](?-u:\b)")),
        (PersonalData::Identity, pattern(r"(?-u:\b)[EGDSPHegdsph]\d{8}(?-u:\b)")),
        (PersonalData::BankCard, pattern(r"(?-u:\b)[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{3,7}(?-u:\b)")),
        (PersonalData::Phone, pattern(r"(?-u:\b)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?-u:\b)")),
        (PersonalData::Phone, pattern(r"(?-u:\b)0\d{2,3}[ -]?\d{7,8}(?-u:\b)")),
        (PersonalData::Phone, pattern(r"\+\d{1,3}(?:[ -]?\d){7,12}(?-u:\b)")),
        (PersonalData::ChatAccount, pattern(r"(?i)(?:微信号?|QQ|wechat|weixin|vx)[ :：]*[A-Za-z0-9][\w-]{4,19}")),
        (PersonalData::Address, pattern(r"\p{Han}{1,10}(?:路|街|道|巷|弄|胡同)\d+(?:弄\d+)?号")),
        (PersonalData::Address, pattern(r"\d+(?:号楼|栋|幢|单元)\d+(?:单元|层|室|号)")),
        (
            PersonalData::NumberPlate,
            pattern(r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][A-Z]·?[A-Z0-9]{5,6}"),
        ),
    ]
});

/// Numbers that people spell out so that no program finds them.
const SPELLED_OUT: [PersonalData; 3] = [PersonalData::Phone, PersonalData::Identity, PersonalData::BankCard];

/// What a text may not tell of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The names of everybody in it, which are found in other forms as well.
    pub names: Vec<String>,
    /// The numbers by which it and its bookings are known.
    pub numbers: Vec<String>,
}

/// Everything personal in a text. Full-width letters and digits are read like ordinary
/// ones, numbers in Chinese like those in digits, and each character as `simplified`
/// writes it.
pub fn find(text: &str, known: &Known, simplified: fn(char) -> char) -> Vec<Found> {
    let text = narrow(text);
    let mut left = text.clone();
    let mut found = Vec::new();
    for (what, pattern) in PATTERNS.iter() {
        for hit in pattern.find_iter(&left) {
            found.push(Found { what: *what, words: hit.as_str().to_owned() });
        }
        // What one pattern has named is not named again by another.
        left = pattern.replace_all(&left, "\u{fffc}").into_owned();
    }
    found.extend(spelled_out(&left));
    let read = |text: &str| -> String { narrow(text).chars().map(simplified).collect() };
    let simple = read(&text);
    let names = known.names.iter().filter_map(|name| Some((PersonalData::Name, names::pattern(&read(name))?)));
    let numbers = known.numbers.iter().filter_map(|own| Some((PersonalData::Reference, names::number(&read(own))?)));
    for (what, pattern) in names.chain(numbers) {
        let Some(hit) = names::told(&pattern, &simple) else { continue };
        let words = as_written(&text, &simple, hit.range());
        if !found.iter().any(|known| known.words == words) {
            found.push(Found { what, words });
        }
    }
    found
}

/// The words of a text that stand at a place in another form of it, which has as many
/// characters.
fn as_written(text: &str, form: &str, place: Range<usize>) -> String {
    let (from, count) = (form[..place.start].chars().count(), form[place].chars().count());
    text.chars().skip(from).take(count).collect()
}

/// Numbers of people that stand in Chinese numerals, in the words of the text.
fn spelled_out(text: &str) -> Vec<Found> {
    let digits: String = text.chars().map(|c| digit(c).unwrap_or(c)).collect();
    let patterns = PATTERNS.iter().filter(|(what, _)| SPELLED_OUT.contains(what));
    let hits = patterns.flat_map(|(what, pattern)| pattern.find_iter(&digits).map(|hit| (*what, hit)));
    let told = hits.map(|(what, hit)| Found { what, words: as_written(text, &digits, hit.range()) });
    // What stands in digits was named before.
    told.filter(|found| found.words.chars().any(|c| digit(c).is_some())).collect()
}

/// A Chinese numeral as a digit; 幺 is how a one is said in a telephone number.
const fn digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' | '幺' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

/// Full-width forms of ASCII as ASCII, and nothing that has no shape.
fn narrow(text: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().filter(|c| !is_shapeless(*c)).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<PersonalData> {
        let known = Known {
            names: ["欧阳小敏", "李", "趙蘭"].map(str::to_owned).into(),
            numbers: vec!["HW-2611-000345-1".into()],
        };
        let simplified = |c| match c {
            '歐' => '欧',
            '陽' => '阳',
            '趙' => '赵',
            '蘭' => '兰',
            _ => c,
        };
        find(text, &known, simplified).into_iter().map(|found| found.what).collect()
    }

    #[test]
    fn each_kind_of_personal_data_is_found() {
        for (text, what) in [
            ("请联系 13800138000 核实", PersonalData::Phone),
            ("请联系１３８００１３８０００核实", PersonalData::Phone),
            ("电话010-65123456", PersonalData::Phone),
            ("call +44 20 7946 0958", PersonalData::Phone),
            ("邮箱 someone@example.com。", PersonalData::Email),
            ("证件号 110101199003071234", PersonalData::Identity),
            ("护照 E12345678", PersonalData::Identity),
            ("退到 6222 0212 3456 7890 123", PersonalData::BankCard),
            ("微信：lucky_2026", PersonalData::ChatAccount),
            ("家住幸福路88号", PersonalData::Address),
            ("3号楼502室", PersonalData::Address),
            ("车牌京A·12345", PersonalData::NumberPlate),
            ("客人欧阳小敏反映", PersonalData::Name),
            ("电话一三八零零一三八零零零", PersonalData::Phone),
            ("请联系 138\u{200B}0013\u{2060}8000 核实", PersonalData::Phone),
            ("客人欧阳\u{200B}小敏反映", PersonalData::Name),
            ("打幺三八 零零幺三 8000", PersonalData::Phone),
            ("客人歐陽小敏反映", PersonalData::Name),
            ("客人赵兰反映", PersonalData::Name),
            ("见工单ＨＷ－2611－000345－1", PersonalData::Reference),
        ] {
            assert_eq!(kinds(text), [what], "{text}");
        }
    }

    #[test]
    fn a_plain_matter_is_clean() {
        for text in [
            "2026年11月20日，导游在行程外安排两次购物，每次约90分钟。",
            "退还自费项目费用 1,280.00 元，7 个工作日内到账。",
            "李先生一家的房间由标准间改为大床房。",
            "二〇二六年十一月二十日，两天一晚，一三五发团，九寨沟三日游。",
            "航班 CA1234 延误 4 小时，订单 HW-2611-000123-7。",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}
