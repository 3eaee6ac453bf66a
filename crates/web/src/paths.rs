//! The addresses of pages, so that nobody puts one together by hand.

/// An act on a case; `part` is the number of what it is about.
pub fn act(number: &str, act: &str, part: Option<i64>) -> String {
    let part = part.map(|part| format!("?part={part}")).unwrap_or_default();
    format!("/desk/cases/{number}/acts/{act}{part}")
}
