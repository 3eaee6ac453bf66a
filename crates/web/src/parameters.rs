//! What stands behind the question mark of an address: where a list goes on, and what
//! nobody knows. A cursor is sort value and case of the last row, bound to the filters of
//! the list by their hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use homeward_app::FieldError;
use homeward_domain::record::Hash;
use sha2::{Digest as _, Sha256};

/// Writes a cursor for a list whose filters and sort are spelled so.
pub fn write_cursor(list: &str, (value, case): (i64, i64)) -> String {
    URL_SAFE_NO_PAD.encode(format!("{value}:{case}:{}", fingerprint(list)))
}

/// Reads a cursor; `None` where it is broken or belongs to another list.
pub fn read_cursor(list: &str, cursor: &str) -> Option<(i64, i64)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.split(':');
    let (value, case, print) = (parts.next()?, parts.next()?, parts.next()?);
    let is_of_list = parts.next().is_none() && print == fingerprint(list);
    if is_of_list { Some((value.parse().ok()?, case.parse().ok()?)) } else { None }
}

/// What is wrong with a parameter that a list does not take.
pub fn unknown_parameter(name: &str) -> FieldError {
    let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
    FieldError::new(shown, "unknown_parameter")
}

fn fingerprint(list: &str) -> String {
    Hash(Sha256::digest(list.as_bytes()).into()).to_hex()[..12].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_goes_on_in_its_own_list_alone() {
        let cursor = write_cursor("kind=complaint", (-5, 17));
        assert_eq!(read_cursor("kind=complaint", &cursor), Some((-5, 17)));
        assert_eq!(read_cursor("kind=praise", &cursor), None);
        for broken in ["", "x", "AAAA", &cursor[1..]] {
            assert_eq!(read_cursor("kind=complaint", broken), None, "{broken}");
        }
    }
}
