//! The room on a disk, and what is said where there is none.

use crate::ground::error::AppError;
use homeward_store::StoreError;
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// What a look writes to find out, in bytes: a long message with its index has room
/// in as much.
const PROBE_BYTES: usize = 256 * 1024;
/// The file that it writes and removes again.
const PROBE: &str = ".room";

/// What the last look found.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    pub(crate) is_full: AtomicBool,
}

/// A folder that is not there, or may not be written to, is another matter.
pub(crate) fn has_room(folder: &Path) -> bool {
    let path = folder.join(PROBE);
    let mut options = OpenOptions::new();
    options.create(true).write(true).truncate(true);
    let written = options.open(&path).and_then(|mut file| file.write_all(&vec![0; PROBE_BYTES]));
    let _ = fs::remove_file(&path);
    !written.is_err_and(|error| is_without_room(&error))
}

/// What failed with a file: no room, or anything else.
pub(crate) fn file_error(what: impl std::fmt::Display, error: &(dyn Error + 'static)) -> AppError {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if one.downcast_ref::<std::io::Error>().is_some_and(is_without_room) {
            return StoreError::Full(format!("{what}: {error}")).into();
        }
        cause = one.source();
    }
    AppError::File(format!("{what}: {error}"))
}

fn is_without_room(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}
