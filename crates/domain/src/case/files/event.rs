//! What can happen in this room.

use crate::Seq;
use crate::case::event::payload::{Payload, PutRight, facts};
use crate::case::who::Via;
use crate::record::ContentRef;
use serde::{Deserialize, Serialize};

facts! {
    /// What happened.
    Files: FileFact {
        FileAttached = "file_attached",
        FileMarked = "file_marked",
    }
}

/// A file belongs to it.
///
/// The file itself lies outside the database; what
/// proves it is in the body that `details` refers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileAttached {
    /// Its number in the case, from 1.
    pub file: i64,
    /// The entry it belongs to, where it belongs to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Seq>,
    /// Its type by its content, as `image/jpeg`.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// Its name, its hash and where it lies.
    pub details: ContentRef,
    /// The merged case by way of which it came, and from whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<Via>,
    /// Whether it is the scan of an identity paper.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_paper: bool,
}

impl Payload for FileAttached {
    fn contents(&self) -> Vec<ContentRef> {
        vec![self.details]
    }

    fn put_right(&self) -> PutRight {
        PutRight::By("corrections")
    }

    fn via(&self) -> Option<Via> {
        self.via
    }
}

/// A file was said to be the scan of an identity paper, or not to be one.
///
/// Who may open a marked file is said in
/// [`crate::looks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMarked {
    /// Which file, by its number in the case.
    pub file: i64,
    /// Whether it is the scan of an identity paper.
    pub is_paper: bool,
}

impl Payload for FileMarked {
    fn put_right(&self) -> PutRight {
        PutRight::By("file_mark")
    }
}
