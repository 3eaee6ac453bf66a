//! Why a rule of this room forbids a command.

use thiserror::Error;

/// The rule that forbids it, with its figures.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileRejection {
    /// The case has as many files as one case may have.
    #[error("files.too_many: at most {0}")]
    TooManyFiles(i64),
    /// The case has no such file.
    #[error("file.unknown: from 1 to {count}")]
    NoSuchFile {
        /// How many there are.
        count: i64,
    },
}

impl FileRejection {
    /// The code of the rule, and the field of a request that it speaks of, where it is not the
    /// state of the case that forbids the act.
    pub(in crate::case) const fn code_and_field(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::TooManyFiles(..) => ("too_many_files", None),
            Self::NoSuchFile { .. } => ("no_such_file", Some("file")),
        }
    }
}
