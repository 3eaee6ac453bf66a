//! Backup while running, and restore into an empty place.

use crate::acts;
use crate::app::{App, AppOptions};
use crate::error::AppError;
use homeward_store::dialect::Location;
use std::fs::{self, File};
use std::path::Path;

/// Copies everything into one file, complete and flushed before it gets its
/// name. Blocks.
pub fn backup(app: &App, target: &Path) -> Result<(), AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", target.display()));
    if target.exists() {
        return Err(AppError::File(format!("{} is there already", target.display())));
    }
    let mut partial = target.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    if partial.exists() {
        fs::remove_file(partial).map_err(failed)?;
    }
    let copied = app.store().copy_to(partial).unwrap_or_else(|| {
        Err(homeward_store::StoreError::Broken("PostgreSQL is backed up by its own means, such as pg_dump".into()))
    });
    copied?;
    File::open(partial).and_then(|file| file.sync_all()).map_err(failed)?;
    fs::rename(partial, target).map_err(failed)?;
    sync_folder_of(target).map_err(failed)
}

/// Puts a backup into an empty place and replays the erasures that a journal
/// names, or that of the place itself. Tells how many cases were erased again.
pub async fn restore(source: &Path, options: AppOptions, journal: Option<&Path>) -> Result<u64, AppError> {
    let Location::Sqlite(target) = options.location.clone() else {
        return Err(AppError::File(
            "a backup is restored into the embedded database; PostgreSQL has its own means".into(),
        ));
    };
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", source.display()));
    if target.exists() {
        return Err(AppError::File(format!("{} is there already; restore into an empty place", target.display())));
    }
    fs::create_dir_all(&options.data).map_err(failed)?;
    let partial = target.with_extension("restoring");
    fs::copy(source, &partial).map_err(failed)?;
    File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
    let own = options.data.join(acts::JOURNAL);
    let journal = match journal {
        Some(path) => fs::read_to_string(path).map_err(|e| AppError::File(format!("{}: {e}", path.display())))?,
        None if own.exists() => fs::read_to_string(&own).map_err(failed)?,
        None => String::new(),
    };
    // Erasures are replayed before the database gets its name, so that no
    // crash can leave one that still holds what was erased.
    let unnamed = AppOptions { location: Location::Sqlite(partial.clone()), ..options };
    let app = tokio::task::spawn_blocking(move || App::open(unnamed)).await;
    let app = app.map_err(|e| AppError::File(e.to_string()))??;
    let erased = acts::replay_erasures(&app, &journal).await?;
    drop(app);
    fs::rename(&partial, &target).map_err(failed)?;
    sync_folder_of(&target).map_err(failed)?;
    Ok(erased)
}

fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
