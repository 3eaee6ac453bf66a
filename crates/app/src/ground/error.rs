//! Everything that can keep a use case from being done, without words for
//! people: those are made at the edge, in the sender's language.

use homeward_domain::case::Rejection;
use homeward_domain::catalogue::RestrictionGround;
use homeward_domain::text::TextError;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::StoreError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field: `complainant.phone`.
    pub field: String,
    /// A stable code, which is also the key of the message.
    pub code: &'static str,
    /// What the message may name: a limit, the allowed values.
    pub detail: String,
}

impl FieldError {
    /// An error without detail.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, detail: String::new() }
    }

    /// An error that names a limit or the allowed values.
    pub fn with(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { field: field.into(), code, detail: detail.into() }
    }

    /// What is wrong with a text.
    pub fn of_text(field: impl Into<String>, error: TextError) -> Self {
        match error {
            TextError::Empty => Self::new(field, "empty"),
            TextError::TooLong(max) => Self::with(field, "too_long", max.to_string()),
            TextError::Control(code) => Self::with(field, "control_character", format!("U+{code:04X}")),
        }
    }
}

/// That the data of one who complains were erased because they asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedLink {
    /// When.
    pub at: Timestamp,
    /// Until when what proves a transaction is kept; nothing where all went.
    pub until: Option<Timestamp>,
}

/// An apology that was sent before, in another case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The case.
    pub case: String,
    /// The sentence.
    pub sentence: String,
}

/// How long a reason opens what is under restriction.
pub const SEEN_FOR: Span = Span::hours(1);

/// What somebody is told who may not see it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restricted {
    /// On what ground nobody sees it.
    pub ground: RestrictionGround,
    /// Since when.
    pub since: Timestamp,
    /// Until when it must be kept, where an erasure was refused.
    pub until: Option<Timestamp>,
    /// Whether they may open it once they say why.
    pub may_open: bool,
}

/// Why a picture cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotShown {
    /// It is of a kind that is not read here: HEIC, AVIF, TIFF, BMP.
    Format,
    /// It has more pixels than are read here.
    TooLarge,
    /// It is cut off, or does not read as what it says it is.
    Damaged,
    /// The process that copies it came to nothing.
    NotMade,
}

impl NotShown {
    /// As the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::TooLarge => "too_large",
            Self::Damaged => "damaged",
            Self::NotMade => "not_made",
        }
    }
}

/// Why a use case was not done.
#[derive(Debug, Error)]
pub enum AppError {
    /// The request does not read as one.
    #[error("the request is malformed: {0}")]
    Malformed(String),
    /// Fields that no case could have.
    #[error("fields are invalid: {0:?}")]
    Invalid(Vec<FieldError>),
    /// A query that names something unknown.
    #[error("the query is invalid: {0:?}")]
    BadQuery(Vec<FieldError>),
    /// Longer than a limit allows.
    #[error("{field} is larger than {max}")]
    TooLarge {
        /// Which field.
        field: String,
        /// The limit.
        max: usize,
    },
    /// More files at once than the limit.
    #[error("more than {0} files were sent at once")]
    TooManyFiles(usize),
    /// More bytes before the content of a part of a form than the limit.
    #[error("what stands before a part of the form is larger than {0}")]
    HeadTooLong(usize),
    /// More fields in one form than the limit.
    #[error("more than {0} fields were sent at once")]
    TooManyParts(usize),
    /// Not there, or not for this caller.
    #[error("not found")]
    NotFound,
    /// A private link that was never ours, or of a case that is not there.
    #[error("there is no such link")]
    NoSuchLink,
    /// A private link that a newer one has replaced.
    #[error("the link was replaced")]
    OldLink,
    /// A private link that was shut, and no other was given in its place.
    #[error("the link was shut")]
    ShutLink,
    /// The private link of one of several who complain, whose data were erased.
    #[error("the data of whose link it is were erased")]
    ErasedLink(ErasedLink),
    /// Nobody, or somebody unknown.
    #[error("who is asking is not known")]
    Unauthenticated,
    /// Known, but without the right.
    #[error("the scope {0} is missing")]
    Forbidden(String),
    /// A setting that holds for more than the caller's units.
    #[error("it holds beyond the caller's units")]
    BeyondUnit,
    /// The original of a picture, which is open to few.
    #[error("the original is sealed")]
    Sealed,
    /// The scan of an identity paper, which opens for a reason.
    #[error("the identity paper opens for a reason")]
    PaperClosed,
    /// A picture of which there is no copy to show.
    #[error("the picture cannot be shown: {0:?}")]
    NotShown(NotShown),
    /// What would be given goes beyond what the giver has.
    #[error("more would be given than the giver has: {0:?}")]
    Beyond(Vec<FieldError>),
    /// Under restriction, and the caller has not said why they must see it.
    #[error("under restriction")]
    Restricted(Restricted),
    /// A rule of the case forbids it.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The sender's reference is known already.
    #[error("the external reference belongs to case {0}")]
    KnownReference(String),
    /// The idempotency key was used for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The apology is nearly the same as one that was sent before.
    #[error("the apology is nearly that of case {}", .0.case)]
    RepeatedApology(Earlier),
    /// The case has changed since the caller read it.
    #[error("the case has changed; its last entry is {0}")]
    Stale(i64),
    /// An erasure stands, and files of it are still to be removed.
    #[error("the erasure stands, and files of it are still to be removed")]
    FilesLeft,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Somebody outside the program does not do their part.
    #[error("{0}")]
    Outside(String),
    /// A file outside the database failed.
    #[error("{0}")]
    File(String),
}

impl AppError {
    /// What is over a limit, as a mistake of its field; none of another error.
    pub fn over(&self) -> Option<FieldError> {
        Some(match self {
            Self::TooLarge { field, max } => FieldError::with(field, "too_long", max.to_string()),
            Self::TooManyFiles(max) => FieldError::with("file", "too_many_files", max.to_string()),
            Self::TooManyParts(max) => FieldError::with("body", "too_many_parts", max.to_string()),
            Self::HeadTooLong(max) => FieldError::with("body", "head_too_long", max.to_string()),
            _ => return None,
        })
    }
}
