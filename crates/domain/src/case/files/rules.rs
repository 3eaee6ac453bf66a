//! Files that belong to a case.

use crate::Seq;
use crate::case::command::NewFile;
use crate::case::decision::Decision;
use crate::case::event::{FileAttached, FileMarked};
use crate::case::rejection::{FileRejection, Rejection};
use crate::catalogue::State;

/// The most files of one case. Whoever needs more has the wrong case.
pub const FILES_MAX: i64 = 500;

pub(in crate::case) fn attach(
    decision: &mut Decision,
    about: Option<Seq>,
    files: Vec<NewFile>,
) -> Result<(), Rejection> {
    // A sealed file stays as it was sealed; what is merged goes on elsewhere.
    if matches!(decision.case().state(), State::Archived | State::Merged) {
        return Err(decision.forbidden("files"));
    }
    if let Some(seq) = about.filter(|seq| decision.case().entry(*seq).is_none()) {
        return Err(Rejection::NoSuchEntry(seq));
    }
    for NewFile { media_type, bytes, details, is_paper } in files {
        let file = decision.case().files.count + 1;
        if file > FILES_MAX {
            return Err(Rejection::Files(FileRejection::TooManyFiles(FILES_MAX)));
        }
        let via = decision.via();
        decision.push(FileAttached { file, about, media_type, bytes, details, via, is_paper });
    }
    Ok(())
}

/// Says whether a file is the scan of an identity paper, in every state of a case: what
/// is sealed or merged is looked at too.
pub(in crate::case) fn mark(decision: &mut Decision, file: i64, is_paper: bool) -> Result<(), Rejection> {
    let count = decision.case().files.count;
    if !(1..=count).contains(&file) {
        return Err(Rejection::Files(FileRejection::NoSuchFile { count }));
    }
    if decision.case().files.papers.contains(&file) == is_paper {
        return Err(Rejection::NothingToChange);
    }
    decision.push(FileMarked { file, is_paper });
    Ok(())
}
