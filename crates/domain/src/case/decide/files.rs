//! Files that belong to a case.

use super::draft::Draft;
use crate::Seq;
use crate::case::command::NewFile;
use crate::case::event::FileAttached;
use crate::case::rejection::Rejection;
use crate::catalogue::State;

/// The most files of one case. Whoever needs more has the wrong case.
pub const FILES_MAX: i64 = 500;

pub(super) fn attach(draft: &mut Draft, about: Option<Seq>, files: Vec<NewFile>) -> Result<(), Rejection> {
    // A sealed file stays as it was sealed; what is merged goes on elsewhere.
    if matches!(draft.case().state(), State::Archived | State::Merged) {
        return Err(draft.forbidden("files"));
    }
    if let Some(seq) = about.filter(|seq| draft.case().entry(*seq).is_none()) {
        return Err(Rejection::NoSuchEntry(seq));
    }
    for NewFile { media_type, bytes, details } in files {
        let file = draft.case().files + 1;
        if file > FILES_MAX {
            return Err(Rejection::TooManyFiles(FILES_MAX));
        }
        let via = draft.via();
        draft.push(FileAttached { file, about, media_type, bytes, details, via });
    }
    Ok(())
}
