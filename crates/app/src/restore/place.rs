//! The place that a restore fills, and what it was before.

use super::RestoreError;
use crate::app::AppOptions;
use crate::backup::sync_folder_of;
use crate::error::AppError;
use crate::files::CASES;
use homeward_store::dialect::Location;
use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// The name of the database until it is complete.
const PARTIAL: &str = "homeward.restoring";
/// Where files of cases lie until they are complete, in their folder.
const STAGE: &str = "restoring";

/// An empty place.
pub struct Place {
    options: AppOptions,
    partial: PathBuf,
    had_data: bool,
    had_files: bool,
    had_secret: bool,
    has_moved: Cell<bool>,
}

impl Place {
    /// Makes sure that nothing is there which a restore would mix with. What a
    /// restore left that was killed is taken away.
    pub fn take(options: &AppOptions) -> Result<Self, RestoreError> {
        let partial = options.data.join(PARTIAL);
        let place = Self {
            partial,
            had_data: options.data.exists(),
            had_files: options.files_path().exists(),
            had_secret: options.secret_path().exists(),
            has_moved: Cell::new(false),
            options: options.clone(),
        };
        if let Location::Sqlite(target) = &options.location
            && target.exists()
        {
            return Err(RestoreError::NotEmpty(target.clone()));
        }
        place.take_away();
        let files = options.files_path();
        if holds_files(&files) {
            return Err(RestoreError::NotEmpty(files));
        }
        fs::create_dir_all(&options.data)
            .map_err(|error| AppError::File(format!("{}: {error}", options.data.display())))?;
        Ok(place)
    }

    /// How the place will be opened.
    pub const fn options(&self) -> &AppOptions {
        &self.options
    }

    /// The database until it is complete.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// How the database is opened until it is complete: its files lie apart as well.
    pub fn unfinished(&self) -> AppOptions {
        AppOptions {
            location: Location::Sqlite(self.partial.clone()),
            files: Some(self.options.files_path().join(STAGE)),
            witness_file: Some(self.witness()),
            ..self.options.clone()
        }
    }

    /// The witness of this copy has seen what came after the backup; it is told of
    /// the restore in the end.
    fn witness(&self) -> PathBuf {
        self.partial.with_extension("witness")
    }

    /// Puts files of cases where they belong.
    pub fn move_files(&self) -> Result<(), RestoreError> {
        let files = self.options.files_path();
        let (stage, home) = (files.join(STAGE), files.join(CASES));
        let failed = |error: std::io::Error| AppError::File(format!("{}: {error}", home.display()));
        if stage.join(CASES).exists() {
            // Empty folders may stand there.
            let _ = fs::remove_dir_all(&home);
            fs::rename(stage.join(CASES), &home).map_err(failed)?;
            self.has_moved.set(true);
        }
        fs::remove_dir_all(&stage).map_err(failed)?;
        sync_folder_of(&home).map_err(failed)?;
        Ok(())
    }

    /// Whether the secret was made by this restore.
    pub const fn has_new_secret(&self) -> bool {
        !self.had_secret
    }

    /// The place goes on with the journal that was replayed: a later restore of an
    /// older backup needs its lines as well.
    pub fn keep_journal(&self, journal: &str) -> Result<(), RestoreError> {
        let path = self.options.journal_path();
        if journal.is_empty() || path.exists() {
            return Ok(());
        }
        let failed = |error: std::io::Error| AppError::File(format!("{}: {error}", path.display()));
        let mut file = fs::File::create(&path).map_err(failed)?;
        file.write_all(journal.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
        Ok(())
    }

    /// Leaves the place as it was found. What cannot be removed stays; the reason why
    /// the restore failed matters more.
    pub fn clear(&self) {
        self.take_away();
        let files = self.options.files_path();
        if self.has_moved.get() {
            let _ = fs::remove_dir_all(files.join(CASES));
        }
        if !self.had_files {
            let _ = fs::remove_dir(files);
        }
        if !self.had_secret {
            let _ = fs::remove_file(self.options.secret_path());
        }
        if !self.had_data {
            let _ = fs::remove_dir(&self.options.data);
        }
    }

    fn take_away(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let mut name = OsString::from(&self.partial);
            name.push(ending);
            let _ = fs::remove_file(name);
        }
        for ending in ["rest", "rest-wal", "rest-shm", "rest-journal", "lock", "witness"] {
            let _ = fs::remove_file(self.partial.with_extension(ending));
        }
        let _ = fs::remove_dir_all(self.options.files_path().join(STAGE));
    }
}

/// Whether any file lies in a folder, however deep.
fn holds_files(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.any(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => holds_files(&entry.path()),
        _ => true,
    })
}
