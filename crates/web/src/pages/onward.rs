//! Where a request asks to be sent afterwards: to a path of ours, never elsewhere.

use crate::frame::PageError;
use crate::language::Language;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

/// The address that a query names under `to` or `back`, where it is a path of ours.
pub struct Onward(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for Onward {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).unwrap_or_default();
        let told = query.iter().find(|(name, _)| name == "to" || name == "back");
        let told = told.map_or(Ok(None), |(_, told)| own_path(told));
        told.map(Self).map_err(|Unfit| PageError::bad_request(Language::of(&parts.headers)))
    }
}

/// No address at all: it holds what browsers leave out before they read it, so
/// that it would not be the path that it seems to be.
#[derive(Debug, PartialEq, Eq)]
struct Unfit;

/// A path of ours as a header can carry it; none where the address is elsewhere.
/// Browsers read `\` as `/`, so an address with one is not taken for a path.
fn own_path(told: &str) -> Result<Option<String>, Unfit> {
    if told.chars().any(char::is_control) {
        return Err(Unfit);
    }
    let is_ours = told.starts_with('/') && !told.starts_with("//") && !told.contains('\\');
    Ok(is_ours.then(|| told.bytes().map(sendable).collect()))
}

fn sendable(byte: u8) -> String {
    if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    #[test]
    fn only_paths_of_ours_are_gone_on_to() {
        for elsewhere in ["", "desk", "//evil.test", "/\\evil.test", "\\\\evil.test", "https://evil.test", "/a\\b"] {
            assert_eq!(own_path(elsewhere), Ok(None), "{elsewhere}");
        }
        for unfit in
            ["/\t/evil.test", "\t//evil.test", "/\n/evil.test", "/desk\r\nx: y", "/\u{0}", "/\u{85}", "/\u{7f}"]
        {
            assert_eq!(own_path(unfit), Err(Unfit), "{unfit:?}");
        }
        assert_eq!(own_path("/desk/now?unit=BJ#a").unwrap().unwrap(), "/desk/now?unit=BJ#a");
        assert_eq!(own_path("/desk?q=购 物").unwrap().unwrap(), "/desk?q=%E8%B4%AD%20%E7%89%A9");
    }

    proptest! {
        #[test]
        fn whatever_is_taken_can_be_sent_and_stays_with_us(told in "[/\\\\\\PC\t\n .a-z]{0,12}") {
            if let Ok(Some(path)) = own_path(&told) {
                prop_assert!(HeaderValue::try_from(path.as_str()).is_ok());
                prop_assert!(path.starts_with('/') && !path[1..].starts_with(['/', '\\']));
            }
        }
    }
}
