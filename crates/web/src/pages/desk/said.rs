//! What a page says of what was just done: done, done in part, or not done.

/// Words with how they are shown.
pub struct Said {
    pub words: String,
    /// Its class in the style sheet.
    pub class: &'static str,
    pub icon: &'static str,
}

impl Said {
    /// It was done.
    pub const fn done(words: String) -> Self {
        Self { words, class: "done", icon: "check" }
    }

    /// It was done, and something is left that must be known.
    pub const fn in_part(words: String) -> Self {
        Self { words, class: "warn", icon: "info" }
    }

    /// It was not done.
    pub const fn refused(words: String) -> Self {
        Self { words, class: "problem", icon: "x" }
    }
}
