//! Backup while running.

use crate::app::App;
use crate::app::files::CASES;
use crate::files::strays;
use crate::ground::error::AppError;
use crate::upkeep::sweep;
use homeward_store::dialect::BackupFiles;
use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Copies everything into one file, files of cases included, complete and
/// flushed before it gets its name.
pub async fn backup(app: &App, target: &Path) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", target.display()));
    if target.exists() {
        return Err(AppError::File(format!("{} is there already", target.display())));
    }
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    if partial.exists() {
        fs::remove_file(&partial).map_err(failed)?;
    }
    let (copied, path) = (app.clone(), partial.clone());
    blocking(move || Ok(copied.store().copy_to(&path)?)).await?;
    carry_files(app, &partial).await?;
    File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(&partial, target).map_err(failed)?;
    sync_folder_of(target).map_err(failed)
}

/// Files come after the database: whatever it names is there by then. What an erasure
/// or an upload that was cut short has left is on its way out, and goes nowhere.
async fn carry_files(app: &App, backup: &Path) -> Result<(), AppError> {
    let files = BackupFiles::pack(backup)?;
    let mut left_over = HashSet::new();
    for (case, lying) in strays::by_case(app.files().lying(CASES).await?) {
        left_over.extend(sweep::left_over(app, case, lying).await?.into_iter().map(|stray| stray.lying.key));
    }
    for key in app.files().keys().await?.into_iter().filter(|key| !left_over.contains(key)) {
        // Gone since, by an erasure.
        if let Some(bytes) = app.files().get(&key).await? {
            files.add(&key, &bytes)?;
        }
    }
    Ok(files.close()?)
}

pub(crate) async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(run).await.map_err(|e| AppError::File(e.to_string()))?
}

pub(crate) fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
