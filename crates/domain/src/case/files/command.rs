//! What can be wanted in this room.

use crate::Seq;
use crate::record::ContentRef;

/// Wants something done.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Let files belong to the case.
    AttachFiles {
        /// The entry they belong to.
        about: Option<Seq>,
        /// The files, which lie where they are kept.
        files: Vec<NewFile>,
    },
    /// Say whether a file is the scan of an identity paper.
    MarkFile {
        /// Which file, from 1.
        file: i64,
        /// Whether it is one.
        is_paper: bool,
    },
}

/// A file that lies where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its type by its content.
    pub media_type: String,
    /// Its length.
    pub bytes: i64,
    /// Its name, its hash and where it lies.
    pub details: ContentRef,
    /// Whether it is the scan of an identity paper.
    pub is_paper: bool,
}
