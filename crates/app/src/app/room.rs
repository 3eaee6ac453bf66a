//! Looks whether there is room on the disks: of the database, of the files of cases, of
//! the journal of erasures. A full disk is degraded service, never wrong data.

use crate::app::App;
use crate::ground::disk::has_room;
use crate::ground::error::AppError;
use homeward_store::StoreError;
use std::path::Path;
use std::sync::atomic::Ordering;

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
