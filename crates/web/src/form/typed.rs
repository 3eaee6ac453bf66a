//! What was typed into a form.

/// What was typed, field by field; a field with several values stands several times.
pub type Typed = Vec<(String, String)>;

/// The values of a field that were typed, without empty ones.
pub fn values<'a>(typed: &'a Typed, path: &str) -> Vec<&'a str> {
    let of_path = typed.iter().filter(|(name, value)| name == path && !value.trim().is_empty());
    of_path.map(|(_, value)| value.as_str()).collect()
}

/// What was typed into a field of one value; empty where nothing was.
pub fn first<'a>(typed: &'a Typed, path: &str) -> &'a str {
    values(typed, path).first().copied().unwrap_or_default()
}
