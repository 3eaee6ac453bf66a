//! Backup while running, and restore into an empty place.

use crate::acts;
use crate::app::{App, AppOptions};
use crate::error::AppError;
use crate::files;
use crate::record;
use homeward_store::dialect::{Location, Luggage};
use homeward_store::{Store, search};
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

/// Files come after the database: whatever it names is there by then.
async fn carry_files(app: &App, backup: &Path) -> Result<(), AppError> {
    let luggage = Luggage::pack(backup)?;
    for key in app.files().keys().await? {
        // Gone since, by an erasure.
        if let Some(bytes) = app.files().get(&key).await? {
            luggage.add(&key, &bytes)?;
        }
    }
    Ok(luggage.close()?)
}

/// Puts the files of a backup where they belong, but those of erased cases, and
/// leaves the database without them.
async fn unpack_files(app: &App, backup: &Path, journal: &str) -> Result<(), AppError> {
    let luggage = Luggage::pack(backup)?;
    let erased = acts::erased_cases(journal);
    for key in luggage.keys()? {
        if !files::case_of(&key).is_some_and(|case| erased.contains(&case)) {
            app.files().put_back(&key, luggage.bytes(&key)?).await?;
        }
    }
    Ok(luggage.empty()?)
}

/// Puts a backup into an empty place, whichever database it came from, and
/// replays the erasures that a journal names, or that of the place itself.
/// Tells how many cases were erased again.
pub async fn restore(source: &Path, options: AppOptions, journal: Option<&Path>) -> Result<u64, AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", source.display()));
    fs::create_dir_all(&options.data).map_err(failed)?;
    let journal = read_journal(&options, journal)?;
    match options.location.clone() {
        Location::Sqlite(target) => {
            if target.exists() {
                let there = format!("{} is there already; restore into an empty place", target.display());
                return Err(AppError::File(there));
            }
            let (partial, erased) = prepare(source, &options, &journal).await?;
            fs::rename(&partial, &target).map_err(failed)?;
            sync_folder_of(&target).map_err(failed)?;
            Ok(erased)
        }
        Location::Postgres(url) => {
            let (partial, erased) = prepare(source, &options, &journal).await?;
            let filled = partial.clone();
            blocking(move || Ok(Store::fill_server(&filled, &url)?)).await?;
            fs::remove_file(&partial).map_err(failed)?;
            let app = blocking(|| App::open(options)).await?;
            record::rebuild(&app).await?;
            close(app).await?;
            Ok(erased)
        }
    }
}

/// A copy of the backup with erasures replayed and the index complete, before
/// it gets a name that anybody opens: no crash can leave a database that still
/// holds what was erased.
async fn prepare(source: &Path, options: &AppOptions, journal: &str) -> Result<(PathBuf, u64), AppError> {
    let failed = |e: std::io::Error| AppError::File(format!("{}: {e}", source.display()));
    let partial = options.data.join("homeward.restoring");
    fs::copy(source, &partial).map_err(failed)?;
    File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
    let unnamed = AppOptions { location: Location::Sqlite(partial.clone()), ..options.clone() };
    let app = blocking(|| App::open(unnamed)).await?;
    let to_server = matches!(options.location, Location::Postgres(_));
    if !to_server && app.store().read(search::is_empty).await? {
        record::rebuild(&app).await?;
    }
    let erased = acts::replay_erasures(&app, journal).await?;
    unpack_files(&app, &partial, journal).await?;
    close(app).await?;
    Ok((partial, erased))
}

fn read_journal(options: &AppOptions, named: Option<&Path>) -> Result<String, AppError> {
    let own = options.data.join(acts::JOURNAL);
    let path = match named {
        Some(path) => path,
        None if own.exists() => &own,
        None => return Ok(String::new()),
    };
    fs::read_to_string(path).map_err(|e| AppError::File(format!("{}: {e}", path.display())))
}

/// The threads of a store end outside the asynchronous runtime.
async fn close(app: App) -> Result<(), AppError> {
    blocking(move || {
        drop(app);
        Ok(())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    run: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(run).await.map_err(|e| AppError::File(e.to_string()))?
}

fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
