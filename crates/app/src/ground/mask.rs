//! Personal data for those who need only a part of it.

/// A telephone number with its middle hidden: `138****1234`.
pub fn mask_phone(phone: &str) -> String {
    let chars: Vec<char> = phone.chars().collect();
    match chars.len() {
        0..=4 => "*".repeat(chars.len()),
        5..=7 => chars[..1].iter().chain(['*'; 4].iter()).chain(&chars[chars.len() - 2..]).collect(),
        n => chars[..3].iter().chain(['*'; 4].iter()).chain(&chars[n - 4..]).collect(),
    }
}

/// An e-mail address with most of its name hidden: `w****@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((name, host)) => format!("{}****@{host}", name.chars().next().unwrap_or('*')),
        None => "****".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_number_is_hidden() {
        assert_eq!(mask_phone("13812341234"), "138****1234");
        assert_eq!(mask_phone("12345"), "1****45");
        assert_eq!(mask_phone("123"), "***");
        assert_eq!(mask_email("wang.fang@example.com"), "w****@example.com");
    }
}
