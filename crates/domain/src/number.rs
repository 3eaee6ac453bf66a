//! Case numbers: short, speakable, with a check character.

use crate::CaseId;
use crate::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A case number such as `HW-2611-000123-7`: year and month of the record,
/// the serial, and an ISO/IEC 7064 MOD 11,10 check digit over the serial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CaseNumber {
    year: i16,
    month: i8,
    serial: CaseId,
}

impl CaseNumber {
    /// The number of the case with this serial, recorded at this time. Year
    /// and month are those of UTC, so that every copy of the program agrees.
    pub fn new(serial: CaseId, recorded_at: Timestamp) -> Self {
        let date = recorded_at.to_jiff().to_zoned(jiff::tz::TimeZone::UTC).date();
        Self { year: date.year() % 100, month: date.month(), serial }
    }

    /// The serial, which is also the case's identity inside the installation.
    pub const fn serial(self) -> CaseId {
        self.serial
    }

    /// Reads a number as people write it: any case, spaces around it. `None`
    /// where the form or the check digit is wrong, as after a slip of the pen.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        let mut parts = upper.strip_prefix("HW-")?.split('-');
        let (period, serial, check) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || period.len() != 4 || !digits(period) || !digits(serial) {
            return None;
        }
        if !(6..=18).contains(&serial.len()) || check.len() != 1 || !digits(check) {
            return None;
        }
        let number =
            Self { year: period[..2].parse().ok()?, month: period[2..].parse().ok()?, serial: serial.parse().ok()? };
        let well_formed = (1..=12).contains(&number.month) && number.to_string() == upper;
        well_formed.then_some(number)
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let serial = format!("{:06}", self.serial);
        write!(f, "HW-{:02}{:02}-{serial}-{}", self.year, self.month, check_digit(&serial))
    }
}

impl Serialize for CaseNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CaseNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a case number"))
    }
}

/// ISO/IEC 7064 MOD 11,10 over a string of digits.
fn check_digit(digits: &str) -> u32 {
    let product = digits.chars().filter_map(|c| c.to_digit(10)).fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    fn november_2026() -> Timestamp {
        Timestamp::parse("2026-11-20T15:00:00+08:00").unwrap()
    }

    #[test]
    fn the_number_of_the_contract_is_made_and_read() {
        let number = CaseNumber::new(123, november_2026());
        assert_eq!(number.to_string(), "HW-2611-000123-7");
        assert_eq!(CaseNumber::parse(" hw-2611-000123-7 "), Some(number));
    }

    #[test]
    fn a_serial_may_outgrow_six_digits() {
        let text = CaseNumber::new(12_345_678, november_2026()).to_string();
        assert_eq!(CaseNumber::parse(&text).map(CaseNumber::serial), Some(12_345_678));
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_neighbours_are_noticed() {
        for serial in [7_i64, 123, 40_512, 999_999] {
            let number = CaseNumber::new(serial, november_2026()).to_string();
            let bytes = number.as_bytes();
            for i in 8..14 {
                for digit in b'0'..=b'9' {
                    let mut wrong = bytes.to_vec();
                    wrong[i] = digit;
                    let wrong = String::from_utf8(wrong).unwrap();
                    assert_eq!(CaseNumber::parse(&wrong).is_some(), wrong == number, "{wrong}");
                }
            }
        }
    }

    #[test]
    fn other_writings_are_refused() {
        for text in
            ["", "HW-2611-000123", "HW-2613-000123-7", "HW-2611-0123-7", "HW-2611-000123-7-1", "XX-2611-000123-7"]
        {
            assert_eq!(CaseNumber::parse(text), None, "{text}");
        }
    }
}
