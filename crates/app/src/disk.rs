//! Whether there is room on the disks: of the database, of the files of cases, of
//! the journal of erasures. A full disk is degraded service, never wrong data.

use crate::app::App;
use crate::error::AppError;
use homeward_store::StoreError;
use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a look writes to find out, in bytes: a long message with its index has room
/// in as much.
const PROBE_BYTES: usize = 256 * 1024;
/// The file that it writes and removes again.
const PROBE: &str = ".room";

/// What the last look found.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    is_full: AtomicBool,
}

/// Looks whether there is room everywhere, and remembers it for the pages.
pub async fn look(app: &App) -> bool {
    let options = app.options().clone();
    let folders = tokio::task::spawn_blocking(move || {
        let journal = options.journal_path();
        let beside = journal.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        [options.data.as_path(), &options.files_path(), beside].into_iter().all(has_room)
    });
    let in_folders = folders.await.unwrap_or(true);
    let in_database = !app.store().was_full() || app.store().has_room().await;
    let is_full = !(in_folders && in_database);
    if is_full != app.disk().is_full.swap(is_full, Ordering::Relaxed) {
        tracing::warn!(is_full, "the room on the disk has changed");
    }
    is_full
}

/// Whether the last look, or a write since, found no room.
pub fn is_full(app: &App) -> bool {
    app.disk().is_full.load(Ordering::Relaxed) || app.store().was_full()
}

/// Refuses what must not be begun without room to end it.
pub(crate) async fn must_have_room(app: &App) -> Result<(), AppError> {
    if look(app).await { Err(StoreError::Full("no room was found before".into()).into()) } else { Ok(()) }
}

/// A folder that is not there, or may not be written to, is another matter.
fn has_room(folder: &Path) -> bool {
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
