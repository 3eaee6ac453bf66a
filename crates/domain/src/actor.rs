//! Who did something.

use std::fmt;

/// The doer of an act, as written in the `actor` column of an event. It names
/// an account by its number, never a person, so that it survives an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A member of staff, by number.
    Staff(i64),
    /// A program, by the number of its API token.
    Token(i64),
    /// An import from a file, by the number of its source.
    Import(i64),
    /// A complainant by a private link: which of the case, from 1.
    Complainant(i64),
    /// A rule of the company, by the number of its version.
    Rule(i64),
    /// The program itself: clocks that ran out, pauses that ended.
    System,
}

impl Actor {
    /// Reads the written form; `None` where it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None if text == "system" => Some(Self::System),
            Some(("staff", id)) => Some(Self::Staff(id.parse().ok()?)),
            Some(("token", id)) => Some(Self::Token(id.parse().ok()?)),
            Some(("import", id)) => Some(Self::Import(id.parse().ok()?)),
            Some(("complainant", id)) => Some(Self::Complainant(id.parse().ok()?)),
            Some(("rule", id)) => Some(Self::Rule(id.parse().ok()?)),
            _ => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Token(id) => write!(f, "token:{id}"),
            Self::Import(id) => write!(f, "import:{id}"),
            Self::Complainant(id) => write!(f, "complainant:{id}"),
            Self::Rule(id) => write!(f, "rule:{id}"),
            Self::System => f.write_str("system"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_form_reads_back() {
        for actor in
            [Actor::Staff(7), Actor::Token(1), Actor::Import(3), Actor::Complainant(2), Actor::Rule(9), Actor::System]
        {
            assert_eq!(Actor::parse(&actor.to_string()), Some(actor));
        }
        assert_eq!(Actor::parse("staff:"), None);
        assert_eq!(Actor::parse("nobody"), None);
    }
}
